import type { RecordedStep } from './recorded-steps.ts'
import type { RecordedLedger } from './recorded-ledger.ts'
import type { ReplayedChain } from './replayed-chain.ts'

/** What is compared of a step. */
export type Aspect = 'outcome' | 'gas' | 'price' | 'balance' | 'log' | 'read' | 'transaction'

/** One comparison: what iotex-core said and what this network says. */
export interface Comparison {
  readonly file: string
  readonly note: string
  readonly aspect: Aspect
  readonly iotex: string
  readonly ours: string
}

/** A replay in progress. */
export interface Replay {
  readonly chain: ReplayedChain
  readonly ledger: RecordedLedger
  readonly comparisons: Comparison[]
  /** Methods of the steps that were not compared. */
  readonly skipped: string[]
}

/** A step and the file it stands in. */
export interface Place {
  readonly file: string
  readonly step: RecordedStep
}

export function compare(
  replay: Replay,
  { file, step }: Place,
  aspect: Aspect,
  answers: { readonly iotex: string; readonly ours: string },
): void {
  replay.comparisons.push({ file, note: step.note, aspect, ...answers })
}
