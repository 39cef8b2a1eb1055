import { type Address, addressFromBytes, addressToBytes } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import { concatBytes, u64ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import type { World } from '../world.ts'

const MAX_TRIES = 1_000

/**
 * Identity of a delegate that registers: its owner, or, when an earlier delegate of that owner still has this identity (its
 * ownership was transferred), the last 20 bytes of keccak256(owner ‖ height ‖ i) for the first i from 0 that is free.
 * Source: iotex-core, action/protocol/staking.
 */
export function computeDelegateId(world: World, owner: Address, height: number): Address {
  if (!world.delegates.delegates.has(owner)) return owner
  for (let i = 0; i < MAX_TRIES; i++) {
    const preimage = concatBytes(addressToBytes(owner), u64ToBytes(height), u64ToBytes(i))
    const id = addressFromBytes(keccak256(preimage).subarray(12))
    if (!world.delegates.delegates.has(id)) return id
  }
  assert(false, 'one of a thousand hashes is free')
}
