import type { Address } from '#base/address.ts'
import { PROPOSAL_CLASSES, type ProposalClass } from '#params/proposal-classes.ts'
import { numberOf } from './record-keys.ts'
import type { Delegation } from './state.ts'

/** The number of an account's delegation in a class. Derived from the delegations, never stored. */
export interface DelegationIndex {
  numberOf(kind: ProposalClass, delegator: Address): number | undefined
  /** Delegations of a class, those that were taken back included. */
  count(kind: ProposalClass): number
  readonly onChange: (
    key: number,
    before: Delegation | undefined,
    after: Delegation | undefined,
  ) => void
}

export function createDelegationIndex(): DelegationIndex {
  const numbers = new Map<ProposalClass, Map<Address, number>>()
  for (const kind of PROPOSAL_CLASSES) numbers.set(kind, new Map())
  return {
    numberOf: (kind, delegator) => numbers.get(kind)?.get(delegator),
    count: (kind) => numbers.get(kind)?.size ?? 0,
    onChange: (key, before, after) => {
      if (after !== undefined) numbers.get(after.class)?.set(after.delegator, numberOf(key))
      else if (before !== undefined) numbers.get(before.class)?.delete(before.delegator)
    },
  }
}
