import type { Address } from '#base/address.ts'
import type { ValidatorAddress } from '#protocol/abci.ts'
import { getCurrentEpoch } from '#protocol/epochs/epoch.ts'
import { delegateOfValidator } from '#protocol/liveness/count.ts'
import type { World } from '#protocol/world.ts'

/** Delegates that a tester has taken offline: they neither propose nor sign. */
export interface OfflineDelegates {
  set(delegate: Address, offline: boolean): void
  has(delegate: Address): boolean
  /** In the order in which they went. */
  all(): readonly Address[]
  isOnline(validator: ValidatorAddress): boolean
}

export function createOfflineDelegates(
  world: World,
  initial: readonly Address[] = [],
): OfflineDelegates {
  const offline = new Set<Address>(initial)
  /** A validator may have a seat of the epoch that runs, or of the one before or after around a boundary. */
  const findDelegate = (validator: ValidatorAddress): Address | undefined => {
    const { epoch } = getCurrentEpoch(world)
    for (const number of [epoch, epoch + 1, epoch - 1]) {
      const set = world.election.sets.get(number)
      const delegate = set === undefined ? undefined : delegateOfValidator(set, validator)
      if (delegate !== undefined) return delegate
    }
    return undefined
  }
  return {
    set: (delegate, isOffline) => {
      if (isOffline) offline.add(delegate)
      else offline.delete(delegate)
    },
    has: (delegate) => offline.has(delegate),
    all: () => [...offline],
    isOnline: (validator) => {
      if (offline.size === 0) return true
      const delegate = findDelegate(validator)
      return delegate === undefined || !offline.has(delegate)
    },
  }
}
