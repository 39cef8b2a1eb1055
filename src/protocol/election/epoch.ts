import { assert } from '#base/assert.ts'
import type { BlockContext } from '../action.ts'
import { endHeight, type Epoch } from '../epochs/state.ts'
import { getRules } from '../params/rules.ts'
import { computeElection } from './elect.ts'
import { SetElected } from './events.ts'
import { KEPT_RANKINGS } from './state.ts'

/** The election point: freezes the ranking, elects and draws, and publishes the set that waits in line. */
export function processElection(context: BlockContext, epoch: Epoch): void {
  const { world, height } = context
  const next = epoch.epoch + 1
  assert(!world.election.sets.has(next), 'an epoch is elected once')
  const { set, ranking } = computeElection({
    world,
    rules: getRules(world, next),
    height,
    epoch: next,
    epochStartHeight: endHeight(epoch) + 1,
  })
  world.election.sets.set(next, set)
  world.election.rankings.set(next, ranking)
  world.election.rankings.delete(epoch.epoch - KEPT_RANKINGS - 1)
  const producers = set.seats.filter((seat) => seat.producer)
  context.emit(
    SetElected.log(
      next,
      set.origin === 'continued',
      set.mix,
      set.seats.map((seat) => seat.delegate),
      producers.map((seat) => seat.delegate),
    ),
  )
  assert(producers.length > 0, 'a set has a producer')
}
