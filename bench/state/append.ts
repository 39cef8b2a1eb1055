/**
 * Appending blocks to the log, each on the medium before the next. Prints one JSON line.
 * `ratio` is the time against writing as many bytes and syncing, and nothing else.
 */
import fs from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { sha256 } from '#base/hash.ts'
import { MODULES } from '#protocol/store.ts'
import { openBlockLog } from '#state/block-log/block-log.ts'
import type { StoredBlock } from '#state/block-log/stored-block.ts'

const BLOCKS = 200
const TRANSACTIONS = 1_000
const TRANSACTION_BYTES = 180

const dir = fs.mkdtempSync(join(os.tmpdir(), 'boule-bench-'))
try {
  const small = await measure(0)
  const large = await measure(TRANSACTIONS)
  const result = {
    bench: 'append',
    emptyBlockMs: small.blockMs,
    emptyRatio: small.ratio,
    transactions: TRANSACTIONS,
    fullBlockMs: large.blockMs,
    bareMs: large.bareMs,
    ratio: large.ratio,
    openMs: large.openMs,
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
} finally {
  fs.rmSync(dir, { recursive: true, force: true })
}

function block(height: number, transactions: number): StoredBlock {
  const hash = sha256(Uint8Array.of(height & 255, height >> 8))
  const validator = 'AB'.repeat(20)
  return {
    request: {
      height,
      timeMs: 1_700_000_000_000 + height,
      hash,
      proposerAddress: validator,
      txs: Array.from({ length: transactions }, (_, i) =>
        new Uint8Array(TRANSACTION_BYTES).fill(i),
      ),
      decidedLastCommit: {
        round: 0,
        votes: Array.from({ length: 36 }, () => ({ validator, flag: 'commit' as const })),
      },
      misbehavior: [],
    },
    roots: { appHash: hash, modules: MODULES.map((module) => ({ module, root: hash })) },
  }
}

async function measure(
  transactions: number,
): Promise<{ blockMs: number; bareMs: number; ratio: number; openMs: number }> {
  const data = join(dir, String(transactions))
  const log = await openBlockLog(data, { genesisHash: new Uint8Array(32) })
  const times: number[] = []
  for (let height = 1; height <= BLOCKS; height++) {
    const one = block(height, transactions)
    const started = performance.now()
    await log.append(one)
    times.push(performance.now() - started)
  }
  await log.close()
  const bytes = Math.round(fs.statSync(join(data, fs.readdirSync(data)[0] as string)).size / BLOCKS)
  const started = performance.now()
  const again = await openBlockLog(data, { genesisHash: new Uint8Array(32), readOnly: true })
  const openMs = performance.now() - started
  await again.close()
  const [blockMs, bareMs] = [median(times), bare(bytes)]
  return {
    blockMs: round2(blockMs),
    bareMs: round2(bareMs),
    ratio: round2(blockMs / bareMs),
    openMs: round2(openMs),
  }
}

function bare(bytes: number): number {
  const file = fs.openSync(join(dir, 'bare'), 'w')
  const content = new Uint8Array(bytes)
  const times: number[] = []
  for (let i = 0; i < BLOCKS; i++) {
    const started = performance.now()
    fs.writeSync(file, content, 0, bytes, i * bytes)
    fs.fdatasyncSync(file)
    times.push(performance.now() - started)
  }
  fs.closeSync(file)
  return median(times)
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
