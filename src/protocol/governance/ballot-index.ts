import type { Address } from '#base/address.ts'
import { groupOf, numberOf } from './record-keys.ts'
import type { Ballot } from './state.ts'

/**
 * The ballots of each proposal by number and the number of each voter's, so that a count does not look for a million records by
 * their keys. Derived from the ballots, never stored.
 */
export interface BallotIndex {
  numberOf(proposal: number, voter: Address): number | undefined
  at(proposal: number, number: number): Ballot | undefined
  readonly onChange: (key: number, before: Ballot | undefined, after: Ballot | undefined) => void
}

interface Ballots {
  readonly byNumber: (Ballot | undefined)[]
  readonly numbers: Map<Address, number>
}

export function createBallotIndex(): BallotIndex {
  const byProposal = new Map<number, Ballots>()
  return {
    numberOf: (proposal, voter) => byProposal.get(proposal)?.numbers.get(voter),
    at: (proposal, number) => byProposal.get(proposal)?.byNumber[number],
    onChange: (key, before, after) => {
      const proposal = groupOf(key)
      const number = numberOf(key)
      let ballots = byProposal.get(proposal)
      if (ballots === undefined) {
        ballots = { byNumber: [], numbers: new Map() }
        byProposal.set(proposal, ballots)
      }
      ballots.byNumber[number] = after
      if (after === undefined) {
        if (before !== undefined) ballots.numbers.delete(before.voter)
        if (ballots.numbers.size === 0) byProposal.delete(proposal)
      } else if (before === undefined) {
        ballots.numbers.set(after.voter, number)
      }
    },
  }
}
