import { must } from '#base/assert.ts'
import type { Hex } from '#base/hex.ts'
import {
  computeUpdatesAt,
  electionHeight,
  getCurrentEpoch,
  getSchedule,
} from '#protocol/epochs/epoch.ts'
import { findEpoch, getFollowingEpoch } from '#protocol/epochs/find-epoch.ts'
import { nextSet } from '#protocol/epochs/proposer-schedule.ts'
import { endHeight } from '#protocol/epochs/state.ts'
import { delegateOfValidator, toValidatorAddress } from '#protocol/liveness/count.ts'
import type { ActivityRow } from '#protocol/liveness/state.ts'
import { getRules } from '#protocol/params/rules.ts'
import type { World } from '#protocol/world.ts'
import type { BouleQueries, EpochPhase, ScheduledBlock } from '../queries.ts'

export type EpochQueries = Pick<BouleQueries, 'epoch' | 'nextSet' | 'schedule'>

export function createEpochQueries(world: World): EpochQueries {
  return {
    epoch: (wanted) => {
      const current = getCurrentEpoch(world)
      const number = wanted ?? current.epoch
      const epoch = findEpoch(world, number)
      if (epoch === undefined) return undefined
      return {
        epoch: number,
        phase: phaseOf(number, current.epoch),
        startHeight: epoch.startHeight,
        electionHeight: electionHeight(epoch, getRules(world, number)),
        endHeight: endHeight(epoch),
        set: world.election.sets.get(number),
        activity: listActivity(world, number, current.epoch),
        settlement: world.rewards.settlements.get(number),
      }
    },
    nextSet: () => world.election.sets.get(getCurrentEpoch(world).epoch + 1),
    schedule: (count) => listSchedule(world, count),
  }
}

function phaseOf(number: number, current: number): EpochPhase {
  return number < current ? 'past' : number === current ? 'running' : 'next'
}

function listActivity(world: World, number: number, current: number): readonly ActivityRow[] {
  const settled = world.liveness.history.get(number)
  if (settled !== undefined) return settled
  const rows: ActivityRow[] = []
  if (number !== current) return rows
  world.liveness.activity.each((delegate, activity) => {
    rows.push({ delegate, ...activity, unproductive: false })
  })
  return rows
}

/**
 * Proposers of round 0 from the next block on. The rotation is known as far as every validator update is: in an epoch's
 * last blocks these follow from the next set, so before its election the list ends there.
 */
function listSchedule(world: World, count: number): readonly ScheduledBlock[] {
  const { height: first, current, next } = getSchedule(world)
  const blocks: ScheduledBlock[] = []
  let epoch = getCurrentEpoch(world)
  let set = current
  let following = next
  for (let height = first; blocks.length < count; height++) {
    if (height > endHeight(epoch)) epoch = getFollowingEpoch(world, epoch)
    blocks.push(describe(world, height, epoch.epoch, set.proposer))
    const isHandOver = height >= endHeight(epoch) - 2 && height < endHeight(epoch)
    if (isHandOver && !world.election.sets.has(epoch.epoch + 1)) {
      if (blocks.length < count) {
        blocks.push(describe(world, height + 1, epoch.epoch, following.proposer))
      }
      break
    }
    const advanced = nextSet(following, computeUpdatesAt(world, epoch, height))
    set = following
    following = must(advanced.ok ? advanced.set : undefined, 'validator updates that are taken')
  }
  return blocks
}

function describe(world: World, height: number, epoch: number, proposer: Hex): ScheduledBlock {
  const validator = toValidatorAddress(proposer)
  let delegate: ScheduledBlock['delegate']
  for (const number of [epoch, epoch - 1, epoch + 1]) {
    const set = world.election.sets.get(number)
    if (set !== undefined) delegate ??= delegateOfValidator(set, validator)
  }
  const name = delegate === undefined ? undefined : world.delegates.delegates.get(delegate)?.name
  return { height, validator, delegate, name }
}
