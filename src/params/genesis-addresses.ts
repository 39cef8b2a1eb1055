import { type Address, ZERO_ADDRESS } from '#base/address.ts'
import type { Genesis } from './genesis.ts'
import { PROTOCOL_ADDRESSES } from './protocol-addresses.ts'

/** Addresses in places where they can do nothing but harm: the protocol's own, and the zero address where somebody must act. */
export function findBadAddresses(genesis: Genesis): readonly string[] {
  const problems: string[] = []
  const check = (path: string, address: Address, mustAct: boolean): void => {
    if (PROTOCOL_ADDRESSES.has(address)) {
      problems.push(`${path} is an address of the protocol itself: ${address}`)
    }
    if (mustAct && address === ZERO_ADDRESS) {
      problems.push(`${path} is the zero address, of which nobody has the key`)
    }
  }
  for (const [index, { address }] of genesis.accounts.entries()) {
    check(`accounts[${index}].address`, address, false)
  }
  for (const [index, { owner, operator, reward }] of genesis.delegates.entries()) {
    check(`delegates[${index}].owner`, owner, true)
    check(`delegates[${index}].operator`, operator, true)
    check(`delegates[${index}].reward`, reward, true)
  }
  for (const [index, { owner }] of genesis.buckets.entries()) {
    check(`buckets[${index}].owner`, owner, true)
  }
  return problems
}
