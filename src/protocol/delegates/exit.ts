import { must } from '#base/assert.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { SelfStakeReleased } from '../staking/events.ts'
import { NOT_A_CANDIDATE } from '../staking/status.ts'
import { setSelfStake } from '../staking/votes.ts'
import { ONLY } from '../store.ts'
import { CandidateDeactivated, CandidateDeactivationRequested } from './events.ts'
import { findDelegateByOwner, getDelegate } from './find-delegate.ts'
import { type Delegate, EXIT_QUEUED, NO_BUCKET } from './state.ts'
import {
  EXIT_IS_FINAL,
  EXIT_NOT_REQUESTED,
  EXIT_NOT_SCHEDULED,
  EXIT_REQUESTED,
  EXIT_TOO_EARLY,
  NO_SELF_STAKE,
} from './status.ts'

/** Asks to leave: the delegate joins the end of the exit queue. */
export const requestCandidateDeactivation = defineExitAction(
  'requestCandidateDeactivation()',
  request,
)

/** Leaves, once the exit was admitted and its wait is over. The self-stake becomes an ordinary bucket. */
export const confirmCandidateDeactivation = defineExitAction(
  'confirmCandidateDeactivation()',
  confirm,
)

/** Stands in IoTeX's ABI, where it is refused as well: a place in the queue is not given back. */
export const cancelCandidateDeactivation = defineExitAction(
  'cancelCandidateDeactivation()',
  (_, delegate) => {
    if (delegate.exitHeight === 0) return refuse(EXIT_NOT_REQUESTED, delegate.id)
    return refuse(EXIT_IS_FINAL, delegate.id)
  },
)

function defineExitAction(
  signature: string,
  run: (context: ActionContext, delegate: Delegate) => Refusal | undefined,
) {
  return defineAction<undefined>({
    signature,
    payable: false,
    decode: () => undefined,
    payloadBytes: () => 0,
    execute: (context) => {
      const delegate = findDelegateByOwner(context.world, context.sender)
      if (delegate === undefined) return refuse(NOT_A_CANDIDATE, context.sender)
      return run(context, delegate)
    },
  })
}

function request(context: ActionContext, delegate: Delegate): Refusal | undefined {
  const { delegates, totals, exitQueue } = context.world.delegates
  if (delegate.selfStakeBucket === NO_BUCKET) return refuse(NO_SELF_STAKE, delegate.id)
  if (delegate.exitHeight !== 0) return refuse(EXIT_REQUESTED, delegate.id)
  const before = must(totals.get(ONLY), 'the totals of the delegates')
  exitQueue.set(before.exitTail, delegate.id)
  totals.set(ONLY, { ...before, exitTail: before.exitTail + 1 })
  delegates.set(delegate.id, { ...delegate, exitHeight: EXIT_QUEUED })
  context.emit(CandidateDeactivationRequested.log(delegate.id))
  return undefined
}

function confirm(context: ActionContext, delegate: Delegate): Refusal | undefined {
  const { world, height } = context
  const { id, exitHeight, selfStakeBucket } = delegate
  if (exitHeight === 0) return refuse(EXIT_NOT_REQUESTED, id)
  if (exitHeight === EXIT_QUEUED) return refuse(EXIT_NOT_SCHEDULED, id)
  if (height < exitHeight) return refuse(EXIT_TOO_EARLY, id, exitHeight)
  if (selfStakeBucket !== NO_BUCKET) setSelfStake(world, id, NO_BUCKET)
  world.delegates.delegates.set(id, { ...getDelegate(world, id), exitHeight: 0, retired: true })
  context.emit(CandidateDeactivated.log(id))
  if (selfStakeBucket !== NO_BUCKET) context.emit(SelfStakeReleased.log(id, selfStakeBucket))
  return undefined
}
