import type { AbiReader } from '#base/abi/abi-reader.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import type { Address } from '#base/address.ts'
import type { ReadContext, ReadFunction } from '../action.ts'
import {
  findDelegateByName,
  findDelegateByOwner,
  MAX_NAME_ARGUMENT_BYTES,
} from '../delegates/find-delegate.ts'
import { type Delegate, EXIT_QUEUED, NO_BUCKET } from '../delegates/state.ts'
import { computeRanking } from '../election/ranking.ts'
import { getCurrentEpoch } from '../epochs/epoch.ts'
import { endHeight } from '../epochs/state.ts'
import { type Refusal, refuse } from '../outcome.ts'
import type { World } from '../world.ts'
import { ABI_NONE } from './endorsement.ts'
import { pageOf, readPage } from './page.ts'
import { CANDIDATE_NOT_FOUND, NOT_A_CANDIDATE } from './status.ts'
import { getVotesRau } from './votes.ts'

const FIELDS = 'address,address,address,string,uint256,uint64,uint256'

/** How IoTeX's first version of the tuple says «no self-stake»; the later ones say 2⁶⁴ − 1. */
const NO_BUCKET_V1 = 0xffff_ffff

/** ownerAddress, operatorAddress, rewardAddress, name, totalWeightedVotes, selfStakeBucketIdx, selfStakingTokens. */
function toTuple(world: World, delegate: Delegate, noBucket: AbiValue): readonly AbiValue[] {
  return [
    delegate.owner,
    delegate.operator,
    delegate.reward,
    delegate.name,
    getVotesRau(world, delegate.id),
    delegate.selfStakeBucket === NO_BUCKET ? noBucket : delegate.selfStakeBucket,
    delegate.selfStakeRau,
  ]
}

interface Form {
  /** Behind the function's name. */
  readonly suffix: '' | 'V3' | 'V4'
  readonly tuple: string
  readonly toTuple: (world: World, delegate: Delegate) => readonly AbiValue[]
}

const V1: Form = {
  suffix: '',
  tuple: `(${FIELDS})`,
  toTuple: (world, delegate) => toTuple(world, delegate, NO_BUCKET_V1),
}

/** The identity behind the rest. */
const V3: Form = {
  suffix: 'V3',
  tuple: `(${FIELDS},address)`,
  toTuple: (world, delegate) => [...toTuple(world, delegate, ABI_NONE), delegate.id],
}

/** Identity and BLS key behind the rest. */
const V4: Form = {
  suffix: 'V4',
  tuple: `(${FIELDS},address,bytes)`,
  toTuple: (world, delegate) => [
    ...toTuple(world, delegate, ABI_NONE),
    delegate.id,
    delegate.blsKey,
  ],
}

/** All delegates by rank: IoTeX's answer has no order, and so pages that miss some and repeat others. */
function listByRank({ world, rules, height }: ReadContext): readonly Delegate[] {
  const epochStartHeight = endHeight(getCurrentEpoch(world)) + 1
  return computeRanking({ world, rules, height, epochStartHeight }).map((row) => row.delegate)
}

function findByName(world: World, reader: AbiReader): Delegate | Refusal {
  const name = reader.string(MAX_NAME_ARGUMENT_BYTES)
  return findDelegateByName(world, name) ?? refuse(CANDIDATE_NOT_FOUND, name)
}

function findByOwner(world: World, reader: AbiReader): Delegate | Refusal {
  const owner = reader.address()
  return findDelegateByOwner(world, owner) ?? refuse(NOT_A_CANDIDATE, owner)
}

function findById(world: World, reader: AbiReader): Delegate | Refusal {
  const id: Address = reader.address()
  return world.delegates.delegates.get(id) ?? refuse(NOT_A_CANDIDATE, id)
}

function defineFind(
  signature: string,
  form: Form,
  find: (world: World, reader: AbiReader) => Delegate | Refusal,
): ReadFunction {
  return {
    signature,
    returns: [form.tuple],
    read: ({ world }, reader) => {
      const found = find(world, reader)
      return 'status' in found ? found : [form.toTuple(world, found)]
    },
  }
}

function defineList(form: Form): ReadFunction {
  return {
    signature: `candidates${form.suffix}(uint32,uint32)`,
    returns: [`${form.tuple}[]`],
    read: (context, reader) => {
      const page = readPage(reader)
      if ('status' in page) return page
      const delegates = pageOf(listByRank(context), page)
      return [delegates.map((delegate) => form.toTuple(context.world, delegate))]
    },
  }
}

/** Whether an exit is asked for, and the block from which it may be confirmed: 0 while it waits in the queue. */
function readDeactivation(
  { world }: ReadContext,
  reader: AbiReader,
): readonly AbiValue[] | Refusal {
  const found = findByOwner(world, reader)
  if ('status' in found) return found
  const { exitHeight } = found
  return [exitHeight !== 0, exitHeight === EXIT_QUEUED ? 0 : exitHeight]
}

export const candidateReads: readonly ReadFunction[] = [
  ...[V1, V3, V4].flatMap((form) => [
    defineList(form),
    defineFind(`candidateByName${form.suffix}(string)`, form, findByName),
    defineFind(`candidateByAddress${form.suffix}(address)`, form, findByOwner),
  ]),
  defineFind('candidateByIDV3(address)', V3, findById),
  defineFind('candidateByIDV4(address)', V4, findById),
  {
    signature: 'candidateDeactivation(address)',
    returns: ['bool', 'uint64'],
    read: readDeactivation,
  },
]
