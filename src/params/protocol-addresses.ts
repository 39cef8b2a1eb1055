import type { Address } from '#base/address.ts'
import { systemAddress } from '#base/system-address.ts'

/** Modules of the protocol that have an address of their own: `protocol/system-addresses.ts`, and a test holds both together. */
const MODULES = [
  'staking',
  'rewarding',
  'poll',
  'rolldpos',
  'delegates',
  'election',
  'epochs',
  'liveness',
  'params',
  'governance',
  'community',
]

/** Addresses of the protocol itself: what they hold follows from the rest of a genesis. */
export const PROTOCOL_ADDRESSES: ReadonlySet<Address> = new Set(MODULES.map(systemAddress))
