import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { addressOf } from '#protocol/test-network.fixture.ts'
import {
  createGovernanceNetwork,
  type GovernanceNetwork,
  setRule,
} from '#protocol/governance/governance.fixture.ts'
import type { Payload } from '#protocol/governance/payload.ts'
import type { GovernanceQueries, Step } from '../governance-records.ts'
import { findMisfit } from '../json-schema.fixture.ts'
import { reference } from '../schemas.ts'
import {
  viewBallot,
  viewProposal,
  viewProposalSummary,
  viewSoftware,
  viewSupport,
  viewTreasury,
} from '../views/governance-view.ts'
import { createGovernanceQueries } from './governance-queries.ts'

const PAGE = { offset: 0, limit: 100 }
const HALF_REWARD = setRule('epochRewardRau', `${coins(18_750)}`, `${coins(9_000)}`)

function createSetting(rules = {}) {
  const network = createGovernanceNetwork({
    policySupportQuorumBps: 200,
    policyTurnoutQuorumBps: 1_000,
    ...rules,
  })
  return { network, queries: createGovernanceQueries(network.machine.world) }
}

function vote(network: GovernanceNetwork, id: number): void {
  expect(network.vote('alice', id, 10_000, 0).status).toBe(1)
  expect(network.vote('carol', id, 2_500, 5_000).status).toBe(1)
}

/** Everything there is as the methods answer it. */
function expectShapes(queries: GovernanceQueries): void {
  for (const { proposal } of queries.proposals({}, PAGE).items) {
    const { id } = proposal
    const record = queries.proposal(id)
    if (record === undefined) throw new Error('a listed proposal is there')
    expect(findMisfit(viewProposal(record), reference('Proposal'))).toBeUndefined()
    expect(findMisfit(viewProposalSummary(record), reference('ProposalSummary'))).toBeUndefined()
    for (const one of queries.proposalBallots(id, PAGE)?.items ?? []) {
      expect(findMisfit(viewBallot(one), reference('ProposalBallot'))).toBeUndefined()
    }
    for (const one of queries.proposalSupports(id, PAGE)?.items ?? []) {
      expect(findMisfit(viewSupport(one), reference('ProposalSupport'))).toBeUndefined()
    }
  }
  const software = viewSoftware(queries.softwareVersion())
  expect(findMisfit(software, reference('SoftwareVersion'))).toBeUndefined()
  expect(findMisfit(viewTreasury(queries.treasury(PAGE), 0), reference('Treasury'))).toBeUndefined()
}

function stepsOf(steps: readonly Step[]): Readonly<Record<string, number | undefined>> {
  return Object.fromEntries(steps.map((one) => [one.step, one.epoch]))
}

describe('a policy on its way', () => {
  test('says at every boundary when its steps come, and is right from the first one on', () => {
    const { network, queries } = createSetting()
    const id = network.propose('dora', HALF_REWARD)
    const expected: string[] = []
    const told: Readonly<Record<string, number | undefined>>[] = []
    const look = (): void => {
      const record = queries.proposal(id)
      if (record === undefined) throw new Error('there is the proposal')
      expectShapes(queries)
      if (expected.at(-1) !== record.next?.step) expected.push(record.next?.step ?? 'over')
      told.push(stepsOf(record.steps))
    }
    look()
    while (network.proposal(id).state !== 'support') network.endEpoch()
    look()
    network.support('alice', id)
    while (network.proposal(id).state !== 'voting') {
      network.endEpoch()
      look()
    }
    vote(network, id)
    while (network.proposal(id).state !== 'actioned') {
      network.endEpoch()
      look()
    }
    expect(expected).toEqual([
      'checks',
      'qualification',
      'vote-opens',
      'vote-ends',
      'verdict',
      'timelock-ends',
      // What is done is not in force yet: the delegates of the next epoch are elected already.
      'effect',
    ])
    const last = told.at(-1)
    for (const steps of told) expect(steps).toEqual(last)
  })

  test('sums up support and vote', () => {
    const { network, queries } = createSetting()
    const id = network.propose('dora', HALF_REWARD)
    network.until(id, 'support')
    expect(queries.proposal(id)?.support).toEqual({
      supportRau: 0n,
      supporters: 0,
      totalRau: coins(6_000),
      quorumBps: 200,
      neededRau: coins(120),
      neededSupporters: 1,
    })
    expect(queries.proposal(id)?.vote).toBeUndefined()
    network.support('alice', id)
    network.support('bob', id, true)
    expect(queries.proposal(id)?.support).toMatchObject({ supportRau: coins(5_000), supporters: 2 })
    expect(queries.proposalSupports(id, PAGE)?.items).toEqual([
      {
        support: { account: addressOf('alice'), revision: 1, payloadRevision: 1, editorial: false },
        counts: true,
        powerRau: coins(3_000),
      },
      {
        support: { account: addressOf('bob'), revision: 1, payloadRevision: 1, editorial: true },
        counts: true,
        powerRau: coins(2_000),
      },
    ])
    expect(network.govern('alice', 'unsupport(uint64)', [id]).status).toBe(1)
    expect(queries.proposalSupports(id, { offset: 0, limit: 1 })).toMatchObject({
      total: 1,
      items: [{ support: { account: addressOf('bob') } }],
    })
    network.until(id, 'voting')
    expect(queries.proposal(id)?.vote).toMatchObject({ passes: false, reason: 'no-quorum' })
    vote(network, id)
    expect(queries.proposal(id)?.vote).toMatchObject({
      yesRau: coins(3_250),
      noRau: coins(500),
      abstainRau: coins(250),
      ballots: 2,
      totalRau: coins(6_000),
      quorumBps: 1_000,
      approvalBps: 5_000,
      passes: true,
      reason: 'majority',
    })
    expect(queries.proposalBallots(id, { offset: 1, limit: 5 })).toMatchObject({
      total: 2,
      items: [
        {
          ballot: { voter: addressOf('carol'), yesBps: 2_500, ownRau: coins(1_000) },
          delegatedRau: 0n,
        },
      ],
    })
  })

  test('carries what it did', () => {
    const { network, queries } = createSetting()
    const id = network.propose('dora', HALF_REWARD)
    network.open(id)
    vote(network, id)
    network.until(id, 'actioned')
    expect(queries.proposal(id)).toMatchObject({
      live: false,
      payload: HALF_REWARD,
      enactment: { changes: [{ name: 'epochRewardRau' }], sunsetEpoch: 0, over: false },
      obstacle: undefined,
      directive: undefined,
    })
    expect(queries.proposalSupports(id, PAGE)?.items[0]?.powerRau).toBeUndefined()
  })

  test('says what stands in its way', () => {
    const { network, queries } = createSetting()
    const id = network.propose('dora', HALF_REWARD)
    expect(queries.proposal(id)?.obstacle).toBeUndefined()
    const { world } = network.machine
    world.params.changes.set(2, [{ name: 'epochRewardRau', value: `${coins(1)}` }])
    expect(queries.proposal(id)?.obstacle?.error).toBe('StaleRule(string,string,string)')
  })
})

test('one that lapses shows how far it came', () => {
  const { network, queries } = createSetting({ policySupportWindowEpochs: 2 })
  const id = network.propose('dora', HALF_REWARD)
  network.until(id, 'support')
  expect(queries.proposal(id)?.next).toEqual({
    step: 'qualification',
    epoch: 2,
    latestEpoch: 3,
    done: false,
  })
  network.until(id, 'lapsed')
  expect(stepsOf(queries.proposal(id)?.steps ?? [])).toEqual({ submitted: 1, checks: 1, end: 3 })
})

describe('a list', () => {
  test('is newest first, by state, class and proposer', () => {
    const { network, queries } = createSetting()
    const directive: Payload = { kind: 'directive', assignee: addressOf('emil'), dueEpochs: 2 }
    network.propose('dora', HALF_REWARD)
    network.propose('emil', directive)
    network.propose('emil', setRule('maxVotingSlots', '5', '6'))
    network.govern('dora', 'withdraw(uint64)', [1])
    const ids = (filter: Parameters<typeof queries.proposals>[0], page = PAGE) =>
      queries.proposals(filter, page).items.map(({ proposal }) => proposal.id)
    expect(ids({})).toEqual([3, 2, 1])
    expect(ids({}, { offset: 1, limit: 1 })).toEqual([2])
    expect(ids({ live: true })).toEqual([3, 2])
    expect(ids({ states: ['withdrawn', 'voting'] })).toEqual([1])
    expect(ids({ class: 'meta' })).toEqual([3])
    expect(ids({ proposer: addressOf('emil'), class: 'directive' })).toEqual([2])
    expect(queries.proposals({}, { offset: 9, limit: 1 })).toEqual({ total: 3, items: [] })
  })

  test('of a proposal that is not there is none', () => {
    const { queries } = createSetting()
    for (const id of [0, 1, 2 ** 40]) {
      expect(queries.proposal(id)).toBeUndefined()
      expect(queries.proposalBallots(id, PAGE)).toBeUndefined()
      expect(queries.proposalSupports(id, PAGE)).toBeUndefined()
    }
  })
})

test('a directive shows whom it asks, how far it is, and that it is late', () => {
  const { network, queries } = createSetting()
  const id = network.propose('dora', {
    kind: 'directive',
    assignee: addressOf('emil'),
    dueEpochs: 2,
  })
  network.open(id)
  vote(network, id)
  network.until(id, 'assigned')
  const due = network.proposal(id).dueEpoch
  expect(queries.proposal(id)).toMatchObject({
    next: { step: 'due', epoch: due },
    directive: { assignee: addressOf('emil'), progress: undefined },
  })
  const evidence = new Uint8Array(32).fill(5)
  const report = (percent: number) =>
    network.govern('emil', 'reportProgress(uint64,uint8,bytes32,string)', [
      id,
      percent,
      evidence,
      'So far.',
    ])
  expect(report(40).status).toBe(1)
  network.endEpoch(3)
  expect(queries.proposal(id)).toMatchObject({
    proposal: { overdue: true },
    directive: { progress: { percent: 40, evidenceHash: evidence } },
  })
  expectShapes(queries)
  expect(report(100).status).toBe(1)
  expect(queries.proposal(id)?.next).toMatchObject({ step: 'review', epoch: undefined })
  const review = network.govern('dora', 'reviewDirective(uint64,bool,string)', [id, true, 'Good.'])
  expect(review.status).toBe(1)
  expect(queries.proposal(id)).toMatchObject({ live: false, next: undefined })
})

test('an upgrade shows who attested and who is ready', () => {
  const { network, queries } = createSetting()
  const hash = new Uint8Array(32).fill(7)
  const id = network.propose('dora', {
    kind: 'upgrade',
    name: 'Two',
    version: 2,
    bundleRoot: hash,
    bundleBytes: 5n,
    sourceHash: hash,
    recipeHash: hash,
    artifacts: [{ platform: 'linux-x64', sha256: hash, bytes: 5n }],
    activationEpochs: 2,
  })
  const alice = { id: network.id('alice'), name: 'alice' }
  const attest = 'attest(uint64,bytes32,bool,bytes32)'
  expect(network.govern('alice', attest, [id, network.proposal(id).root, true, hash]).status).toBe(
    1,
  )
  expect(queries.proposal(id)?.attestations).toEqual({ green: [alice], red: [], needed: 1 })
  network.open(id)
  vote(network, id)
  network.until(id, 'signalling')
  for (const name of ['alice', 'bob', 'carol']) {
    expect(network.govern(name, 'signalReady(uint64)', [id]).status).toBe(1)
  }
  expect(queries.proposal(id)).toMatchObject({
    next: { step: 'readiness' },
    readiness: { ready: [alice, { name: 'bob' }, { name: 'carol' }], seated: 3, seats: 3 },
  })
  network.until(id, 'locked-in')
  expectShapes(queries)
  const fromEpoch = network.proposal(id).dueEpoch
  const next = { version: 2, proposal: id, bundleRoot: hash, fromEpoch, name: 'Two' }
  expect(queries.softwareVersion()).toMatchObject({ current: { version: 1 }, next })
  network.until(id, 'actioned')
  expect(queries.softwareVersion()).toMatchObject({
    current: { version: 2, fromEpoch },
    next: undefined,
  })
})

test('power is now and aged, and to whom it is delegated', () => {
  const { network, queries } = createSetting({ excludedAccounts: addressOf('bob') })
  network.endEpoch()
  network.govern('alice', 'delegatePower(uint8,address)', [1, addressOf('emil')])
  const power = queries.governancePower(addressOf('alice'))
  expect(power).toMatchObject({ powerRau: coins(3_000), excluded: false })
  expect(power.classes.map(({ class: kind, delegate }) => [kind, delegate])).toEqual([
    ['directive', undefined],
    ['policy', addressOf('emil')],
    ['technical', undefined],
    ['meta', undefined],
  ])
  expect(power.classes[1]).toMatchObject({ agedRau: coins(3_000), totalRau: coins(4_000) })
  expect(queries.governancePower(addressOf('bob'))).toMatchObject({
    powerRau: coins(2_000),
    excluded: true,
    classes: [{ agedRau: 0n }, {}, {}, {}],
  })
})

test('the community fund says what it holds and what it pays', () => {
  const { network, queries } = createSetting({ communitySharePermille: 100 })
  const payment = { to: addressOf('emil'), perEpochRau: coins(5), epochs: 3 }
  const id = network.propose('dora', { kind: 'treasury', payments: [payment] })
  network.open(id)
  vote(network, id)
  network.until(id, 'actioned')
  expectShapes(queries)
  const treasury = queries.treasury(PAGE)
  expect(treasury.sharePermille).toBe(100)
  expect(treasury.balanceRau).toBeGreaterThan(0n)
  expect(treasury.streams).toMatchObject({
    total: 1,
    items: [{ stream: 0, record: { proposal: id, to: addressOf('emil'), epochsLeft: 2 } }],
  })
})
