import type { IndexState, ProposalRow } from './index-state.ts'
import type { RowOf } from '../rows/row-cache.ts'
import type { ballots } from '../schema.ts'

export type BallotRow = RowOf<typeof ballots>

const ALL_BPS = 10_000n

/** Adds what a ballot gives with its own and delegated power to the sums of its proposal, or takes it away. Yes and no are rounded down; the rest abstains. */
export function countBallot(proposal: ProposalRow, ballot: BallotRow, sign: 1n | -1n): void {
  const powerRau = ballot.ownRau + ballot.delegatedRau
  const yesRau = (powerRau * BigInt(ballot.yesBps)) / ALL_BPS
  const noRau = (powerRau * BigInt(ballot.noBps)) / ALL_BPS
  proposal.yesRau += sign * yesRau
  proposal.noRau += sign * noRau
  proposal.abstainRau += sign * (powerRau - yesRau - noRau)
}

/** Changes the power that was given to a voter, and the sums with it when the voter has a ballot. */
export function moveDelegated(
  state: IndexState,
  proposal: ProposalRow,
  delegate: string,
  differenceRau: bigint,
): void {
  const ballot = state.ballots.find(proposal.id, delegate)
  if (ballot === undefined) return
  countBallot(proposal, ballot, -1n)
  ballot.delegatedRau += differenceRau
  ballot.updatedHeight = state.sync.height
  countBallot(proposal, ballot, 1n)
  state.ballots.touch(ballot)
}
