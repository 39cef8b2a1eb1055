import type { ExecutedBlock } from '#protocol/block.ts'
import { ProposalChanged } from '#protocol/governance/events.ts'
import {
  PROPOSAL_STATES,
  REASONS,
  type Transition,
  TRANSITIONS,
} from '#protocol/governance/lifecycle.ts'

/** How often proposals went each way, by `describeTransition`. */
export type TransitionCounts = Map<string, number>

function describeTransition({ from, to, reason }: Omit<Transition, 'at'>): string {
  return `${from} → ${to} (${reason})`
}

/** Every way of the table, so that those that nobody went show as 0. */
export function createTransitionCounts(): TransitionCounts {
  return new Map(TRANSITIONS.map((one) => [describeTransition(one), 0]))
}

/** Adds the transitions of a block, as its events tell them. */
export function countTransitions(counts: TransitionCounts, block: ExecutedBlock): void {
  for (const { topics, data } of [
    ...block.receipts.flatMap((one) => one.logs),
    ...block.systemLogs,
  ]) {
    if (topics[0] !== ProposalChanged.topic) continue
    const word = (place: number): number => data[place * 32 + 31] ?? 0
    const from = PROPOSAL_STATES[word(0)] ?? 'none'
    const to = PROPOSAL_STATES[word(1)]
    const reason = REASONS[word(2)]
    if (to === undefined || reason === undefined) throw new RangeError('an event names no state')
    const key = describeTransition({ from, to, reason })
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
}
