/**
 * Root over a million records with a thousand changed. Prints one JSON line.
 * `ratio` is the time against hashing as many pairs and leaves with the same libraries and nothing around it.
 */
import { hashInto } from '@chainsafe/hashtree'
import { sha256 } from '#base/hash.ts'
import { sampleAddress, sampleState } from './sample-state.ts'

const RECORDS = 1_000_000
const CHANGED = 1_000
const ROUNDS = 60

const { store, world } = sampleState(RECORDS, 0)
const { accounts } = world.accounts
const treeBytes = store.tables().reduce((sum, one) => sum + one.tree.memoryBytes(), 0)

const times: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  for (let i = 0; i < CHANGED; i++) {
    const address = sampleAddress(((round * CHANGED + i) * 7919) % RECORDS)
    const account = accounts.get(address)
    if (account === undefined) throw new Error('an account of the sample is missing')
    accounts.set(address, { nonce: account.nonce + 1, balanceRau: account.balanceRau })
  }
  const started = performance.now()
  store.computeRoots()
  times.push(performance.now() - started)
  store.commit()
}
times.sort((a, b) => a - b)
const median = times[ROUNDS / 2] as number

/** The same number of hashes by themselves: about CHANGED leaves, and CHANGED paths up to where they meet. */
function bareMs(): number {
  const pairs = Math.round(CHANGED * (Math.log2(RECORDS / CHANGED) + 2))
  const input = new Uint8Array(pairs * 64)
  const output = new Uint8Array(pairs * 32)
  const leaf = new Uint8Array(50)
  const runs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    for (let i = 0; i < CHANGED; i++) sha256(leaf)
    hashInto(input, output)
    runs.push(performance.now() - started)
  }
  return runs.sort((a, b) => a - b)[ROUNDS / 2] as number
}

const bare = bareMs()
const result = {
  bench: 'root',
  records: RECORDS,
  changed: CHANGED,
  medianMs: round2(median),
  worstMs: round2(times.at(-1) as number),
  bareHashingMs: round2(bare),
  ratio: round2(median / bare),
  treeBytesPerRecord: Math.round(treeBytes / RECORDS),
}
process.stdout.write(`${JSON.stringify(result)}\n`)

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
