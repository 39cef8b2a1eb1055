import type { Bucket } from '#protocol/staking/state.ts'

/** Whether a bucket counts: not unstaked. Said here again, apart from the code that it checks. */
export function isBucketStaked(bucket: Bucket): boolean {
  return bucket.unstakedSeconds === 0
}
