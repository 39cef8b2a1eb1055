import { assert } from '#base/assert.ts'
import type { FinalizeBlockRequest } from './abci.ts'
import type { BlockContext } from './action.ts'
import { processExitQueue } from './delegates/epoch.ts'
import { processElection } from './election/epoch.ts'
import { processRandomness } from './election/randomness.ts'
import {
  computeUpdatesAt,
  electionHeight,
  getSchedule,
  getSet,
  processEpochEnd,
  processEpochStart,
  processSchedule,
} from './epochs/epoch.ts'
import { processPace } from './epochs/pace.ts'
import type { ValidatorUpdate } from './epochs/proposer-schedule.ts'
import { endHeight, type Epoch } from './epochs/state.ts'
import { processCounts } from './governance/count.ts'
import { processGovernance } from './governance/epoch.ts'
import { processLastCommit } from './liveness/count.ts'
import { processActivity } from './liveness/epoch.ts'
import { processEvidence } from './liveness/evidence.ts'
import { processSettlement } from './rewards/epoch.ts'
import { processWeights } from './staking/epoch.ts'

/**
 * The one ordered list of what happens in a block besides its transactions. Modules never call each other's boundary
 * work: whoever wants to know what runs when reads this file.
 */

/** Before the transactions. `reveal` is the proposer's, when it counts. */
export function processBlockStart(
  context: BlockContext,
  request: FinalizeBlockRequest,
  epoch: Epoch,
  reveal: Uint8Array | undefined,
): void {
  const { world, height } = context
  const isFirst = height === epoch.startHeight
  processPace(context)
  // The block before belongs to the epoch before when this one is the first.
  if (height > 1) {
    const lastEpoch = isFirst ? epoch.epoch - 1 : epoch.epoch
    processLastCommit(context, {
      height: height - 1,
      validators: getSchedule(world).previous,
      set: getSet(world, lastEpoch),
      commit: request.decidedLastCommit,
    })
  }
  if (isFirst) {
    processEpochStart(context, epoch)
    processExitQueue(context)
  }
  processEvidence(context, request.misbehavior)
  processRandomness(world, height, reveal)
}

/** After the transactions. Returns the validator updates of the block. */
export function processBlockEnd(context: BlockContext, epoch: Epoch): readonly ValidatorUpdate[] {
  const { world, rules, height } = context
  if (height === electionHeight(epoch, rules)) processElection(context, epoch)
  const updates = computeUpdatesAt(world, epoch, height)
  processSchedule(world, updates)
  processCounts(context)
  if (height === endHeight(epoch)) {
    const activity = processActivity(context)
    processSettlement(context, activity)
    processGovernance(context)
    processWeights(context)
    processEpochEnd(world, epoch)
  }
  assert(height <= endHeight(epoch), 'a block lies in its epoch')
  return updates
}
