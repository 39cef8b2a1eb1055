import { must } from '#base/assert.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import { PROTOCOL_ADDRESSES } from '#params/protocol-addresses.ts'
import { addBucket } from '../apply/bucket-changes.ts'
import { type IndexState, type SyncRow } from '../apply/index-state.ts'
import { writeRanking } from '../apply/write-ranking.ts'
import type { Statements } from '../database/database.ts'
import { versions } from '../schema.ts'
import { newDelegate, setConsensusKey, setSelfStake } from '../writers/delegates-writers.ts'
import { addElectedSet } from '../writers/election-writers.ts'
import type { GenesisData } from './genesis-data.ts'

/** Fills empty tables with the state before block 1. */
export async function applyGenesis(
  state: IndexState,
  session: Statements,
  data: GenesisData,
): Promise<void> {
  state.sync = firstSync(data)
  addRules(state, data)
  await loadKeys(state, session, data)
  for (const { address, balanceRau } of data.accounts) {
    state.account(lower(address)).balanceRau += balanceRau
  }
  state.account(SYSTEM_ADDRESSES.rewarding).balanceRau += data.facts.rewardFundRau
  addDelegates(state, data)
  addBuckets(state, data)
  state.append(versions, {
    version: 1,
    proposal: null,
    bundleRoot: `0x${'0'.repeat(64)}`,
    fromEpoch: 1,
    height: 0,
  })
  addFirstSet(state, data)
  const { startHeight, electionHeight, endHeight } = state.epochs.get(1)
  Object.assign(state.sync, { startHeight, electionHeight, endHeight })
  await writeRanking(state, session)
  await state.flush(session)
}

function firstSync({ facts, dev }: GenesisData): SyncRow {
  return {
    id: 1,
    chainId: facts.chainId,
    network: facts.network,
    genesisHash: facts.genesisHash,
    genesisTimeMs: facts.timeMs,
    dev,
    height: 0,
    blockHash: facts.genesisHash,
    timeMs: facts.timeMs,
    epoch: 1,
    startHeight: 1,
    electionHeight: 1,
    endHeight: 1,
    supplyRau: facts.supplyRau,
    stakedRau: 0n,
    fundAvailableRau: 0n,
    fundUnclaimedRau: 0n,
    fundOwedRau: 0n,
    delegates: 0,
    buckets: 0,
    events: 0,
  }
}

/** The first values, and the phases that genesis laid down. */
function addRules(state: IndexState, { facts }: GenesisData): void {
  const current = new Map<string, string>()
  const add = (name: string, value: string, fromEpoch: number): void => {
    const row = {
      name,
      fromEpoch,
      value,
      before: current.get(name) ?? null,
      source: fromEpoch === 1 ? ('genesis' as const) : ('schedule' as const),
      proposal: null,
      decidedHeight: 0,
    }
    current.set(name, value)
    state.rules.touch(row)
    state.ruleBook.add(row)
  }
  for (const { name, value } of facts.rules) add(name, value, 1)
  for (const { fromEpoch, rules } of facts.schedule) {
    for (const { name, value } of rules) add(name, value, fromEpoch)
  }
}

/** Nothing is there yet, but the caches must know that. */
async function loadKeys(state: IndexState, session: Statements, data: GenesisData): Promise<void> {
  const ids = new Map(data.delegates.map(({ name, owner }) => [name, lower(owner)]))
  const accounts = [
    ...PROTOCOL_ADDRESSES,
    ...data.accounts.map(({ address }) => lower(address)),
    ...data.buckets.map(({ owner }) => lower(owner)),
  ]
  await state.accounts.load(
    session,
    accounts.map((address) => [address] as const),
  )
  await state.delegates.load(
    session,
    [...ids.values()].map((id) => [id] as const),
  )
  await state.voters.load(
    session,
    data.buckets.map(({ delegate, owner }) => {
      return [must(ids.get(delegate), 'the delegate of a bucket'), lower(owner)] as const
    }),
  )
  await state.epochs.load(session, [[1], [2]])
  await state.blocks.load(session, [[0]])
}

/** Registration numbers follow the order of genesis. The identity of a delegate is its first owner. */
function addDelegates(state: IndexState, { delegates }: GenesisData): void {
  for (const [at, delegate] of delegates.entries()) {
    const row = newDelegate({
      id: lower(delegate.owner),
      registration: at + 1,
      name: delegate.name,
      owner: lower(delegate.owner),
      operator: lower(delegate.operator),
      reward: lower(delegate.reward),
      blsKey: delegate.blsKey ?? '0x',
      height: 0,
    })
    row.rewardExempt = delegate.rewardExempt
    if (delegate.consensusKey !== null) setConsensusKey(row, delegate.consensusKey)
    state.delegates.touch(row)
  }
  state.sync.delegates = delegates.length
}

function addBuckets(state: IndexState, { facts, delegates, buckets }: GenesisData): void {
  const seconds = Math.floor(facts.timeMs / 1_000)
  const ids = new Map(delegates.map(({ name, owner }) => [name, lower(owner)]))
  for (const [index, bucket] of buckets.entries()) {
    addBucket(state, {
      index,
      owner: lower(bucket.owner),
      delegate: must(ids.get(bucket.delegate), 'the delegate of a bucket'),
      amountRau: bucket.amountRau,
      votesRau: 0n,
      durationDays: bucket.durationDays,
      autoStake: bucket.autoStake,
      createdSeconds: seconds,
      stakedSeconds: seconds,
      unstakedSeconds: null,
      selfStake: false,
      endorsement: 'none',
      endorsementEnd: null,
      status: 'staked',
      createdHeight: 0,
      withdrawnHeight: null,
      updatedHeight: 0,
    })
    state.account(SYSTEM_ADDRESSES.staking).balanceRau += bucket.amountRau
  }
  for (const { owner, selfStakeBucket } of delegates) {
    if (selfStakeBucket !== null) setSelfStake(state, lower(owner), selfStakeBucket)
  }
}

function addFirstSet(state: IndexState, { firstSet }: GenesisData): void {
  addElectedSet(state, {
    epoch: 1,
    startHeight: 1,
    electedHeight: 0,
    continued: firstSet.origin === 'continued',
    mix: firstSet.mix,
    seats: firstSet.seats.map((seat) => {
      const { name, operator } = state.delegates.get(lower(seat.delegate))
      return {
        epoch: 1,
        rank: seat.rank,
        delegate: lower(seat.delegate),
        name,
        registration: seat.registration,
        operator,
        votesRau: seat.votesRau,
        producer: seat.producer,
        consensusKey: seat.consensusKey,
      }
    }),
  })
}

function lower(address: string): string {
  return address.toLowerCase()
}
