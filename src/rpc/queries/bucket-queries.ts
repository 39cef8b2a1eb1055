import { must } from '#base/assert.ts'
import { getRules } from '#protocol/params/rules.ts'
import { getCurrentEpoch } from '#protocol/epochs/epoch.ts'
import { getEndorsementEnd } from '#protocol/staking/endorsement.ts'
import { type Bucket, ENDORSED } from '#protocol/staking/state.ts'
import { computeBucketVotes, isSelfStake } from '#protocol/staking/votes.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import type { BouleQueries, BucketRecord } from '../queries.ts'

export type BucketQueries = Pick<BouleQueries, 'buckets' | 'bucket'>

export function createBucketQueries(world: World): BucketQueries {
  const { index, buckets } = world.staking
  const get = (at: number): BucketRecord =>
    describeBucket(world, must(buckets.get(at), 'an indexed bucket'))

  return {
    bucket: (at) => (buckets.has(at) ? get(at) : undefined),
    buckets: ({ owner, delegate }, { offset, limit }) => {
      if (owner === undefined && delegate === undefined) {
        return { total: buckets.size, items: index.list(offset, limit).map(get) }
      }
      const found =
        owner === undefined
          ? index.byDelegate(must(delegate, 'a delegate'))
          : index
              .byOwner(owner)
              .filter((at) => delegate === undefined || buckets.get(at)?.delegate === delegate)
      return { total: found.length, items: found.slice(offset, offset + limit).map(get) }
    },
  }
}

function describeBucket(world: World, bucket: Bucket): BucketRecord {
  const selfStake = isSelfStake(world, bucket)
  const rules = getRules(world, getCurrentEpoch(world).epoch)
  return {
    bucket,
    delegateName: must(world.delegates.delegates.get(bucket.delegate), 'the delegate of a bucket')
      .name,
    votesRau: computeBucketVotes(world, bucket, selfStake),
    selfStake,
    withdrawableSeconds:
      bucket.unstakedSeconds === 0 ? undefined : bucket.unstakedSeconds + rules.unstakeWaitSeconds,
    endorsement: describeEndorsement(world, bucket.index),
  }
}

function describeEndorsement(world: World, index: number): BucketRecord['endorsement'] {
  const end = getEndorsementEnd(world, index)
  if (end === undefined) return 'none'
  if (end === ENDORSED) return 'endorsed'
  const head = must(world.chain.head.get(ONLY), 'the head of the chain')
  return head.height + 1 < end ? 'ending' : 'expired'
}
