import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { getEndorsementEnd, toAbiHeight } from '../staking/endorsement.ts'
import {
  BucketEndorsed,
  EndorsementEnding,
  EndorsementRevoked,
  SelfStakeReleased,
} from '../staking/events.ts'
import { findOwnBucket, isRefused } from '../staking/find-bucket.ts'
import { ENDORSED } from '../staking/state.ts'
import {
  AMOUNT_TOO_SMALL,
  BUCKET_IS_ENDORSED,
  BUCKET_IS_NOT_ENDORSED,
  BUCKET_IS_SELF_STAKE,
  BUCKET_IS_UNSTAKED,
  ENDORSEMENT_IS_ENDING,
  ENDORSEMENT_STANDS,
} from '../staking/status.ts'
import { isSelfStake, setSelfStake } from '../staking/votes.ts'
import { NO_BUCKET } from './state.ts'

/** Lets the delegate that the sender's bucket votes for use it as self-stake. */
export const endorseCandidate = defineBucketAction('endorseCandidate(uint64)', endorse)

/** Announces the end of an endorsement: at once when the bucket is not in use, else after the wait. */
export const intentToRevokeEndorsement = defineBucketAction(
  'intentToRevokeEndorsement(uint64)',
  announceEnd,
)

/** Ends an endorsement whose end is reached. A delegate that used the bucket has no self-stake any more. */
export const revokeEndorsement = defineBucketAction('revokeEndorsement(uint64)', revoke)

/** The older form: `true` endorses, `false` announces the end. */
export const candidateEndorsement = defineAction<{ index: bigint; endorse: boolean }>({
  signature: 'candidateEndorsement(uint64,bool)',
  payable: false,
  decode: (reader) => ({ index: reader.uint64(), endorse: reader.bool() }),
  payloadBytes: () => 0,
  execute: (context, args) =>
    args.endorse ? endorse(context, args.index) : announceEnd(context, args.index),
})

function defineBucketAction(
  signature: string,
  run: (context: ActionContext, index: bigint) => Refusal | undefined,
) {
  return defineAction<{ index: bigint }>({
    signature,
    payable: false,
    decode: (reader) => ({ index: reader.uint64() }),
    payloadBytes: () => 0,
    execute: (context, args) => run(context, args.index),
  })
}

function endorse(context: ActionContext, index: bigint): Refusal | undefined {
  const { world, rules } = context
  const bucket = findOwnBucket(context, index)
  if (isRefused(bucket)) return bucket
  if (bucket.amountRau < rules.minRegisterStakeRau) {
    return refuse(AMOUNT_TOO_SMALL, bucket.amountRau, rules.minRegisterStakeRau)
  }
  if (bucket.unstakedSeconds !== 0) return refuse(BUCKET_IS_UNSTAKED, bucket.index)
  if (isSelfStake(world, bucket)) return refuse(BUCKET_IS_SELF_STAKE, bucket.index, bucket.delegate)
  const end = getEndorsementEnd(world, bucket.index)
  if (end !== undefined) return refuse(BUCKET_IS_ENDORSED, bucket.index, toAbiHeight(end))
  world.staking.endorsements.set(bucket.index, { expireHeight: ENDORSED })
  context.emit(BucketEndorsed.log(bucket.index, bucket.owner, bucket.delegate))
  return undefined
}

function announceEnd(context: ActionContext, index: bigint): Refusal | undefined {
  const { world, rules, height } = context
  const bucket = findOwnBucket(context, index)
  if (isRefused(bucket)) return bucket
  const end = getEndorsementEnd(world, bucket.index)
  if (end === undefined) return refuse(BUCKET_IS_NOT_ENDORSED, bucket.index)
  if (end !== ENDORSED) return refuse(ENDORSEMENT_IS_ENDING, bucket.index, end)
  const endHeight = isSelfStake(world, bucket) ? height + rules.endorsementWaitBlocks : height
  world.staking.endorsements.set(bucket.index, { expireHeight: endHeight })
  context.emit(EndorsementEnding.log(bucket.index, bucket.owner, bucket.delegate, endHeight))
  return undefined
}

function revoke(context: ActionContext, index: bigint): Refusal | undefined {
  const { world, height } = context
  const bucket = findOwnBucket(context, index)
  if (isRefused(bucket)) return bucket
  const end = getEndorsementEnd(world, bucket.index)
  if (end === undefined) return refuse(BUCKET_IS_NOT_ENDORSED, bucket.index)
  if (height < end) return refuse(ENDORSEMENT_STANDS, bucket.index, toAbiHeight(end))
  const used = isSelfStake(world, bucket)
  if (used) setSelfStake(world, bucket.delegate, NO_BUCKET)
  world.staking.endorsements.delete(bucket.index)
  context.emit(EndorsementRevoked.log(bucket.index, bucket.owner, bucket.delegate))
  if (used) context.emit(SelfStakeReleased.log(bucket.delegate, bucket.index))
  return undefined
}
