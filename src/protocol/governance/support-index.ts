import type { Address } from '#base/address.ts'
import { groupOf, numberOf } from './record-keys.ts'
import type { Support } from './state.ts'

/** Which proposals an account supports, and under which number. Derived from the supports, never stored. */
export interface SupportIndex {
  numberOf(proposal: number, account: Address): number | undefined
  readonly onChange: (key: number, before: Support | undefined, after: Support | undefined) => void
}

export function createSupportIndex(): SupportIndex {
  /** By account: proposal to number. */
  const byAccount = new Map<Address, Map<number, number>>()
  return {
    numberOf: (proposal, account) => byAccount.get(account)?.get(proposal),
    onChange: (key, before, after) => {
      const account = after?.account ?? before?.account
      if (account === undefined) return
      const proposals = byAccount.get(account) ?? new Map<number, number>()
      byAccount.set(account, proposals)
      if (after === undefined) proposals.delete(groupOf(key))
      else proposals.set(groupOf(key), numberOf(key))
      if (proposals.size === 0) byAccount.delete(account)
    },
  }
}
