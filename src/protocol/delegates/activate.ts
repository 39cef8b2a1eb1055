import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { isEndorsed } from '../staking/endorsement.ts'
import { findBucket, isRefused } from '../staking/find-bucket.ts'
import {
  AMOUNT_TOO_SMALL,
  BUCKET_IS_SELF_STAKE,
  BUCKET_IS_UNSTAKED,
  BUCKET_VOTES_FOR_ANOTHER,
  CANDIDATE_IS_RETIRED,
  NOT_A_CANDIDATE,
} from '../staking/status.ts'
import { isSelfStake, setSelfStake } from '../staking/votes.ts'
import { CandidateActivated } from './events.ts'
import { findDelegateByOwner } from './find-delegate.ts'
import { BUCKET_NOT_BACKING } from './status.ts'

/**
 * Makes a bucket that votes for the sender's delegate its self-stake, in place of the one before: one of the delegate's
 * owner, or one whose owner endorses the delegate.
 */
export const candidateActivate = defineAction<{ index: bigint }>({
  signature: 'candidateActivate(uint64)',
  payable: false,
  decode: (reader) => ({ index: reader.uint64() }),
  payloadBytes: () => 0,
  execute,
})

function execute(context: ActionContext, args: { index: bigint }): Refusal | undefined {
  const { world, rules, sender, height } = context
  const bucket = findBucket(context, args.index)
  if (isRefused(bucket)) return bucket
  const delegate = findDelegateByOwner(world, sender)
  if (delegate === undefined) return refuse(NOT_A_CANDIDATE, sender)
  if (delegate.retired) return refuse(CANDIDATE_IS_RETIRED, delegate.id)
  if (bucket.amountRau < rules.minRegisterStakeRau) {
    return refuse(AMOUNT_TOO_SMALL, bucket.amountRau, rules.minRegisterStakeRau)
  }
  if (bucket.unstakedSeconds !== 0) return refuse(BUCKET_IS_UNSTAKED, bucket.index)
  if (isSelfStake(world, bucket)) return refuse(BUCKET_IS_SELF_STAKE, bucket.index, bucket.delegate)
  if (bucket.delegate !== delegate.id) {
    return refuse(BUCKET_VOTES_FOR_ANOTHER, bucket.index, bucket.delegate)
  }
  if (bucket.owner !== delegate.owner && !isEndorsed(world, bucket.index, height)) {
    return refuse(BUCKET_NOT_BACKING, bucket.index, bucket.owner)
  }
  setSelfStake(world, delegate.id, bucket.index)
  context.emit(CandidateActivated.log(delegate.id, bucket.index))
  return undefined
}
