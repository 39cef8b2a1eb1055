import type { AbiReader } from '#base/abi/abi-reader.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { ZERO_ADDRESS } from '#base/address.ts'
import type { ReadContext, ReadFunction } from '../action.ts'
import { findDelegateByName, MAX_NAME_ARGUMENT_BYTES } from '../delegates/find-delegate.ts'
import type { Refusal } from '../outcome.ts'
import type { World } from '../world.ts'
import { getEndorsementEnd, toAbiHeight } from './endorsement.ts'
import { MAX_PAGE_ROWS, pageOf, readPage } from './page.ts'
import type { Bucket } from './state.ts'
import { getTotals } from './votes.ts'

const NATIVE = '(uint64,address,uint256,uint32,int64,int64,int64,bool,address)[]'
const COMPOSITE =
  '(uint64,address,uint256,uint32,int64,int64,int64,bool,address,address,uint64,uint64,uint64,uint64)[]'
const COMPOSITE_V3 =
  '(uint64,address,uint256,uint32,int64,int64,int64,bool,address,address,uint64,uint64,uint64,uint64,uint64)[]'

/**
 * index, candidateAddress (the identity), stakedAmount, stakedDuration (days), createTime, stakeStartTime, unstakeStartTime
 * (Unix seconds, 0 while staked), autoStake, owner.
 */
function toNative(_: World, bucket: Bucket): readonly AbiValue[] {
  return [
    bucket.index,
    bucket.delegate,
    bucket.amountRau,
    bucket.durationDays,
    bucket.createdSeconds,
    bucket.stakedSeconds,
    bucket.unstakedSeconds,
    bucket.autoStake,
    bucket.owner,
  ]
}

/** The same, and what only buckets of staking contracts have: contract address and four block numbers, all zero here. */
function toComposite(world: World, bucket: Bucket): readonly AbiValue[] {
  return [...toNative(world, bucket), ZERO_ADDRESS, 0, 0, 0, 0]
}

/** The same, and the height at which the endorsement by the bucket ends: 2⁶⁴ − 1 while none is announced, 0 without one. */
function toCompositeV3(world: World, bucket: Bucket): readonly AbiValue[] {
  const end = getEndorsementEnd(world, bucket.index)
  return [...toComposite(world, bucket), end === undefined ? 0 : toAbiHeight(end)]
}

interface Form {
  readonly tuples: string
  readonly toTuple: (world: World, bucket: Bucket) => readonly AbiValue[]
}

type ListBuckets = (context: ReadContext, reader: AbiReader) => readonly number[] | Refusal

function defineRead(signature: string, form: Form, list: ListBuckets): ReadFunction {
  return {
    signature,
    returns: [form.tuples],
    read: (context, reader) => {
      const indexes = list(context, reader)
      if ('status' in indexes) return indexes
      const tuples: (readonly AbiValue[])[] = []
      for (const index of indexes) {
        const bucket = context.world.staking.buckets.get(index)
        if (bucket !== undefined) tuples.push(form.toTuple(context.world, bucket))
      }
      return [tuples]
    },
  }
}

const listAll: ListBuckets = ({ world }, reader) => {
  const page = readPage(reader)
  if ('status' in page) return page
  return world.staking.index.list(page.offset, page.limit)
}

const listByVoter: ListBuckets = ({ world }, reader) => {
  const voter = reader.address()
  const page = readPage(reader)
  if ('status' in page) return page
  return pageOf(world.staking.index.byOwner(voter), page)
}

/** Of a name that nobody has: none, as in IoTeX. */
const listByCandidate: ListBuckets = ({ world }, reader) => {
  const name = reader.string(MAX_NAME_ARGUMENT_BYTES)
  const page = readPage(reader)
  if ('status' in page) return page
  const delegate = findDelegateByName(world, name)
  return delegate === undefined ? [] : pageOf(world.staking.index.byDelegate(delegate.id), page)
}

/** In the order asked for; indexes without a bucket are left out, as in IoTeX. */
const listByIndexes: ListBuckets = (_, reader) => {
  const indexes = reader.array(MAX_PAGE_ROWS, 32, (item) => item.uint64Index())
  return indexes.filter((index) => index !== undefined)
}

function defineReads(form: Form, names: readonly [string, string, string, string]): ReadFunction[] {
  const [all, byIndexes, byVoter, byCandidate] = names
  return [
    defineRead(`${all}(uint32,uint32)`, form, listAll),
    defineRead(`${byIndexes}(uint64[])`, form, listByIndexes),
    defineRead(`${byVoter}(address,uint32,uint32)`, form, listByVoter),
    defineRead(`${byCandidate}(string,uint32,uint32)`, form, listByCandidate),
  ]
}

/** Σ of all buckets, those that wait for withdrawal included. */
function readTotal({ world }: ReadContext): readonly AbiValue[] {
  return [getTotals(world).amountRau]
}

/** Buckets created so far, and those that are not withdrawn. */
function readCounts({ world }: ReadContext): readonly AbiValue[] {
  return [getTotals(world).nextIndex, world.staking.buckets.size]
}

export const bucketReads: readonly ReadFunction[] = [
  ...defineReads({ tuples: NATIVE, toTuple: toNative }, [
    'buckets',
    'bucketsByIndexes',
    'bucketsByVoter',
    'bucketsByCandidate',
  ]),
  ...defineReads({ tuples: COMPOSITE, toTuple: toComposite }, [
    'compositeBuckets',
    'compositeBucketsByIndexes',
    'compositeBucketsByVoter',
    'compositeBucketsByCandidate',
  ]),
  ...defineReads({ tuples: COMPOSITE_V3, toTuple: toCompositeV3 }, [
    'compositeBucketsV3',
    'compositeBucketsByIndexesV3',
    'compositeBucketsByVoterV3',
    'compositeBucketsByCandidateV3',
  ]),
  { signature: 'bucketsCount()', returns: ['uint64', 'uint64'], read: readCounts },
  { signature: 'compositeBucketsCount()', returns: ['uint64', 'uint64'], read: readCounts },
  { signature: 'totalStakingAmount()', returns: ['uint256'], read: readTotal },
  { signature: 'compositeTotalStakingAmount()', returns: ['uint256'], read: readTotal },
  {
    signature: 'contractStakeBucketTypes(address)',
    returns: ['(uint256,uint32)[]'],
    // There are no staking contracts, so whichever is asked for has no types.
    read: (_, reader) => {
      reader.address()
      return [[]]
    },
  },
]
