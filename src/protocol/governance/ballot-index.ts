import type { Address } from '#base/address.ts'
import { groupOf, numberOf } from './record-keys.ts'
import type { Ballot } from './state.ts'

/** The number of a voter's ballot in a proposal. Derived from the ballots, never stored. */
export interface BallotIndex {
  numberOf(proposal: number, voter: Address): number | undefined
  readonly onChange: (key: number, before: Ballot | undefined, after: Ballot | undefined) => void
}

export function createBallotIndex(): BallotIndex {
  const byProposal = new Map<number, Map<Address, number>>()
  return {
    numberOf: (proposal, voter) => byProposal.get(proposal)?.get(voter),
    onChange: (key, before, after) => {
      if (before !== undefined && after !== undefined) return
      const proposal = groupOf(key)
      let voters = byProposal.get(proposal)
      if (voters === undefined) {
        voters = new Map()
        byProposal.set(proposal, voters)
      }
      if (after !== undefined) voters.set(after.voter, numberOf(key))
      else if (before !== undefined) voters.delete(before.voter)
      if (voters.size === 0) byProposal.delete(proposal)
    },
  }
}
