import { assert, must } from '#base/assert.ts'
import type { Rules } from '#params/rule-table.ts'
import type { BlockContext } from '../action.ts'
import type { ElectedSet } from '../election/state.ts'
import { getRules } from '../params/rules.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import { EpochStarted } from './events.ts'
import { nextSet, type ValidatorUpdate } from './proposer-schedule.ts'
import { endHeight, type Epoch, type Schedule } from './state.ts'
import { computeHandOverUpdates, computeRehearsalUpdates } from './validator-updates.ts'

/** The epoch that runs, or ran last: at an epoch's last block it is still that one. */
export function getCurrentEpoch(world: World): Epoch {
  const number = must(world.epochs.current.get(ONLY), 'the current epoch')
  return must(world.epochs.epochs.get(number), 'the record of the current epoch')
}

/** The epoch that `height` belongs to: the current one or the one after it. */
export function getEpochOfNext(world: World, height: number): Epoch {
  const current = getCurrentEpoch(world)
  if (height <= endHeight(current)) return current
  return must(world.epochs.epochs.get(current.epoch + 1), 'the record of the next epoch')
}

export function getSet(world: World, epoch: number): ElectedSet {
  return must(world.election.sets.get(epoch), 'the set of an epoch')
}

export function getSchedule(world: World): Schedule {
  return must(world.epochs.schedule.get(ONLY), 'the proposer schedule')
}

/** Height at which the epoch after `epoch` is elected. */
export function electionHeight(epoch: Epoch, rules: Rules): number {
  return endHeight(epoch) - rules.electionLeadBlocks
}

/** First block of an epoch: it becomes the current one. */
export function processEpochStart(context: BlockContext, epoch: Epoch): void {
  const { world } = context
  world.epochs.current.set(ONLY, epoch.epoch)
  const set = getSet(world, epoch.epoch)
  const producers = set.seats.filter((seat) => seat.producer)
  context.emit(
    EpochStarted.log(
      epoch.epoch,
      epoch.startHeight,
      epoch.blocks,
      set.seats.length,
      producers.length,
    ),
  )
}

/** Last block of an epoch: writes down the next one, as long as its rules say. */
export function processEpochEnd(world: World, epoch: Epoch): void {
  const number = epoch.epoch + 1
  const { blocksPerEpoch } = getRules(world, number)
  const startHeight = endHeight(epoch) + 1
  world.epochs.epochs.set(number, { epoch: number, startHeight, blocks: blocksPerEpoch })
}

/** The validator updates that block `height` returns: none but in an epoch's last three blocks. */
export function computeUpdatesAt(
  world: World,
  epoch: Epoch,
  height: number,
): readonly ValidatorUpdate[] {
  const end = endHeight(epoch)
  if (height !== end - 2 && height !== end - 1) return []
  const current = getSet(world, epoch.epoch)
  const next = getSet(world, epoch.epoch + 1)
  const rules = getRules(world, epoch.epoch + 1)
  return height === end - 2
    ? computeRehearsalUpdates(current, next, rules)
    : computeHandOverUpdates(current, next, rules)
}

/** Moves the rotation one block on. An update that CometBFT would refuse would stop every node, so it stops here first. */
export function processSchedule(world: World, updates: readonly ValidatorUpdate[]): void {
  const schedule = getSchedule(world)
  const next = nextSet(schedule.next, updates)
  assert(next.ok, 'a validator update is one that CometBFT takes')
  world.epochs.schedule.set(ONLY, {
    height: schedule.height + 1,
    previous: schedule.current,
    current: schedule.next,
    next: next.set,
  })
}
