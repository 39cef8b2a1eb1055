import { type Address, toAddress } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { computeFormulaTable } from '#formulas/votes-by-table.ts'
import { PRESETS } from '#params/presets.ts'
import { type Delegate, NO_BUCKET } from '#protocol/delegates/state.ts'
import type { ElectedSet } from '#protocol/election/state.ts'
import { NO_ACTIVITY } from '#protocol/liveness/state.ts'
import type { BlockRecord } from './backend.ts'
import { createFakeGovernance } from './fake-governance.fixture.ts'
import type { BouleQueries, BucketRecord, DelegateRecord } from './queries.ts'

export const ALICE: Address = toAddress('0x00000000000000000000000000000000000000a1')
export const BOB: Address = toAddress('0x00000000000000000000000000000000000000b0')

function delegateOf(id: Address, name: string, registration: number): Delegate {
  return {
    id,
    registration,
    name,
    owner: id,
    operator: id,
    reward: id,
    selfStakeBucket: NO_BUCKET,
    selfStakeRau: 0n,
    blsKey: new Uint8Array(0),
    consensusKey: new Uint8Array(32).fill(registration),
    exitHeight: 0,
    retired: false,
    rewardExempt: false,
    profileVersion: 1,
  }
}

function recordOf(delegate: Delegate): DelegateRecord {
  return {
    delegate,
    profile: {
      version: 1,
      height: 1,
      displayName: delegate.name.toUpperCase(),
      group: '',
      website: '',
      region: '',
      logoHash: new Uint8Array(0),
      textHash: new Uint8Array(0),
      links: [],
      blockCommissionBps: 1_000,
      epochCommissionBps: 1_000,
      bonusCommissionBps: 10_000,
    },
    rank: delegate.registration,
    votesRau: coins(100 - delegate.registration),
    effectiveVotesRau: coins(100 - delegate.registration),
    eligible: true,
    reason: undefined,
    probationEpochs: 0,
    activity: NO_ACTIVITY,
    buckets: 1,
    validator: 'AB'.repeat(20),
    role: 'producer',
    offline: false,
  }
}

/** Two delegates and three buckets that never change. */
export function createFakeQueries(head: () => BlockRecord): BouleQueries {
  const delegates = [delegateOf(ALICE, 'alice', 1), delegateOf(BOB, 'bob', 2)].map(recordOf)
  const buckets: BucketRecord[] = [ALICE, BOB, ALICE].map((owner, index) => ({
    bucket: {
      index,
      delegate: BOB,
      owner,
      amountRau: coins(100 + index),
      durationDays: 91,
      autoStake: true,
      createdSeconds: 1_700_000_000,
      stakedSeconds: 1_700_000_000,
      unstakedSeconds: 0,
    },
    delegateName: 'bob',
    votesRau: coins(120),
    selfStake: false,
    withdrawableSeconds: undefined,
    endorsement: 'none',
  }))
  const set: ElectedSet = {
    epoch: 1,
    electedHeight: 0,
    mix: new Uint8Array(32).fill(9),
    origin: 'elected',
    seats: delegates.map(({ delegate, votesRau }) => ({
      delegate: delegate.id,
      registration: delegate.registration,
      votesRau,
      producer: true,
      consensusKey: delegate.consensusKey,
      blsKey: delegate.blsKey,
    })),
  }
  const settlement = {
    epoch: 1,
    height: 24,
    blockRau: coins(16),
    epochRau: coins(18_750),
    foundationRau: 0n,
    creditedRau: coins(18_766),
    owedRau: 0n,
    debtsPaidRau: 0n,
    slashedRau: 0n,
  }
  const cut = <T>(items: readonly T[], page: { offset: number; limit: number }) => ({
    total: items.length,
    items: items.slice(page.offset, page.offset + page.limit),
  })
  return {
    status: () => ({
      name: 'fake',
      genesisHash: new Uint8Array(32).fill(1),
      genesisTimeMs: 1_700_000_000_000,
      height: head().height,
      epoch: 1,
      startHeight: 1,
      electionHeight: 20,
      endHeight: 24,
      delegates: 2,
      buckets: 3,
      supplyRau: coins(10_000_000_000),
      stakedRau: coins(303),
    }),
    epoch: (epoch = 1) =>
      epoch > 1
        ? undefined
        : {
            epoch,
            phase: 'running',
            startHeight: 1,
            electionHeight: 20,
            endHeight: 24,
            set,
            activity: [{ ...NO_ACTIVITY, produced: 3, delegate: ALICE, unproductive: false }],
            settlement: undefined,
          },
    ranking: (page) =>
      cut(
        delegates.map(({ delegate, votesRau }) => ({
          rank: delegate.registration,
          delegate: delegate.id,
          name: delegate.name,
          registration: delegate.registration,
          votesRau,
          effectiveVotesRau: votesRau,
          selfStakeRau: 0n,
          onProbation: false,
          eligible: true,
          reason: undefined,
        })),
        page,
      ),
    projectedSet: () => ({
      epoch: 2,
      origin: 'elected',
      seats: [
        {
          rank: 1,
          delegate: ALICE,
          name: 'alice',
          votesRau: coins(99),
          seatedNow: true,
          drawnNow: true,
        },
      ],
    }),
    nextSet: () => (head().height >= 20 ? { ...set, epoch: 2 } : undefined),
    delegate: (nameOrId) =>
      delegates.find(
        ({ delegate }) => delegate.name === nameOrId || delegate.id === nameOrId.toLowerCase(),
      ),
    delegateName: (id) => delegates.find(({ delegate }) => delegate.id === id)?.delegate.name,
    delegates: (page) => cut(delegates, page),
    buckets: (of, page) =>
      cut(
        buckets.filter(
          ({ bucket }) =>
            (of.owner === undefined || bucket.owner === of.owner) &&
            (of.delegate === undefined || bucket.delegate === of.delegate),
        ),
        page,
      ),
    bucket: (index) => buckets[index],
    rewards: (address) => ({ address, unclaimedRau: coins(5), owed: [] }),
    fund: () => ({
      availableRau: coins(995),
      unclaimedRau: coins(5),
      owedRau: 0n,
      owedHead: 0,
      owedTail: 0,
    }),
    settlement: (epoch) => (epoch === 1 ? settlement : undefined),
    rules: (epoch = 1) => (epoch > 2 ? undefined : PRESETS.devnet),
    schedule: (count) =>
      Array.from({ length: Math.min(count, 2) }, (_, at) => ({
        height: head().height + 1 + at,
        validator: 'AB'.repeat(20),
        delegate: ALICE,
        name: 'alice',
      })),
    randomness: () => ({ mix: new Uint8Array(32).fill(9), reveals: 4 }),
    weights: () => ({ proposal: 3, fromEpoch: 2, table: computeFormulaTable() }),
    governance: createFakeGovernance(ALICE),
  }
}
