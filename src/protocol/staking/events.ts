import { defineEvent, type EventInput } from '../event.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'

const bucketIndex: EventInput = { type: 'uint64', name: 'bucketIndex', indexed: true }
const owner: EventInput = { type: 'address', name: 'owner', indexed: true }
const candidate: EventInput = { type: 'address', name: 'candidate', indexed: true }

export const BucketCreated = defineEvent(
  STAKING_ADDRESS,
  'BucketCreated',
  [
    bucketIndex,
    owner,
    candidate,
    { type: 'uint256', name: 'amountRau' },
    { type: 'uint32', name: 'durationDays' },
    { type: 'bool', name: 'autoStake' },
  ],
  'A bucket came into being, by staking or with a registration: created and staked at the time of the block.',
)

export const Staked = defineEvent(
  STAKING_ADDRESS,
  'Staked',
  [
    { type: 'address', name: 'voter', indexed: true },
    candidate,
    { type: 'uint64', name: 'bucketIndex' },
    { type: 'uint256', name: 'amount' },
    { type: 'uint32', name: 'duration' },
    { type: 'bool', name: 'autoStake' },
  ],
  'IoTeX’s own event for the self-stake of a registration; `BucketCreated` of the same bucket comes with it.',
)

export const BucketDeposited = defineEvent(
  STAKING_ADDRESS,
  'BucketDeposited',
  [
    bucketIndex,
    owner,
    candidate,
    { type: 'address', name: 'depositor' },
    { type: 'uint256', name: 'addedRau' },
    { type: 'uint256', name: 'amountRau' },
  ],
  'Coins were added to a bucket, by anyone; `amountRau` is what it holds now.',
)

export const BucketRestaked = defineEvent(
  STAKING_ADDRESS,
  'BucketRestaked',
  [
    bucketIndex,
    owner,
    candidate,
    { type: 'uint32', name: 'durationDays' },
    { type: 'bool', name: 'autoStake' },
  ],
  'The owner chose duration and auto-stake anew; the duration counts from the time of the block.',
)

export const BucketCandidateChanged = defineEvent(
  STAKING_ADDRESS,
  'BucketCandidateChanged',
  [
    bucketIndex,
    { type: 'address', name: 'from', indexed: true },
    { type: 'address', name: 'to', indexed: true },
  ],
  'A bucket votes for another delegate from now on.',
)

export const BucketTransferred = defineEvent(
  STAKING_ADDRESS,
  'BucketTransferred',
  [
    bucketIndex,
    { type: 'address', name: 'from', indexed: true },
    { type: 'address', name: 'to', indexed: true },
  ],
  'A bucket has another owner.',
)

export const BucketUnstaked = defineEvent(
  STAKING_ADDRESS,
  'BucketUnstaked',
  [bucketIndex, owner, candidate],
  'A bucket gives no votes any more; the wait for its withdrawal counts from the time of the block.',
)

export const BucketWithdrawn = defineEvent(
  STAKING_ADDRESS,
  'BucketWithdrawn',
  [bucketIndex, owner, { type: 'uint256', name: 'amountRau' }],
  'The coins of a bucket went back to its owner, and the bucket is no more.',
)

export const BucketSlashed = defineEvent(
  STAKING_ADDRESS,
  'BucketSlashed',
  [
    bucketIndex,
    owner,
    candidate,
    { type: 'uint256', name: 'takenRau' },
    { type: 'uint256', name: 'amountRau' },
  ],
  'Coins of a self-stake bucket went to the reward fund as a penalty; `amountRau` is what it holds now.',
)

export const BucketEndorsed = defineEvent(
  STAKING_ADDRESS,
  'BucketEndorsed',
  [bucketIndex, owner, candidate],
  'The owner lets the delegate that the bucket votes for use it as self-stake.',
)

export const EndorsementEnding = defineEvent(
  STAKING_ADDRESS,
  'EndorsementEnding',
  [bucketIndex, owner, candidate, { type: 'uint64', name: 'endHeight' }],
  'The end of an endorsement was announced; from the height given it counts no more and may be revoked.',
)

export const EndorsementRevoked = defineEvent(
  STAKING_ADDRESS,
  'EndorsementRevoked',
  [bucketIndex, owner, candidate],
  'An endorsement is gone. If the bucket was a self-stake, `SelfStakeReleased` comes with it.',
)

export const SelfStakeReleased = defineEvent(
  STAKING_ADDRESS,
  'SelfStakeReleased',
  [candidate, bucketIndex],
  'A delegate has no self-stake any more; the bucket that was it is an ordinary one.',
)

export const WeightsChanged = defineEvent(
  STAKING_ADDRESS,
  'WeightsChanged',
  [
    { type: 'uint64', name: 'fromEpoch' },
    { type: 'bytes', name: 'table' },
  ],
  'From the end of this block on the votes of all buckets are by another table: three rows of 1,051 weights of four bytes in millionths, or nothing for the built-in formula. The delegates of `fromEpoch` are the first that are elected by them.',
)

export const STAKING_EVENTS = [
  BucketCreated,
  Staked,
  BucketDeposited,
  BucketRestaked,
  BucketCandidateChanged,
  BucketTransferred,
  BucketUnstaked,
  BucketWithdrawn,
  BucketSlashed,
  BucketEndorsed,
  EndorsementEnding,
  EndorsementRevoked,
  SelfStakeReleased,
  WeightsChanged,
]
