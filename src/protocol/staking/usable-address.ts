import { type Address, ZERO_ADDRESS as NOBODY } from '#base/address.ts'
import { PROTOCOL_ADDRESSES } from '#params/protocol-addresses.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { SYSTEM_ADDRESS, ZERO_ADDRESS } from './status.ts'

/**
 * The refusal of the first address that nobody has the key of: zero, or one of the protocol's own. Rewards paid to the fund's
 * own address would also blur what the fund owes.
 */
export function refuseUnusable(...addresses: readonly Address[]): Refusal | undefined {
  for (const address of addresses) {
    if (address === NOBODY) return refuse(ZERO_ADDRESS)
    if (PROTOCOL_ADDRESSES.has(address)) return refuse(SYSTEM_ADDRESS, address)
  }
  return undefined
}
