import { must } from '#base/assert.ts'
import { getRules } from '../params/rules.ts'
import type { World } from '../world.ts'
import { getCurrentEpoch } from './epoch.ts'
import { endHeight, type Epoch } from './state.ts'

/** The epoch after `epoch`; it is written down only at the boundary, but its bounds are decided before. */
export function getFollowingEpoch(world: World, epoch: Epoch): Epoch {
  const number = epoch.epoch + 1
  return (
    world.epochs.epochs.get(number) ?? {
      epoch: number,
      startHeight: endHeight(epoch) + 1,
      blocks: getRules(world, number).blocksPerEpoch,
    }
  )
}

/** An epoch by its number: past, running or next; undefined for any other. */
export function findEpoch(world: World, number: number): Epoch | undefined {
  const current = getCurrentEpoch(world)
  return number === current.epoch + 1
    ? getFollowingEpoch(world, current)
    : world.epochs.epochs.get(number)
}

/**
 * The epoch of a height, up to the end of the next one; undefined for heights behind it, and for 0, the genesis.
 * PERF: halves the number of epochs with each look.
 */
export function findEpochOfHeight(world: World, height: number): Epoch | undefined {
  const next = getFollowingEpoch(world, getCurrentEpoch(world))
  if (height < 1 || height > endHeight(next)) return undefined
  let low = 1
  let high = next.epoch
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const { startHeight } = must(findEpoch(world, middle), 'an epoch up to the next one')
    if (startHeight <= height) low = middle
    else high = middle - 1
  }
  return findEpoch(world, low)
}
