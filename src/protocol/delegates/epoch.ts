import { must } from '#base/assert.ts'
import type { BlockContext } from '../action.ts'
import { ONLY } from '../store.ts'
import { CandidateDeactivationScheduled } from './events.ts'
import { getDelegate } from './find-delegate.ts'

/**
 * At the first block of an epoch: admits the delegate that waits longest in the exit queue, when the last admission is at
 * least `exitIntervalEpochs` ago. It is out of the election from here on and may confirm after `exitWaitBlocks`.
 */
export function processExitQueue(context: BlockContext): void {
  const { world, rules, epoch, height } = context
  const { delegates, totals, exitQueue } = world.delegates
  const before = must(totals.get(ONLY), 'the totals of the delegates')
  if (before.exitHead === before.exitTail) return
  if (before.lastExitEpoch !== 0 && epoch < before.lastExitEpoch + rules.exitIntervalEpochs) return
  const id = must(exitQueue.get(before.exitHead), 'the head of the exit queue')
  const exitHeight = height + rules.exitWaitBlocks
  exitQueue.delete(before.exitHead)
  totals.set(ONLY, { ...before, exitHead: before.exitHead + 1, lastExitEpoch: epoch })
  delegates.set(id, { ...getDelegate(world, id), exitHeight })
  context.emit(CandidateDeactivationScheduled.log(id, exitHeight))
}
