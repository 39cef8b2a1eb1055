import type { Address } from '#base/address.ts'
import { splitPairKey } from './record-keys.ts'

/**
 * The power given to each delegate in a vote, found by the address itself: to make the key of its record anew takes longer than all
 * else that a ballot needs when it is counted. Derived from the records, never stored.
 */
export interface DelegatedIndex {
  /** 0 when nothing was given. */
  powerOf(proposal: number, delegate: Address): bigint
  readonly onChange: (key: string, before: bigint | undefined, after: bigint | undefined) => void
}

export function createDelegatedIndex(): DelegatedIndex {
  const byProposal = new Map<number, Map<Address, bigint>>()
  return {
    powerOf: (proposal, delegate) => byProposal.get(proposal)?.get(delegate) ?? 0n,
    onChange: (key, _before, after) => {
      const [proposal, delegate] = splitPairKey(key)
      const delegates = byProposal.get(proposal) ?? new Map<Address, bigint>()
      if (after === undefined) delegates.delete(delegate)
      else delegates.set(delegate, after)
      if (delegates.size === 0) byProposal.delete(proposal)
      else byProposal.set(proposal, delegates)
    },
  }
}
