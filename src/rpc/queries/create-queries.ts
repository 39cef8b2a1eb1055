import type { Address } from '#base/address.ts'
import { parseHexAddress } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { toHex } from '#base/hex.ts'
import { parseIoAddress } from '#base/io-address.ts'
import type { Rules } from '#params/rule-table.ts'
import { findDelegateByName } from '#protocol/delegates/find-delegate.ts'
import type { Delegate } from '#protocol/delegates/state.ts'
import { getRandomness } from '#protocol/election/randomness.ts'
import { electionHeight, getCurrentEpoch } from '#protocol/epochs/epoch.ts'
import { computeValidatorAddress } from '#protocol/epochs/proposer-schedule.ts'
import { endHeight } from '#protocol/epochs/state.ts'
import { getActivity, toValidatorAddress } from '#protocol/liveness/count.ts'
import { getRules } from '#protocol/params/rules.ts'
import type { Debt } from '#protocol/rewards/state.ts'
import { getTotals } from '#protocol/staking/votes.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import type { BouleQueries, DelegateRecord, NetworkStatus, Page, Paged } from '../queries.ts'
import { createBucketQueries } from './bucket-queries.ts'
import { createEpochQueries } from './epoch-queries.ts'
import { createGovernanceQueries } from './governance-queries.ts'
import { createRankingQueries, type RankingQueries } from './ranking-queries.ts'

export interface QueriesOptions {
  /** The state after the last committed block. */
  readonly world: World
  /** Name of the network, from its genesis. */
  readonly name: string
  /** Delegates that the developer took offline; none where that is not possible. */
  readonly isOffline?: (delegate: Address) => boolean
}

/** The reads of the `boule_` namespace over a world. They change nothing and cache by the versions of what they read. */
export function createQueries(options: QueriesOptions): BouleQueries {
  const { world } = options
  const rankingQueries = createRankingQueries(world)
  const epochQueries = createEpochQueries(world)

  const find = (nameOrId: string): Delegate | undefined => {
    const id = parseHexAddress(nameOrId) ?? parseIoAddress(nameOrId)
    return id === undefined
      ? findDelegateByName(world, nameOrId)
      : world.delegates.delegates.get(id)
  }
  const record = (delegate: Delegate): DelegateRecord =>
    describeDelegate(options, rankingQueries, delegate)

  return {
    status: () => describeStatus(options),
    ...epochQueries,
    ...createBucketQueries(world),
    ranking: rankingQueries.ranking,
    projectedSet: rankingQueries.projectedSet,
    delegateName: (id) => world.delegates.delegates.get(id)?.name,
    delegate: (nameOrId) => {
      const delegate = find(nameOrId)
      return delegate === undefined ? undefined : record(delegate)
    },
    delegates: (page) => {
      const { total, items } = listDelegates(world, page)
      return { total, items: items.map(record) }
    },
    rewards: (address) => ({
      address,
      unclaimedRau: world.rewards.unclaimed.get(address) ?? 0n,
      owed: listDebts(world, address),
    }),
    fund: () => must(world.rewards.fund.get(ONLY), 'the reward fund'),
    settlement: (epoch) => world.rewards.settlements.get(epoch),
    rules: (epoch) => findRules(world, epoch),
    randomness: () => getRandomness(world),
    weights: () => world.staking.weights.get(ONLY),
    governance: createGovernanceQueries(world),
  }
}

function describeStatus({ world, name }: QueriesOptions): NetworkStatus {
  const identity = must(world.chain.identity.get(ONLY), 'the identity of the chain')
  const head = must(world.chain.head.get(ONLY), 'the head of the chain')
  const epoch = getCurrentEpoch(world)
  return {
    name,
    genesisHash: identity.genesisHash,
    genesisTimeMs: identity.genesisTimeMs,
    height: head.height,
    epoch: epoch.epoch,
    startHeight: epoch.startHeight,
    electionHeight: electionHeight(epoch, getRules(world, epoch.epoch)),
    endHeight: endHeight(epoch),
    delegates: world.delegates.delegates.size,
    buckets: world.staking.buckets.size,
    supplyRau: identity.supplyRau,
    stakedRau: getTotals(world).amountRau,
  }
}

/** Rules are decided up to the next epoch; those of later ones may still change. */
function findRules(world: World, epoch: number | undefined): Rules | undefined {
  const current = getCurrentEpoch(world)
  const head = must(world.chain.head.get(ONLY), 'the head of the chain')
  const ofNextBlock = head.height < endHeight(current) ? current.epoch : current.epoch + 1
  if (epoch === undefined) return getRules(world, ofNextBlock)
  return epoch <= current.epoch + 1 ? getRules(world, epoch) : undefined
}

function describeDelegate(
  { world, isOffline }: QueriesOptions,
  ranking: RankingQueries,
  delegate: Delegate,
): DelegateRecord {
  const { rank, row } = ranking.place(delegate.id)
  const set = world.election.sets.get(getCurrentEpoch(world).epoch)
  const seat = set?.seats.find((one) => one.delegate === delegate.id)
  const { consensusKey } = delegate
  return {
    delegate,
    profile: world.delegates.profiles.get(delegate.id),
    rank,
    votesRau: row.votesRau,
    effectiveVotesRau: row.countedRau,
    eligible: row.obstacle === undefined,
    reason: row.obstacle,
    probationEpochs: row.probation,
    activity: getActivity(world, delegate.id),
    buckets: world.staking.index.byDelegate(delegate.id).length,
    validator:
      consensusKey.length === 0
        ? undefined
        : toValidatorAddress(computeValidatorAddress(toHex(consensusKey))),
    role: seat === undefined ? 'none' : seat.producer ? 'producer' : 'verifier',
    offline: isOffline?.(delegate.id) ?? false,
  }
}

function listDelegates(world: World, page: Page): Paged<Delegate> {
  const all: Delegate[] = []
  world.delegates.delegates.each((_, delegate) => {
    all.push(delegate)
  })
  all.sort((a, b) => a.registration - b.registration)
  return { total: all.length, items: all.slice(page.offset, page.offset + page.limit) }
}

function listDebts(world: World, reward: Address): readonly Debt[] {
  const debts: Debt[] = []
  world.rewards.debts.each((_, debt) => {
    if (debt.reward === reward) debts.push(debt)
  })
  return debts
}
