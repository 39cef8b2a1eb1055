import type { Address } from '#base/address.ts'
import { type ActionContext, defineAction, MAX_PAYLOAD_BYTES } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { countPayload } from './bucket-action.ts'
import { BucketTransferred } from './events.ts'
import { findOwnBucket, isRefused } from './find-bucket.ts'
import { refuseUnusable } from './usable-address.ts'
import { BUCKET_HAS_THAT_OWNER, BUCKET_IS_SELF_STAKE } from './status.ts'
import { isSelfStake, putBucket } from './votes.ts'

interface TransferStake {
  readonly newOwner: Address
  readonly index: bigint
  readonly payload: Uint8Array
}

/** Gives a bucket, with the coins in it, to another owner. Its votes stay where they are. */
export const transferStake = defineAction<TransferStake>({
  signature: 'transferStake(address,uint64,uint8[])',
  payable: false,
  decode: (reader) => ({
    newOwner: reader.address(),
    index: reader.uint64(),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: countPayload,
  execute,
})

function execute(context: ActionContext, args: TransferStake): Refusal | undefined {
  const { world } = context
  const unusable = refuseUnusable(args.newOwner)
  if (unusable !== undefined) return unusable
  const bucket = findOwnBucket(context, args.index)
  if (isRefused(bucket)) return bucket
  if (isSelfStake(world, bucket)) return refuse(BUCKET_IS_SELF_STAKE, bucket.index, bucket.delegate)
  if (bucket.owner === args.newOwner) {
    return refuse(BUCKET_HAS_THAT_OWNER, bucket.index, args.newOwner)
  }
  putBucket(world, { ...bucket, owner: args.newOwner })
  context.emit(BucketTransferred.log(bucket.index, bucket.owner, args.newOwner))
  return undefined
}
