import type { StoredBlock } from '#state/block-log/stored-block.ts'
import { createSimGenesis } from '../../sim/sim-genesis.ts'
import { simulate } from '../../sim/simulate.ts'
import { reallySign } from '../../sim/transactions.ts'
import type { RecordedRun } from './recorded-run.ts'

export interface RecordOptions {
  readonly seed: number
  readonly blocks: number
  readonly transactionsPerBlock: number
}

/** A run of the simulator with transactions that are really signed: the same seed gives the same bytes. */
export function recordRun({ seed, blocks, transactionsPerBlock }: RecordOptions): RecordedRun {
  const stored: StoredBlock[] = []
  simulate({
    seed,
    blocks,
    operationsPerBlock: transactionsPerBlock,
    compareEvery: blocks,
    sign: reallySign,
    onBlock: (request, executed) => stored.push({ request, roots: executed.roots }),
  })
  return { genesis: createSimGenesis(seed), blocks: stored }
}
