import { parseAbi } from 'viem'

/** What a transaction can do with buckets: IoTeX's functions under IoTeX's names. */
export const stakingFunctionsAbi = parseAbi([
  'function createStake(string candName, uint256 amount, uint32 duration, bool autoStake, uint8[] data)',
  'function unstake(uint64 bucketIndex, uint8[] data)',
  'function withdrawStake(uint64 bucketIndex, uint8[] data)',
  'function restake(uint64 bucketIndex, uint32 duration, bool autoStake, uint8[] data)',
  'function depositToStake(uint64 bucketIndex, uint256 amount, uint8[] data)',
  'function changeCandidate(string candName, uint64 bucketIndex, uint8[] data)',
  'function transferStake(address voterAddress, uint64 bucketIndex, uint8[] data)',
  'function migrateStake(uint64 bucketIndex)',
  'function endorseCandidate(uint64 bucketIndex)',
  'function intentToRevokeEndorsement(uint64 bucketIndex)',
  'function revokeEndorsement(uint64 bucketIndex)',
  'function candidateEndorsement(uint64 bucketIndex, bool endorse)',
])
