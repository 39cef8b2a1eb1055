import { type ActionContext, defineAction, MAX_PAYLOAD_BYTES } from '../action.ts'
import { findDelegateByName, MAX_NAME_ARGUMENT_BYTES } from '../delegates/find-delegate.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { countPayload } from './bucket-action.ts'
import { getEndorsementEnd, toAbiHeight } from './endorsement.ts'
import { BucketCandidateChanged } from './events.ts'
import { findOwnBucket, isRefused } from './find-bucket.ts'
import {
  BUCKET_IS_ENDORSED,
  BUCKET_IS_SELF_STAKE,
  BUCKET_IS_UNSTAKED,
  CANDIDATE_IS_RETIRED,
  CANDIDATE_IS_THE_SAME,
  CANDIDATE_NOT_FOUND,
} from './status.ts'
import { isSelfStake, putBucket } from './votes.ts'

interface ChangeCandidate {
  readonly name: string
  readonly index: bigint
  readonly payload: Uint8Array
}

/** Moves the votes of a bucket to the named delegate, at once. */
export const changeCandidate = defineAction<ChangeCandidate>({
  signature: 'changeCandidate(string,uint64,uint8[])',
  payable: false,
  decode: (reader) => ({
    name: reader.string(MAX_NAME_ARGUMENT_BYTES),
    index: reader.uint64(),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: countPayload,
  execute,
})

function execute(context: ActionContext, args: ChangeCandidate): Refusal | undefined {
  const { world } = context
  const delegate = findDelegateByName(world, args.name)
  if (delegate === undefined) return refuse(CANDIDATE_NOT_FOUND, args.name)
  if (delegate.retired) return refuse(CANDIDATE_IS_RETIRED, delegate.id)
  const bucket = findOwnBucket(context, args.index)
  if (isRefused(bucket)) return bucket
  if (isSelfStake(world, bucket)) return refuse(BUCKET_IS_SELF_STAKE, bucket.index, bucket.delegate)
  const end = getEndorsementEnd(world, bucket.index)
  if (end !== undefined) return refuse(BUCKET_IS_ENDORSED, bucket.index, toAbiHeight(end))
  if (bucket.unstakedSeconds !== 0) return refuse(BUCKET_IS_UNSTAKED, bucket.index)
  if (bucket.delegate === delegate.id) {
    return refuse(CANDIDATE_IS_THE_SAME, bucket.index, delegate.id)
  }
  putBucket(world, { ...bucket, delegate: delegate.id })
  context.emit(BucketCandidateChanged.log(bucket.index, bucket.delegate, delegate.id))
  return undefined
}
