import type { Address } from '#base/address.ts'
import { toHex } from '#base/hex.ts'
import type { JsonObject, RpcBackend } from '../backend.ts'
import { type Reason, type RpcFault, serverFault } from '../errors.ts'
import { defineMethod, type Method, optional, type ParameterType, required } from '../method.ts'
import { anyAddress } from '../parameters/hex-types.ts'
import { MAX_PAGE, page, readPage, text, whole } from '../parameters/plain-types.ts'
import { mustBe, readObject } from '../parameters/read-value.ts'
import type { Page } from '../queries.ts'
import { pageOf } from '../boule-schemas.ts'
import { HASH, listOf, nullable, objectOf, reference, WHOLE } from '../schemas.ts'
import {
  viewActivityRow,
  viewAmount,
  viewFund,
  viewPaged,
  viewProjectedSet,
  viewRankingEntry,
  viewRewards,
  viewRules,
  viewScheduledBlock,
  viewSet,
  viewSettlement,
  viewWeights,
} from '../views/boule-view.ts'
import { viewBucket, viewDelegate } from '../views/delegate-view.ts'

const FIRST_PAGE: Page = { offset: 0, limit: 100 }
const OBJECT: JsonObject = { type: 'object' }
const EPOCH = optional('epoch', whole(1), 'number of the epoch; the running one when missing')
const PAGE = optional('page', page, 'offset and limit, at most 1,000')
const NAME_OR_ID = required('delegate', text(64), 'name or identity')

function namesOf(backend: RpcBackend): (id: Address) => string | undefined {
  return (id) => backend.queries.delegateName(id)
}

interface BucketsOf {
  readonly owner: Address | undefined
  readonly delegate: string | undefined
  readonly index: number | undefined
  readonly page: Page
}

const bucketsOf: ParameterType<BucketsOf> = {
  schema: {
    type: 'object',
    properties: {
      owner: anyAddress.schema,
      delegate: { type: 'string' },
      index: { type: 'integer', minimum: 0 },
      offset: { type: 'integer', minimum: 0, default: 0 },
      limit: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 100 },
    },
    additionalProperties: false,
  },
  read: (value, name) => {
    const members = readObject(value, name, ['owner', 'delegate', 'index', 'offset', 'limit'])
    const { owner, delegate, index } = members
    if (index !== undefined && (owner !== undefined || delegate !== undefined)) {
      throw mustBe(name, 'either an index, or owner and delegate', value)
    }
    return {
      owner: owner === undefined ? undefined : anyAddress.read(owner, `${name}.owner`),
      delegate: delegate === undefined ? undefined : text(64).read(delegate, `${name}.delegate`),
      index: index === undefined ? undefined : whole(0).read(index, `${name}.index`),
      page: readPage(members, name),
    }
  },
}

function noSuch(what: string, reason: Reason): RpcFault {
  return serverFault(reason, `there is no ${what}`)
}

function findDelegate(backend: RpcBackend, nameOrId: string) {
  const record = backend.queries.delegate(nameOrId)
  if (record === undefined) throw noSuch(`delegate ${JSON.stringify(nameOrId)}`, 'no-such-delegate')
  return record
}

function readBuckets(backend: RpcBackend, wanted: BucketsOf): JsonObject {
  if (wanted.index !== undefined) {
    const record = backend.queries.bucket(wanted.index)
    return viewPaged(
      { total: record === undefined ? 0 : 1, items: record === undefined ? [] : [record] },
      0,
      viewBucket,
    )
  }
  const of = {
    ...(wanted.owner === undefined ? {} : { owner: wanted.owner }),
    ...(wanted.delegate === undefined
      ? {}
      : { delegate: findDelegate(backend, wanted.delegate).delegate.id }),
  }
  return viewPaged(backend.queries.buckets(of, wanted.page), wanted.page.offset, viewBucket)
}

function readStatus(backend: RpcBackend): JsonObject {
  const status = backend.queries.status()
  const head = backend.head()
  const pool = backend.poolStatus()
  return {
    network: status.name,
    chainId: backend.chainId,
    client: backend.clientVersion,
    genesisHash: toHex(status.genesisHash),
    genesisTimeMs: status.genesisTimeMs,
    height: head.height,
    blockHash: toHex(head.hash),
    appHash: toHex(head.appHash),
    timeMs: head.timeMs,
    epoch: status.epoch,
    startHeight: status.startHeight,
    electionHeight: status.electionHeight,
    endHeight: status.endHeight,
    delegates: status.delegates,
    buckets: status.buckets,
    supplyRau: viewAmount(status.supplyRau),
    stakedRau: viewAmount(status.stakedRau),
    fund: viewFund(backend.queries.fund()),
    pool: { pending: pool.pending, queued: pool.queued },
    peers: backend.peerCount(),
    syncing: backend.syncing() !== undefined,
    dev: backend.dev !== undefined,
  }
}

function readEpoch(backend: RpcBackend, number: number | undefined): JsonObject {
  const record = backend.queries.epoch(number)
  if (record === undefined) throw noSuch(`epoch ${number} yet`, 'no-such-epoch')
  const nameOf = namesOf(backend)
  return {
    epoch: record.epoch,
    phase: record.phase,
    startHeight: record.startHeight,
    electionHeight: record.electionHeight,
    endHeight: record.endHeight,
    set: record.set === undefined ? null : viewSet(record.set, nameOf),
    activity: record.activity.map((row) => viewActivityRow(row, nameOf)),
    settlement: record.settlement === undefined ? null : viewSettlement(record.settlement),
  }
}

const NETWORK_METHODS: readonly Method[] = [
  defineMethod({
    name: 'boule_status',
    summary: 'Where the network stands: heights, epoch, sums, reward fund.',
    result: reference('Status'),
    run: ({ backend }) => readStatus(backend),
  }),
  defineMethod({
    name: 'boule_epoch',
    summary: 'An epoch: its heights, its set, what each delegate did, and what it paid.',
    description:
      'Past epochs, the running one, and the next one. Its set is null before its election.',
    parameters: [EPOCH],
    result: reference('Epoch'),
    run: ({ backend }, [number]) => readEpoch(backend, number),
  }),
  defineMethod({
    name: 'boule_rules',
    summary: 'All rules of an epoch with value, unit, class and meaning.',
    parameters: [
      optional('epoch', whole(1), 'number of the epoch; that of the next block when missing'),
    ],
    result: reference('Rules'),
    run: ({ backend }, [epoch]) => {
      const rules = backend.queries.rules(epoch)
      if (rules === undefined) throw noSuch(`set of rules for epoch ${epoch} yet`, 'no-such-epoch')
      return viewRules(rules)
    },
  }),
  defineMethod({
    name: 'boule_schedule',
    summary: 'Who is due to produce the next blocks.',
    description: 'As far as it is certain: it ends where the next set takes over.',
    parameters: [optional('count', whole(1, MAX_PAGE), 'how many blocks; 24 when missing')],
    result: listOf(reference('ScheduledBlock')),
    run: ({ backend }, [count]) => backend.queries.schedule(count ?? 24).map(viewScheduledBlock),
  }),
  defineMethod({
    name: 'boule_randomness',
    summary: 'The running randomness of which producers are drawn.',
    result: objectOf({ height: WHOLE, mix: HASH, reveals: WHOLE }),
    run: ({ backend }) => {
      const { mix, reveals } = backend.queries.randomness()
      return { height: backend.head().height, mix: toHex(mix), reveals }
    },
  }),
  defineMethod({
    name: 'boule_weights',
    summary: 'How much a coin in a bucket counts for a delegate, where a script decided about it.',
    description:
      'In millionths, by duration in days from 0 to 1,050: for buckets without auto-stake, with it, and for self-stakes with it. Null while the built-in formula is in force. The event `WeightsChanged` tells when they change.',
    result: nullable(
      objectOf({
        proposal: WHOLE,
        fromEpoch: WHOLE,
        plain: listOf(WHOLE),
        autoStake: listOf(WHOLE),
        selfStake: listOf(WHOLE),
      }),
    ),
    run: ({ backend }) => {
      const weights = backend.queries.weights()
      return weights === undefined ? null : viewWeights(weights)
    },
  }),
  defineMethod({
    name: 'boule_getProof',
    summary: 'Proof that a record is (or is not) part of the state at the latest block.',
    description: 'The SDK checks it against the app hash (`stateRoot` of the block).',
    parameters: [
      required('module', text(32), 'module, such as "staking"'),
      required('collection', text(32), 'collection of the module, such as "buckets"'),
      required(
        'key',
        {
          schema: { oneOf: [{ type: 'string' }, { type: 'integer', minimum: 0 }] },
          read: (value, name) => {
            if (typeof value === 'string' && value !== '' && value.length <= 256) return value
            if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number
            throw mustBe(name, 'a text of up to 256 characters or a whole number', value)
          },
        },
        'key of the record: a number, an address, or a text',
      ),
    ],
    result: OBJECT,
    run: async ({ backend }, [moduleName, collection, key]) => {
      const proof = await backend.proof(moduleName, collection, key)
      if (proof === undefined)
        throw noSuch(`collection ${moduleName}.${collection}`, 'no-such-collection')
      return proof
    },
  }),
]

const DELEGATE_METHODS: readonly Method[] = [
  defineMethod({
    name: 'boule_ranking',
    summary: 'All delegates by rank, as it is after the latest block.',
    description:
      '`effectiveVotesRau` are the votes that count: fewer on probation. `reason` says why one takes no part in the election.',
    parameters: [PAGE],
    result: pageOf('RankingEntry'),
    run: ({ backend }, [wanted]) => {
      const { offset, limit } = wanted ?? FIRST_PAGE
      return viewPaged(backend.queries.ranking({ offset, limit }), offset, viewRankingEntry)
    },
  }),
  defineMethod({
    name: 'boule_projectedSet',
    summary: 'Who would be elected if the election were now.',
    result: reference('ProjectedSet'),
    run: ({ backend }) => viewProjectedSet(backend.queries.projectedSet()),
  }),
  defineMethod({
    name: 'boule_nextSet',
    summary: 'The set that waits in line for the next epoch; null before the election.',
    result: nullable(reference('ElectedSet')),
    run: ({ backend }) => {
      const set = backend.queries.nextSet()
      return set === undefined ? null : viewSet(set, namesOf(backend))
    },
  }),
  defineMethod({
    name: 'boule_delegate',
    summary: 'Everything about one delegate.',
    parameters: [NAME_OR_ID],
    result: reference('Delegate'),
    run: ({ backend }, [nameOrId]) => viewDelegate(findDelegate(backend, nameOrId)),
  }),
  defineMethod({
    name: 'boule_delegates',
    summary: 'All delegates in order of registration.',
    parameters: [PAGE],
    result: pageOf('Delegate'),
    run: ({ backend }, [wanted]) => {
      const { offset, limit } = wanted ?? FIRST_PAGE
      return viewPaged(backend.queries.delegates({ offset, limit }), offset, viewDelegate)
    },
  }),
  defineMethod({
    name: 'boule_buckets',
    summary: 'Buckets: all, of an owner, for a delegate, of both, or one by its index.',
    parameters: [
      optional('of', bucketsOf, 'owner, delegate (name or identity) or index; offset and limit'),
    ],
    result: pageOf('Bucket'),
    run: ({ backend }, [of]) =>
      readBuckets(
        backend,
        of ?? { owner: undefined, delegate: undefined, index: undefined, page: FIRST_PAGE },
      ),
  }),
  defineMethod({
    name: 'boule_rewards',
    summary: 'What a reward address has unclaimed, and what the fund owes it.',
    parameters: [required('address', anyAddress, 'the reward address, 0x… or io1…')],
    result: reference('Rewards'),
    run: ({ backend }, [of]) => viewRewards(backend.queries.rewards(of)),
  }),
  defineMethod({
    name: 'boule_settlement',
    summary: 'What an epoch paid in all; null when it is not settled.',
    parameters: [required('epoch', whole(1), 'number of the epoch')],
    result: nullable(reference('Settlement')),
    run: ({ backend }, [epoch]) => {
      const settlement = backend.queries.settlement(epoch)
      return settlement === undefined ? null : viewSettlement(settlement)
    },
  }),
]

/** What only this network has. Heights, epochs and times are JSON numbers; amounts are decimal strings in Rau. */
export const BOULE_METHODS: readonly Method[] = [...NETWORK_METHODS, ...DELEGATE_METHODS]
