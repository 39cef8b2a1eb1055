import { getEpochOfNext } from '#protocol/epochs/epoch.ts'
import { getRules } from '#protocol/params/rules.ts'
import type { World } from '#protocol/world.ts'
import type { CometbftHost } from './cometbft-host.ts'

/** Keeps CometBFT's durations in step with the interval of blocks, which is a rule of the chain. */
export interface Timekeeper {
  /** A block is part of the state. */
  onCommitted(height: number): void
}

/** Restarts spread over so much of an epoch, so that not all nodes are away at once. */
const SPREAD = 0.5

/**
 * CometBFT reads its durations when it starts. A change of the interval is known an epoch before it takes effect: in that epoch each
 * node starts its CometBFT again, at a block of its own, with the longer of both intervals, since durations that are too short lose
 * rounds and those that are too long cost time only when a proposer is away. In the epoch after a shorter interval has begun it does
 * so once more.
 */
export function createTimekeeper(
  host: Pick<CometbftHost, 'engine' | 'validator' | 'blockIntervalMs'>,
  world: World,
): Timekeeper {
  let setMs = host.blockIntervalMs
  return {
    onCommitted: (height) => {
      const epoch = getEpochOfNext(world, height + 1)
      const wantedMs = Math.max(
        getRules(world, epoch.epoch).blockIntervalMs,
        getRules(world, epoch.epoch + 1).blockIntervalMs,
      )
      if (wantedMs === setMs) return
      const spread = Math.max(1, Math.floor(epoch.blocks * SPREAD))
      if (height < epoch.startHeight + (placeOf(host.validator) % spread)) return
      setMs = wantedMs
      host.engine.retime(wantedMs)
    },
  }
}

/** A number that differs from node to node. */
function placeOf(validator: string | undefined): number {
  return Number.parseInt((validator ?? '0').slice(0, 8), 16)
}
