/**
 * Handing executed blocks to the history: what it costs the main thread, and how fast the tables take them in.
 * Prints one JSON line.
 */
import fs from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { openHistory } from '#state/history/history.ts'
import { sampleBlock } from '#state/history/executed-block.fixture.ts'

const BLOCKS = 60
const TRANSACTIONS = 500

const dir = fs.mkdtempSync(join(os.tmpdir(), 'boule-bench-'))
const base = Array.from({ length: 4 }, (_, i) => sampleBlock(i + 1, TRANSACTIONS))
const history = await openHistory(dir)
const times: number[] = []
const began = performance.now()
for (let height = 1; height <= BLOCKS; height++) {
  const block = { ...(base[height % base.length] as (typeof base)[0]), height }
  const started = performance.now()
  await history.append(block)
  times.push(performance.now() - started)
}
await history.flush()
const totalMs = performance.now() - began
await history.close()
const bytes = fs.statSync(join(dir, 'history.sqlite')).size
fs.rmSync(dir, { recursive: true, force: true })
times.sort((a, b) => a - b)
const appendUs = ((times[BLOCKS / 2] as number) * 1000) / TRANSACTIONS
process.stdout.write(
  `${JSON.stringify({
    bench: 'history',
    transactions: BLOCKS * TRANSACTIONS,
    mainThreadUsPerTransaction: Math.round(appendUs * 100) / 100,
    indexedPerSecond: Math.round((BLOCKS * TRANSACTIONS * 1000) / totalMs),
    bytesPerTransaction: Math.round(bytes / BLOCKS / TRANSACTIONS),
  })}\n`,
)
