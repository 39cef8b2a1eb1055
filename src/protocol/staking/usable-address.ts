import { type Address, ZERO_ADDRESS as NOBODY } from '#base/address.ts'
import { type Refusal, refuse } from '../outcome.ts'
import {
  DELEGATES_ADDRESS,
  ELECTION_ADDRESS,
  EPOCHS_ADDRESS,
  LIVENESS_ADDRESS,
  PARAMS_ADDRESS,
  POLL_ADDRESS,
  REWARDING_ADDRESS,
  ROLLDPOS_ADDRESS,
  STAKING_ADDRESS,
} from '../system-addresses.ts'
import { SYSTEM_ADDRESS, ZERO_ADDRESS } from './status.ts'

const SYSTEM_ADDRESSES: ReadonlySet<Address> = new Set([
  STAKING_ADDRESS,
  REWARDING_ADDRESS,
  POLL_ADDRESS,
  ROLLDPOS_ADDRESS,
  DELEGATES_ADDRESS,
  ELECTION_ADDRESS,
  EPOCHS_ADDRESS,
  LIVENESS_ADDRESS,
  PARAMS_ADDRESS,
])

/**
 * The refusal of the first address that nobody has the key of: zero, or one of the protocol's own. Rewards paid to the fund's
 * own address would also blur what the fund owes.
 */
export function refuseUnusable(...addresses: readonly Address[]): Refusal | undefined {
  for (const address of addresses) {
    if (address === NOBODY) return refuse(ZERO_ADDRESS)
    if (SYSTEM_ADDRESSES.has(address)) return refuse(SYSTEM_ADDRESS, address)
  }
  return undefined
}
