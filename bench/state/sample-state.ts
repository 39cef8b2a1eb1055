import { addressFromBytes } from '#base/address.ts'
import { sha256 } from '#base/hash.ts'
import { u64ToBytes } from '#base/bytes.ts'
import { openWorld, type World } from '#protocol/world.ts'
import { createMemoryStore, type MemoryStore } from '#state/store/memory-store.ts'

/** Address number `i` of the sample: always the same. */
export function sampleAddress(i: number): ReturnType<typeof addressFromBytes> {
  return addressFromBytes(sha256(u64ToBytes(i)).subarray(0, 20))
}

export interface SampleState {
  readonly store: MemoryStore
  readonly world: World
}

/** A committed state with accounts and buckets; every account owns as many buckets as come out evenly. */
export function sampleState(accounts: number, buckets: number, delegates = 60): SampleState {
  const store = createMemoryStore()
  const world = openWorld(store)
  for (let i = 0; i < accounts; i++) {
    const balanceRau = BigInt(i + 1) * 1_234_567_890_123_456_789n
    world.accounts.accounts.set(sampleAddress(i), { nonce: i % 50, balanceRau })
  }
  const ids = Array.from({ length: delegates }, (_, i) => sampleAddress(i))
  for (let index = 0; index < buckets; index++) {
    world.staking.buckets.set(index, {
      index,
      delegate: ids[index % delegates] as (typeof ids)[number],
      owner: sampleAddress(index % accounts),
      amountRau: 100_000_000_000_000_000_000n + BigInt(index),
      durationDays: index % 1051,
      autoStake: index % 2 === 0,
      createdSeconds: 1_700_000_000 + index,
      stakedSeconds: 1_700_000_000 + index,
      unstakedSeconds: 0,
    })
  }
  store.computeRoots()
  store.commit()
  return { store, world }
}
