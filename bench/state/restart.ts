/**
 * Restart from a snapshot of a million accounts and a million buckets. Prints one JSON line.
 * `ratio` is the time against reading and hashing the same file and nothing else.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openWorld } from '#protocol/world.ts'
import { openDatabase } from '#state/database.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { sampleState } from './sample-state.ts'

const RECORDS = 1_000_000
const HEIGHT = 1_000
const identity = { chainId: 424242, genesisHash: new Uint8Array(32) }

interface Loaded {
  readonly restartMs: number
  readonly rssMb: number
  readonly heapMb: number
  readonly viewMs: number
}

const [mode, dir] = process.argv.slice(2)
if (mode === '--load' && dir !== undefined) await load(dir)
else await measure()

/** In a process of its own: what a node does before its first block. */
async function load(from: string): Promise<void> {
  const started = performance.now()
  const store = createMemoryStore()
  openWorld(store)
  const database = await openDatabase({ dir: from, store, identity })
  const recovery = await database.recover({
    genesis: () => {
      throw new Error('the snapshot was not taken')
    },
    resume: () => {},
    apply: () => {
      throw new Error('there is no block to execute')
    },
  })
  const restartMs = performance.now() - started
  if (recovery.snapshotHeight !== HEIGHT) throw new Error('another snapshot was taken')
  const rssMb = Math.round(process.memoryUsage().rss / 1e6)
  const heapMb = Math.round(process.memoryUsage().heapUsed / 1e6)
  const began = performance.now()
  store.view()
  const viewMs = performance.now() - began
  await database.close()
  process.stdout.write(JSON.stringify({ restartMs, rssMb, heapMb, viewMs } satisfies Loaded))
}

async function measure(): Promise<void> {
  const data = fs.mkdtempSync(join(os.tmpdir(), 'boule-bench-'))
  try {
    const written = await writeSample(data)
    const file = fs
      .readdirSync(join(data, 'snapshots'))
      .map((name) => join(data, 'snapshots', name))[0]
    if (file === undefined) throw new Error('there is no snapshot')
    const bareMs = readAndHashMs(file)
    const runs = [1, 2, 3].map(() => runLoad(data)).sort((a, b) => a.restartMs - b.restartMs)
    const [, median] = runs as [Loaded, Loaded, Loaded]
    const result = {
      bench: 'restart',
      accounts: RECORDS,
      buckets: RECORDS,
      medianMs: Math.round(median.restartMs),
      rssMb: median.rssMb,
      heapMb: median.heapMb,
      readAndHashMs: Math.round(bareMs),
      ratio: Math.round((median.restartMs / bareMs) * 10) / 10,
      snapshotMb: Math.round(fs.statSync(file).size / 1e6),
      viewMs: Math.round(median.viewMs * 100) / 100,
      ...written,
    }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } finally {
    fs.rmSync(data, { recursive: true, force: true })
  }
}

/** Writes the snapshot while a timer ticks, as blocks would; the longest gap is what one of them would wait. */
async function writeSample(data: string): Promise<{ writeMs: number; longestGapMs: number }> {
  const { store } = sampleState(RECORDS, RECORDS)
  const snapshots = await openDatabase({ dir: data, store, identity })
  await snapshots.recover({ genesis: () => {}, resume: () => {}, apply: () => store.roots })
  let last = performance.now()
  let longestGapMs = 0
  const timer = setInterval(() => {
    const now = performance.now()
    longestGapMs = Math.max(longestGapMs, now - last)
    last = now
  }, 1)
  const started = performance.now()
  snapshots.committed(HEIGHT)
  await snapshots.snapshotNow()
  const writeMs = Math.round(performance.now() - started)
  clearInterval(timer)
  await snapshots.close()
  return { writeMs, longestGapMs: Math.round(longestGapMs * 10) / 10 }
}

function readAndHashMs(file: string): number {
  const started = performance.now()
  createHash('sha256').update(fs.readFileSync(file)).digest()
  return performance.now() - started
}

function runLoad(data: string): Loaded {
  const script = fileURLToPath(import.meta.url)
  const child = spawnSync(process.execPath, [script, '--load', data], { encoding: 'utf8' })
  if (child.status !== 0) throw new Error(child.stderr)
  return JSON.parse(child.stdout) as Loaded
}
