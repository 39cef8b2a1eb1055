import { must } from '#base/assert.ts'
import { getCurrentEpoch } from '../epochs/epoch.ts'
import { endHeight } from '../epochs/state.ts'
import { getRules } from '../params/rules.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import type { ElectionRequest } from './elect.ts'

/** The moment of an election held now: for the first epoch that has no set yet. */
export function momentOfElection(world: World): ElectionRequest {
  const current = getCurrentEpoch(world)
  const head = must(world.chain.head.get(ONLY), 'the head of the chain')
  const next = current.epoch + 1
  const nextStart = endHeight(current) + 1
  const isNextElected = world.election.sets.has(next)
  const epoch = isNextElected ? next + 1 : next
  const epochStartHeight = isNextElected
    ? nextStart + getRules(world, next).blocksPerEpoch
    : nextStart
  return { world, rules: getRules(world, epoch), height: head.height + 1, epoch, epochStartHeight }
}
