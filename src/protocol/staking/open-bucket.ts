import type { Address } from '#base/address.ts'
import { moveCoins } from '../accounts/balance.ts'
import type { ActionContext } from '../action.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { BucketCreated } from './events.ts'
import { putBucket, takeBucketIndex } from './votes.ts'

export interface NewBucket {
  readonly delegate: Address
  readonly owner: Address
  readonly amountRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
}

/** Stakes coins of the sender, who has them, in a new bucket and returns its index. */
export function openBucket(context: ActionContext, wish: NewBucket): number {
  const { world, sender, timeSeconds } = context
  const index = takeBucketIndex(world)
  moveCoins(world.accounts, sender, STAKING_ADDRESS, wish.amountRau)
  putBucket(world, {
    index,
    delegate: wish.delegate,
    owner: wish.owner,
    amountRau: wish.amountRau,
    durationDays: wish.durationDays,
    autoStake: wish.autoStake,
    createdSeconds: timeSeconds,
    stakedSeconds: timeSeconds,
    unstakedSeconds: 0,
  })
  context.emit(
    BucketCreated.log(
      index,
      wish.owner,
      wish.delegate,
      wish.amountRau,
      wish.durationDays,
      wish.autoStake,
    ),
  )
  return index
}
