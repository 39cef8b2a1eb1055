import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import { fromHex } from '#base/hex.ts'
import { decodeRecord } from '#base/codec.ts'
import { weightTableCodec } from '#formulas/votes-by-table.ts'
import { addBucket, changeBucket } from '../apply/bucket-changes.ts'
import { type EventContext, senderOf, type WritersOf } from '../apply/event-context.ts'
import type { BucketRow } from '../apply/index-state.ts'
import { voteWeights } from '../schema.ts'

function bucketOf({ state }: EventContext, index: bigint): BucketRow {
  return state.buckets.get(Number(index))
}

function setEndorsement(
  context: EventContext,
  index: bigint,
  endorsement: BucketRow['endorsement'],
  end: number | null,
): void {
  changeBucket(context.state, bucketOf(context, index), (bucket) => {
    bucket.endorsement = endorsement
    bucket.endorsementEnd = end
  })
}

export const STAKING_WRITERS: WritersOf<
  | 'BucketCreated'
  | 'Staked'
  | 'BucketDeposited'
  | 'BucketRestaked'
  | 'BucketCandidateChanged'
  | 'BucketTransferred'
  | 'BucketUnstaked'
  | 'BucketWithdrawn'
  | 'BucketSlashed'
  | 'BucketEndorsed'
  | 'EndorsementEnding'
  | 'EndorsementRevoked'
  | 'SelfStakeReleased'
  | 'WeightsChanged'
> = {
  BucketCreated: (context, args) => {
    const { state, height, timeSeconds } = context
    const { owner, candidate, amountRau, durationDays, autoStake } = args
    state.moveCoins(senderOf(context), SYSTEM_ADDRESSES.staking, amountRau)
    addBucket(state, {
      index: Number(args.bucketIndex),
      owner,
      delegate: candidate,
      amountRau,
      votesRau: 0n,
      durationDays,
      autoStake,
      createdSeconds: timeSeconds,
      stakedSeconds: timeSeconds,
      unstakedSeconds: null,
      selfStake: false,
      endorsement: 'none',
      endorsementEnd: null,
      status: 'staked',
      createdHeight: height,
      withdrawnHeight: null,
      updatedHeight: height,
    })
  },
  // `BucketCreated` of the same bucket comes with it.
  Staked: () => undefined,
  // By what was added and not by the sum: a block's own events come after its transactions, whenever they happened.
  BucketDeposited: (context, { bucketIndex, depositor, addedRau }) => {
    context.state.moveCoins(depositor, SYSTEM_ADDRESSES.staking, addedRau)
    changeBucket(context.state, bucketOf(context, bucketIndex), (bucket) => {
      bucket.amountRau += addedRau
    })
  },
  BucketRestaked: (context, { bucketIndex, durationDays, autoStake }) => {
    changeBucket(context.state, bucketOf(context, bucketIndex), (bucket) => {
      bucket.durationDays = durationDays
      bucket.autoStake = autoStake
      bucket.stakedSeconds = context.timeSeconds
    })
  },
  BucketCandidateChanged: (context, { bucketIndex, to }) => {
    changeBucket(context.state, bucketOf(context, bucketIndex), (bucket) => {
      bucket.delegate = to
    })
  },
  BucketTransferred: (context, { bucketIndex, to }) => {
    changeBucket(context.state, bucketOf(context, bucketIndex), (bucket) => {
      bucket.owner = to
    })
  },
  BucketUnstaked: (context, { bucketIndex }) => {
    changeBucket(context.state, bucketOf(context, bucketIndex), (bucket) => {
      bucket.status = 'unstaked'
      bucket.unstakedSeconds = context.timeSeconds
    })
  },
  BucketWithdrawn: (context, { bucketIndex, owner, amountRau }) => {
    context.state.moveCoins(SYSTEM_ADDRESSES.staking, owner, amountRau)
    changeBucket(context.state, bucketOf(context, bucketIndex), (bucket) => {
      bucket.status = 'withdrawn'
      bucket.withdrawnHeight = context.height
    })
  },
  BucketSlashed: (context, { bucketIndex, takenRau }) => {
    context.state.moveCoins(SYSTEM_ADDRESSES.staking, SYSTEM_ADDRESSES.rewarding, takenRau)
    changeBucket(context.state, bucketOf(context, bucketIndex), (bucket) => {
      bucket.amountRau -= takenRau
    })
  },
  BucketEndorsed: (context, { bucketIndex }) => {
    setEndorsement(context, bucketIndex, 'endorsed', null)
  },
  EndorsementEnding: (context, { bucketIndex, endHeight }) => {
    setEndorsement(context, bucketIndex, 'ending', Number(endHeight))
  },
  EndorsementRevoked: (context, { bucketIndex }) => {
    setEndorsement(context, bucketIndex, 'none', null)
  },
  SelfStakeReleased: (context, { candidate, bucketIndex }) => {
    const { state } = context
    changeBucket(state, bucketOf(context, bucketIndex), (bucket) => {
      bucket.selfStake = false
    })
    Object.assign(state.delegate(candidate), { selfStakeBucket: null, selfStakeRau: 0n })
  },
  // The votes of all buckets follow at the end of the block.
  WeightsChanged: ({ state, eventId, height, timeMs }, { fromEpoch, table }) => {
    const isFormula = table === '0x'
    state.weights = isFormula ? undefined : decodeRecord(weightTableCodec, fromHex(table))
    state.append(voteWeights, {
      eventId,
      fromEpoch: Number(fromEpoch),
      height,
      timeMs,
      weights: isFormula ? null : table,
    })
  },
}
