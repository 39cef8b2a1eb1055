import { parseAbi } from 'viem'

/** What happens to buckets: under the app hash, and enough to follow every bucket without asking for state. */
export const stakingEventsAbi = parseAbi([
  'event BucketCreated(uint64 indexed bucketIndex, address indexed owner, address indexed candidate, uint256 amountRau, uint32 durationDays, bool autoStake)',
  'event Staked(address indexed voter, address indexed candidate, uint64 bucketIndex, uint256 amount, uint32 duration, bool autoStake)',
  'event BucketDeposited(uint64 indexed bucketIndex, address indexed owner, address indexed candidate, address depositor, uint256 addedRau, uint256 amountRau)',
  'event BucketRestaked(uint64 indexed bucketIndex, address indexed owner, address indexed candidate, uint32 durationDays, bool autoStake)',
  'event BucketCandidateChanged(uint64 indexed bucketIndex, address indexed from, address indexed to)',
  'event BucketTransferred(uint64 indexed bucketIndex, address indexed from, address indexed to)',
  'event BucketUnstaked(uint64 indexed bucketIndex, address indexed owner, address indexed candidate)',
  'event BucketWithdrawn(uint64 indexed bucketIndex, address indexed owner, uint256 amountRau)',
  'event BucketSlashed(uint64 indexed bucketIndex, address indexed owner, address indexed candidate, uint256 takenRau, uint256 amountRau)',
  'event BucketEndorsed(uint64 indexed bucketIndex, address indexed owner, address indexed candidate)',
  'event EndorsementEnding(uint64 indexed bucketIndex, address indexed owner, address indexed candidate, uint64 endHeight)',
  'event EndorsementRevoked(uint64 indexed bucketIndex, address indexed owner, address indexed candidate)',
  'event SelfStakeReleased(address indexed candidate, uint64 indexed bucketIndex)',
  'event WeightsChanged(uint64 fromEpoch, bytes table)',
])
