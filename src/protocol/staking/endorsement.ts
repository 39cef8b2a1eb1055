import type { World } from '../world.ts'
import { ENDORSED } from './state.ts'

/** 2⁶⁴ − 1: how IoTeX's ABI writes «no end», both for endorsements and for a missing self-stake. */
export const ABI_NONE = (1n << 64n) - 1n

/** Height at which the endorsement by a bucket ends: `ENDORSED` while no end is announced; undefined when it endorses nobody. */
export function getEndorsementEnd(world: World, bucketIndex: number): number | undefined {
  return world.staking.endorsements.get(bucketIndex)?.expireHeight
}

/** Whether the bucket's endorsement counts at `height`. One that has ended but was not revoked yet does not. */
export function isEndorsed(world: World, bucketIndex: number, height: number): boolean {
  const end = getEndorsementEnd(world, bucketIndex)
  return end !== undefined && height < end
}

/** An end of an endorsement as the ABI writes it. */
export function toAbiHeight(end: number): number | bigint {
  return end === ENDORSED ? ABI_NONE : end
}
