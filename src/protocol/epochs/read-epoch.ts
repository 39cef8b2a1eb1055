import type { AbiReader } from '#base/abi/abi-reader.ts'
import { type Refusal, refuse } from '../outcome.ts'
import type { World } from '../world.ts'
import { getCurrentEpoch } from './epoch.ts'
import { findEpoch, findEpochOfHeight, getFollowingEpoch } from './find-epoch.ts'
import { endHeight, type Epoch } from './state.ts'
import { EPOCH_NOT_KEPT, HEIGHT_NOT_KEPT } from './status.ts'

/** Epochs that a read can answer for. */
export interface EpochRange {
  readonly first: number
  readonly last: number
}

/** A `uint256` as a number; undefined above 2⁵³ − 1, where nothing is ever counted. */
function toCount(value: bigint): number | undefined {
  return value > 0x1f_ffff_ffff_ffffn ? undefined : Number(value & 0x1f_ffff_ffff_ffffn)
}

/** Reads the number of an epoch within `range`, which ends with the next epoch at the latest. */
export function readEpoch(world: World, reader: AbiReader, range: EpochRange): Epoch | Refusal {
  const asked = reader.uint256()
  const { first, last } = range
  const number = toCount(asked)
  const isInRange = number !== undefined && number >= first && number <= last
  const epoch = isInRange ? findEpoch(world, number) : undefined
  return epoch ?? refuse(EPOCH_NOT_KEPT, asked, first, last)
}

/** Reads the number of any epoch: past, running or next. */
export function readAnyEpoch(world: World, reader: AbiReader): Epoch | Refusal {
  return readEpoch(world, reader, { first: 1, last: getCurrentEpoch(world).epoch + 1 })
}

/** Reads a height up to the end of the next epoch. */
export function readHeight(
  world: World,
  reader: AbiReader,
): { readonly height: number; readonly epoch: Epoch } | Refusal {
  const asked = reader.uint256()
  const height = toCount(asked)
  const epoch = height === undefined ? undefined : findEpochOfHeight(world, height)
  if (height === undefined || epoch === undefined) {
    const next = getFollowingEpoch(world, getCurrentEpoch(world))
    return refuse(HEIGHT_NOT_KEPT, asked, endHeight(next))
  }
  return { height, epoch }
}
