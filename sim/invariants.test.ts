import { expect, test } from 'vitest'
import { createMachine } from '#protocol/create-machine.ts'
import { must } from '#base/assert.ts'
import { TransactionError } from '#base/transaction.ts'
import { encodePayload } from '#protocol/governance/payload.ts'
import { groupKey } from '#protocol/governance/record-keys.ts'
import type { Proposal, Tally } from '#protocol/governance/state.ts'
import { GOVERNANCE_ADDRESS } from '#protocol/system-addresses.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { createHistoryInvariant } from './history-invariant.ts'
import { findRankingFault, INVARIANTS } from './invariants.ts'
import { createSimGenesis } from './sim-genesis.ts'
import { simAddress } from './sim-keys.ts'

function openWorld(): World {
  const genesis = createSimGenesis()
  const machine = createMachine({
    store: createMemoryStore(),
    genesis,
    resolve: () => new TransactionError('malformed', 'nobody sends anything here'),
  })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'sim', initialHeight: 1 })
  return machine.world
}

const id = simAddress('owner 2')

const NO_TALLY: Tally = {
  supportRau: 0n,
  supporters: 0,
  editorialRau: 0n,
  editorialSupporters: 0,
  supports: 0,
  yesRau: 0n,
  noRau: 0n,
  abstainRau: 0n,
  ballots: 0,
  delegations: 0,
  delegationsDone: 0,
  counted: 0,
  countedYesRau: 0n,
  countedNoRau: 0n,
  countedAbstainRau: 0n,
  lateFlip: false,
}

function addProposal({ governance }: World, facts: Partial<Proposal>): void {
  governance.proposals.set(1, {
    id: 1,
    proposer: id,
    class: 'policy',
    kind: 'directive',
    short: false,
    state: 'support',
    title: 'A proposal',
    revision: 1,
    payloadRevision: 1,
    root: new Uint8Array(32),
    textHash: new Uint8Array(32),
    payloadHash: new Uint8Array(32),
    depositRau: 0n,
    submittedEpoch: 1,
    revisedEpoch: 1,
    qualifiedEpoch: 0,
    maturityEpochs: 0,
    totalRau: 0n,
    pastTurnoutBps: 0,
    openedEpoch: 0,
    voteEndEpoch: 0,
    extendedEpochs: 0,
    confirmedEpoch: 0,
    timelockEndEpoch: 0,
    dueEpoch: 0,
    changedEpoch: 1,
    overdue: false,
    ...facts,
  })
  governance.tallies.set(1, NO_TALLY)
}

/** For each invariant a damage of the state that it must notice. */
const DAMAGES: Readonly<Record<string, (world: World) => void>> = {
  'supply is conserved': ({ accounts }) =>
    accounts.accounts.set(simAddress('holder 0'), { nonce: 0, balanceRau: 1n }),
  'the staking pool equals its buckets': ({ staking }) => {
    const bucket = staking.buckets.get(0)
    if (bucket !== undefined)
      staking.buckets.set(0, { ...bucket, amountRau: bucket.amountRau + 1n })
  },
  'the reward fund equals its books': ({ rewards }) => rewards.unclaimed.set(id, 1n),
  'votes equal a recount': ({ staking }) => staking.votes.set(id, 1n),
  'every bucket is owned and votes for someone': ({ delegates }) => delegates.delegates.delete(id),
  'self-stakes equal their buckets': ({ delegates }) => {
    const delegate = delegates.delegates.get(id)
    if (delegate !== undefined) {
      delegates.delegates.set(id, { ...delegate, selfStakeRau: delegate.selfStakeRau - 1n })
    }
  },
  'every epoch has its set': ({ election }) => election.sets.delete(1),
  'deposits are held and given back': ({ accounts }) =>
    accounts.accounts.set(GOVERNANCE_ADDRESS, { nonce: 0, balanceRau: 1n }),
  'live proposals are those that are not over': ({ governance }) =>
    governance.register.set(ONLY, { ...must(governance.register.get(ONLY), 'it'), live: [7] }),
  'power equals the buckets': ({ governance }) =>
    governance.powers.set(id, [{ epoch: 0, powerRau: 1n }]),
  'sums of power equal a recount': ({ governance }) =>
    governance.powers.set(simAddress('holder 9'), [{ epoch: 0, powerRau: 1n }]),
  'support equals a recount': (world) => {
    addProposal(world, { state: 'support' })
    world.governance.supports.set(groupKey(1, 0), {
      account: id,
      revision: 1,
      payloadRevision: 1,
      editorial: false,
    })
  },
  'running votes equal a recount': (world) => {
    addProposal(world, { state: 'voting' })
    const ballot = { voter: id, yesBps: 10_000, noBps: 0, ownRau: 0n, nonce: 0n }
    world.governance.ballots.set(groupKey(1, 0), ballot)
    world.governance.tallies.set(1, { ...NO_TALLY, ballots: 1 })
  },
  'no vote counts more than there is': (world) => {
    addProposal(world, { state: 'defeated', totalRau: 5n })
    world.governance.tallies.set(1, { ...NO_TALLY, yesRau: 5n, noRau: 1n })
  },
  'nothing is put into action before its timelock': (world) =>
    addProposal(world, { state: 'actioned', kind: 'policy', confirmedEpoch: 1, changedEpoch: 1 }),
  'treasury payments add up': (world) => {
    addProposal(world, { state: 'actioned', kind: 'treasury', confirmedEpoch: 1 })
    const payments = [{ to: id, perEpochRau: 5n, epochs: 2 }]
    world.governance.payloads.set(1, encodePayload({ kind: 'treasury', payments }))
    const stream = { proposal: 1, to: id, perEpochRau: 5n, epochsLeft: 1, owedRau: 0n }
    world.governance.streams.set(0, { ...stream, paidRau: 0n })
  },
  'paid and owed make up what was granted': ({ rewards }) =>
    rewards.settlements.set(1, {
      epoch: 1,
      height: 24,
      blockRau: 5n,
      epochRau: 5n,
      foundationRau: 0n,
      creditedRau: 5n,
      owedRau: 4n,
      debtsPaidRau: 0n,
      slashedRau: 0n,
    }),
}

test.each(INVARIANTS.filter((one) => one.name in DAMAGES))('fires: $name', ({ name, check }) => {
  const world = openWorld()
  expect(check(world)).toBeUndefined()
  DAMAGES[name]?.(world)
  expect(check(world)).toBeTypeOf('string')
})

test('fires: the ranking equals a sort', () => {
  const world = openWorld()
  const ranking = INVARIANTS.find((one) => one.name === 'the ranking equals a sort')
  expect(ranking?.check(world)).toBeUndefined()
  // The ranking is sorted whenever it is asked for, so no damage of the state puts it out of order.
  const row = (owner: number, countedRau: bigint) => {
    const delegate = world.delegates.delegates.get(simAddress(`owner ${owner}`))
    if (delegate === undefined) throw new RangeError(`no owner ${owner}`)
    return { delegate, countedRau }
  }
  expect(findRankingFault([row(2, 5n), row(1, 4n)], 'registration')).toBeUndefined()
  expect(findRankingFault([row(1, 4n), row(2, 5n)], 'registration')).toContain('should be above')
  expect(findRankingFault([row(2, 5n), row(1, 5n)], 'registration')).toContain('should be above')
  expect(findRankingFault([row(2, 5n), row(1, 5n)], 'iotex-2019')).toBeUndefined()
  // A delegate that the ranking leaves out is seen by the count.
  const { delegates } = world.delegates
  const hidden = { ...delegates, size: delegates.size + 1, each: delegates.each.bind(delegates) }
  const broken = { ...world, delegates: { ...world.delegates, delegates: hidden } }
  expect(ranking?.check(broken)).toContain('missing')
})

test('fires: rules equal a replay of their history', () => {
  const world = openWorld()
  const { check } = createHistoryInvariant(createSimGenesis())
  expect(check(world)).toBeUndefined()
  // A rule that nobody decided.
  world.params.changes.set(2, [{ name: 'producers', value: '2' }])
  expect(check(world)).toBe('rule producers of epoch 2: 2 is not 3')
  // An enactment that was not recorded.
  const other = openWorld()
  const changes = [{ name: 'producers', before: '3', after: '2' }]
  const enactment = { proposal: 1, epoch: 1, fromEpoch: 3, changes, sunsetEpoch: 0, over: false }
  other.governance.enactments.set(1, enactment)
  const totals = must(other.governance.powerTotals.get(ONLY), 'the sums of power')
  other.governance.powerTotals.set(ONLY, { ...totals, epoch: 1 })
  expect(check(other)).toBe('rule producers of epoch 3: 6 is not 2')
})

test('every invariant has a test in which it fires', () => {
  const names = INVARIANTS.map((one) => one.name).filter(
    (name) => name !== 'the ranking equals a sort',
  )
  expect(Object.keys(DAMAGES).toSorted()).toEqual(names.toSorted())
  expect(openWorld().rewards.fund.get(ONLY)?.availableRau).toBeGreaterThan(0n)
})
