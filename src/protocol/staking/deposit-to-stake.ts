import { getBalanceRau, moveCoins } from '../accounts/balance.ts'
import { type ActionContext, defineAction, MAX_PAYLOAD_BYTES } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { countPayload } from './bucket-action.ts'
import { BucketDeposited } from './events.ts'
import { findBucket, isRefused } from './find-bucket.ts'
import { AMOUNT_TOO_SMALL, BUCKET_IS_NOT_AUTO_STAKED, NOT_ENOUGH_BALANCE } from './status.ts'
import { putBucket } from './votes.ts'

interface DepositToStake {
  readonly index: bigint
  readonly amountRau: bigint
  readonly payload: Uint8Array
}

/** Adds coins of the sender to a bucket with auto-stake. Anyone may; the coins then belong to the bucket's owner. */
export const depositToStake = defineAction<DepositToStake>({
  signature: 'depositToStake(uint64,uint256,uint8[])',
  payable: false,
  decode: (reader) => ({
    index: reader.uint64(),
    amountRau: reader.uint256(),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: countPayload,
  execute,
})

function execute(context: ActionContext, args: DepositToStake): Refusal | undefined {
  const { world, sender } = context
  if (args.amountRau === 0n) return refuse(AMOUNT_TOO_SMALL, 0n, 1n)
  const balanceRau = getBalanceRau(world.accounts, sender)
  if (args.amountRau > balanceRau) return refuse(NOT_ENOUGH_BALANCE, args.amountRau, balanceRau)
  const bucket = findBucket(context, args.index)
  if (isRefused(bucket)) return bucket
  if (!bucket.autoStake) return refuse(BUCKET_IS_NOT_AUTO_STAKED, bucket.index)
  // Unstaking needs auto-stake to be off, and nothing turns it on again, so such a bucket is staked.
  const amountRau = bucket.amountRau + args.amountRau
  moveCoins(world.accounts, sender, STAKING_ADDRESS, args.amountRau)
  putBucket(world, { ...bucket, amountRau })
  context.emit(
    BucketDeposited.log(
      bucket.index,
      bucket.owner,
      bucket.delegate,
      sender,
      args.amountRau,
      amountRau,
    ),
  )
  return undefined
}
