import { describe, expect, test } from 'vitest'
import type { Address } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import type { Rules } from '#params/rule-table.ts'
import { settleAgain } from '#protocol/impact/settle-again.ts'
import type { ScriptRunner } from '#protocol/script-runner.ts'
import { putWeights } from '#protocol/staking/votes.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { addressOf, type TestNetwork } from '#protocol/test-network.fixture.ts'
import type { EpochSums } from './impact-records.ts'
import {
  IMPACT_DELEGATES,
  impactOf,
  listGranted,
  liveOn,
  policyOf,
  startImpactNetwork,
  sumOf,
} from './impact.fixture.ts'

const EPOCHS = 8

/** What a network granted in an epoch, to one delegate or to all, as the impact gives it. */
function grantedIn(network: TestNetwork, epoch: number, delegate?: Address) {
  const rows = listGranted(network).filter(
    (row) => row.epoch === epoch && (delegate === undefined || row.delegate === delegate),
  )
  const ofKind = (kind: number): bigint => sumOf(rows.filter((row) => row.kind === kind))
  const sums = { blockRau: ofKind(0), epochRau: ofKind(1), foundationRau: ofKind(2) }
  return delegate === undefined ? { ...sums, communityRau: ofKind(3) } : sums
}

function withoutSlashes({ blockRau, epochRau, foundationRau, communityRau }: EpochSums) {
  return { blockRau, epochRau, foundationRau, communityRau }
}

/** Shares the reward evenly, and keeps one Rau for each delegate on top. */
const evenly: ScriptRunner = (_source, entry, input) => {
  const { rewardRau, candidates } = JSON.parse(input) as {
    readonly rewardRau: string
    readonly candidates?: readonly unknown[]
  }
  if (entry === 'communityShare')
    return { ok: true, output: `"${BigInt(rewardRau) / 7n}"`, ticks: 1 }
  const share = BigInt(rewardRau) / BigInt(candidates?.length ?? 1)
  return { ok: true, output: JSON.stringify(candidates?.map(() => `${share - 1n}`)), ticks: 1 }
}

/** A thousandth more for each day. */
const BY_DAYS = [0, 1, 2].map(() =>
  Array.from({ length: 1_051 }, (_, days) => 1_000_000n + 1_000n * BigInt(days)),
)
const weighDays: ScriptRunner = () => ({
  ok: true,
  output: `[${BY_DAYS.map((row) => `[${row.join(',')}]`).join(',')}]`,
  ticks: 1,
})

/** `before` lived as things were, `after` had the change from its first block on: the impact on the one must be what the other did. */
async function expectTold(
  before: TestNetwork,
  after: TestNetwork,
  payload: Parameters<typeof impactOf>[1]['payload'],
): Promise<void> {
  liveOn(before, EPOCHS)
  liveOn(after, EPOCHS)
  const all = await impactOf(before, { payload })
  expect(all.gaps).toEqual([])
  expect(all.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  for (const one of all.epochs) {
    expect(withoutSlashes(one.before)).toEqual(grantedIn(before, one.epoch))
    expect(withoutSlashes(one.after)).toEqual(grantedIn(after, one.epoch))
  }
  const sum = (network: TestNetwork) => sumOf(listGranted(network))
  const total = ({ blockRau, epochRau, foundationRau, communityRau }: EpochSums) =>
    blockRau + epochRau + foundationRau + communityRau
  expect(total(all.sum.before)).toBe(sum(before))
  expect(total(all.sum.after)).toBe(sum(after))
  expect(sum(after)).not.toBe(0n)
  for (const name of IMPACT_DELEGATES) {
    const delegate = before.id(name)
    const own = await impactOf(before, { payload, delegate })
    for (const one of own.epochs) {
      expect(one.delegate?.before).toEqual(grantedIn(before, one.epoch, delegate))
      expect(one.delegate?.after).toEqual(grantedIn(after, one.epoch, delegate))
    }
    expect(own.delegates).toHaveLength(1)
    expect(all.delegates.find((one) => one.delegate === delegate) ?? own.delegates[0]).toEqual(
      own.delegates[0],
    )
  }
}

describe('the figures are those of a network that had the rules from the start', () => {
  const rows: readonly (readonly [string, wished: Partial<Rules>, first: Partial<Rules>])[] = [
    ['half the epoch reward', { epochRewardRau: coins(9_000) }, {}],
    ['another block reward', { blockRewardRau: coins(3) }, {}],
    ['fewer delegates share', { epochRewardDelegates: 2 }, {}],
    ['no bonus any more', { foundationBonusRau: 0n }, {}],
    ['a bonus for more', { foundationBonusDelegates: 4 }, {}],
    ['a bonus that ends', { foundationBonusLastEpoch: 3 }, {}],
    ['nothing is withheld', { withholdUnproductive: false }, {}],
    ['a higher threshold', { productivityThresholdPercent: 100 }, {}],
    ['a community fund', { communitySharePermille: 125 }, {}],
    [
      'several at once',
      { blockRewardRau: 0n, epochRewardRau: coins(77), communitySharePermille: 1_000 },
      { communitySharePermille: 3 },
    ],
    ['a fund that is dry', { epochRewardRau: coins(900_000) }, {}],
  ]
  test.each(rows)('%s', async (_, wished, first) => {
    const before = startImpactNetwork(first)
    const payload = policyOf(before.machine.genesis.rules, wished)
    await expectTold(before, startImpactNetwork({ ...first, ...wished }), payload)
  })

  test.each(['epoch-reward', 'community-share'])('a script for %s', async (slot) => {
    const before = startImpactNetwork({}, evenly)
    const after = startImpactNetwork({}, evenly)
    const source = 'the runner of this test knows what it does'
    after.machine.world.governance.scripts.set(slot, [{ proposal: 1, fromEpoch: 1, source }])
    await expectTold(before, after, { kind: 'script', slot, source })
  })
})

test('rules that differ make a difference', async () => {
  const network = startImpactNetwork()
  liveOn(network, 3)
  const payload = policyOf(network.machine.genesis.rules, { withholdUnproductive: false })
  const { sum, epochs } = await impactOf(network, { payload })
  expect(sum.after.epochRau).toBeGreaterThan(sum.before.epochRau)
  expect(epochs.some(({ unproductive }) => unproductive.before > 0)).toBe(true)
})

test('the last 30 epochs can be told at every height, and no more is kept than that takes', async () => {
  const network = startImpactNetwork()
  const payload = policyOf(network.machine.genesis.rules, { epochRewardRau: 1n })
  liveOn(network, 33)
  for (let place = 0; place < 12; place++) {
    const { gaps, epochs } = await impactOf(network, { payload })
    expect(gaps).toEqual([])
    expect(epochs.map(({ epoch }) => epoch).at(0)).toBe(4)
    expect(epochs).toHaveLength(30)
    expect(network.machine.world.election.rankings.size).toBeLessThanOrEqual(32)
    if (place < 11) network.block()
  }
})

describe('the set', () => {
  const rows: readonly (readonly [string, Partial<Rules>])[] = [
    ['fewer are elected', { consensusDelegates: 3 }],
    ['fewer produce', { producers: 2 }],
    ['a score that one does not reach', { scoreThresholdRau: coins(3_000) }],
    ['a self-stake that one does not have', { minActiveStakeRau: coins(2_500) }],
    ['votes that do not count on probation', { probationIntensityPercent: 100 }],
    [
      'a threshold that more are below',
      { productivityThresholdPercent: 100, probationIntensityPercent: 99 },
    ],
    ['a longer window', { probationWindowEpochs: 50, probationIntensityPercent: 99 }],
  ]
  test.each(rows)(
    '%s: as it would be elected where the rules always were so',
    async (_, wished) => {
      const before = startImpactNetwork({ probationWindowEpochs: 1 })
      const payload = policyOf(before.machine.genesis.rules, wished)
      // Probation counts in later epochs, so sets and blocks would come apart: both live one epoch and a bit.
      const after = startImpactNetwork({ probationWindowEpochs: 1, ...wished })
      for (const network of [before, after]) {
        for (let height = 1; height <= 14; height++) {
          network.block(height === 6 ? { round: 1 } : {})
        }
      }
      const [told, lived] = [
        await impactOf(before, { payload }),
        await impactOf(after, {
          payload: policyOf(after.machine.genesis.rules, { tieRule: 'iotex-2019' }),
        }),
      ]
      expect(told.set?.epoch).toBe(3)
      expect(told.set?.after).toEqual(lived.set?.before)
      expect(told.set?.before).not.toEqual(told.set?.after)
    },
  )

  test('other weights of votes: as it would be elected where they are in force', async () => {
    const payload = { kind: 'script', slot: 'vote-weight', source: 'any' } as const
    const [before, after] = [startImpactNetwork({}, weighDays), startImpactNetwork({}, weighDays)]
    for (const network of [before, after]) liveOn(network, 4)
    putWeights(after.machine.world, { proposal: 1, fromEpoch: 1, table: BY_DAYS })
    const told = await impactOf(before, { payload, account: addressOf('uma') })
    const back = await impactOf(after, { payload: { ...payload, source: '' } })
    expect(told.set?.after).toEqual(back.set?.before)
    expect(told.set?.before).toEqual(back.set?.after)
    expect(told.set?.before.map(({ votesRau }) => votesRau)).not.toEqual(
      told.set?.after.map(({ votesRau }) => votesRau),
    )
    expect(told.epochs).toEqual([])
    expect(told.noFigures.map(({ change }) => change)).toEqual(['rewards'])
    expect(told.notes).toContain(
      'The election is held now: with the votes and the randomness of the last block.',
    )
    expect(before.machine.world.staking.weights.size).toBe(0)
  })

  test('no figure where a script gives no weights', async () => {
    const network = startImpactNetwork({}, () => ({ ok: false, failure: 'threw', ticks: 1 }))
    liveOn(network, 2)
    const payload = { kind: 'script', slot: 'vote-weight', source: 'no' } as const
    const { set, noFigures } = await impactOf(network, { payload })
    expect(set).toBeUndefined()
    expect(noFigures.at(-1)).toEqual({
      change: 'set',
      reason: 'the script gives no weights that can be used (threw)',
    })
  })

  test('no figure where the rules do not go together', async () => {
    const network = startImpactNetwork()
    liveOn(network, 2)
    const payload = policyOf(network.machine.genesis.rules, { consensusDelegates: 2 })
    const { set, noFigures } = await impactOf(network, { payload })
    expect(set).toBeUndefined()
    expect(noFigures).toEqual([
      {
        change: 'set',
        reason: expect.stringContaining('producers (3) must not be more') as string,
      },
    ])
  })
})

describe('a voter', () => {
  test('all voters together have what their delegates have', async () => {
    const network = startImpactNetwork()
    liveOn(network, 5)
    const payload = policyOf(network.machine.genesis.rules, { epochRewardRau: coins(1_001) })
    const { delegates } = await impactOf(network, { payload })
    const owners = [...IMPACT_DELEGATES, 'uma', 'vera', 'emil'].map(addressOf)
    const impacts = await Promise.all(
      owners.map((account) => impactOf(network, { payload, account })),
    )
    const parts = impacts.flatMap(({ voter }) => voter?.delegates ?? [])
    expect(impacts.at(-1)?.voter?.delegates).toEqual([])
    for (const one of delegates) {
      const own = parts.filter(({ delegate }) => delegate === one.delegate)
      expect(own.length).toBeGreaterThan(1)
      expect(own.reduce((sum, { votesRau }) => sum + votesRau, 0n)).toBe(own[0]?.ofRau)
      for (const when of ['before', 'after'] as const) {
        for (const kind of ['blockRau', 'epochRau', 'foundationRau'] as const) {
          const sumRau = own.reduce((sum, part) => sum + part[when][kind], 0n)
          const lostRau = one[when][kind] - sumRau
          expect(lostRau).toBeGreaterThanOrEqual(0n)
          expect(lostRau).toBeLessThan(BigInt(own.length))
        }
      }
    }
  })

  test('commissions leave a part, and are said to be promises', async () => {
    const network = startImpactNetwork()
    liveOn(network, 2)
    const { world, genesis } = network.machine
    const erin = network.id('erin')
    network.call('uma', STAKING_ADDRESS, 'createStake(string,uint256,uint32,bool,uint8[])', [
      'alice',
      coins(5_003),
      0,
      false,
      [],
    ])
    const alice = network.id('alice')
    world.delegates.profiles.set(alice, {
      version: 1,
      height: 1,
      displayName: '',
      group: '',
      website: '',
      region: '',
      logoHash: new Uint8Array(0),
      textHash: new Uint8Array(0),
      links: [],
      blockCommissionBps: 10_000,
      epochCommissionBps: 2_500,
      bonusCommissionBps: 0,
    })
    const payload = policyOf(genesis.rules, { epochRewardRau: coins(4_000) })
    const { voter, delegates, notes } = await impactOf(network, {
      payload,
      account: addressOf('uma'),
    })
    const part = voter?.delegates.find(({ delegate }) => delegate === alice)
    const whole = delegates.find(({ delegate }) => delegate === alice)
    if (part === undefined || whole === undefined) throw new Error('uma votes for alice')
    expect(part.after.epochRau).toBe((whole.after.epochRau * part.votesRau) / part.ofRau)
    expect(part.promised).toEqual({
      before: (part.before.epochRau * 3n) / 4n + part.before.foundationRau,
      after: (part.after.epochRau * 3n) / 4n + part.after.foundationRau,
    })
    expect(part.promised?.after).toBeLessThan(part.promised?.before ?? 0n)
    expect(voter?.delegates.some(({ delegate }) => delegate === erin)).toBe(false)
    expect(voter?.delegates.filter(({ commissions }) => commissions === undefined)).not.toEqual([])
    expect(notes.join(' ')).toContain('promises, which the chain does not enforce')
  })
})

describe('payments', () => {
  test('are paid as far as the community fund reaches', async () => {
    const network = startImpactNetwork({ communitySharePermille: 100 })
    liveOn(network, 3)
    const shareRau = coins(1_875)
    const payments = [
      { to: addressOf('emil'), perEpochRau: coins(6_000), epochs: 2 },
      { to: addressOf('vera'), perEpochRau: coins(1), epochs: 9 },
    ]
    const { treasury, voter } = await impactOf(network, {
      payload: { kind: 'treasury', payments },
      account: addressOf('emil'),
      epochs: 3,
    })
    expect(treasury?.map(({ inflowRau }) => inflowRau)).toEqual([shareRau, shareRau, shareRau])
    // Three shares are there and a fourth comes in before the first payment.
    expect(
      treasury?.map(({ dueRau, paidRau, owedRau, fundRau }) => [dueRau, paidRau, owedRau, fundRau]),
    ).toEqual([
      [coins(6_001), coins(6_001), 0n, coins(1_499)],
      [coins(6_001), coins(3_374), coins(2_627), 0n],
      [coins(1), coins(1_875), coins(753), 0n],
    ])
    expect(voter).toBeUndefined()
  })
})

describe('what cannot be told is said', () => {
  test('rules without a figure are named with the reason', async () => {
    const network = startImpactNetwork()
    liveOn(network, 2)
    const payload = policyOf(network.machine.genesis.rules, {
      blockIntervalMs: 500,
      epochRewardRau: 1n,
      metaVotingEpochs: 9,
    })
    const impact = await impactOf(network, { payload })
    expect(impact.noFigures.map(({ change }) => change)).toEqual([
      'blockIntervalMs',
      'metaVotingEpochs',
    ])
    expect(impact.epochs).toHaveLength(2)
    expect(impact.set).toBeUndefined()
  })

  test('nothing is run for a change that has no figure at all', async () => {
    const network = startImpactNetwork()
    liveOn(network, 2)
    const hash = new Uint8Array(32)
    const payloads = [
      policyOf(network.machine.genesis.rules, { gasPriceRau: 7n }),
      { kind: 'directive', assignee: addressOf('emil'), dueEpochs: 3 },
      { kind: 'cancel', proposal: 9n },
      {
        kind: 'upgrade',
        name: 'Two',
        version: 7,
        bundleRoot: hash,
        bundleBytes: 5n,
        sourceHash: hash,
        recipeHash: hash,
        artifacts: [{ platform: 'linux-x64', sha256: hash, bytes: 5n }],
        activationEpochs: 2,
      },
    ] as const
    for (const payload of payloads) {
      const impact = await impactOf(network, { payload, account: addressOf('uma') })
      expect(impact.noFigures).toHaveLength(1)
      expect(impact).toMatchObject({ epochs: [], delegates: [], set: undefined, voter: undefined })
    }
  })

  test('epochs whose ranking is not kept, or whose run gives something else', async () => {
    const network = startImpactNetwork()
    liveOn(network, 4)
    const { world, genesis } = network.machine
    world.election.rankings.delete(2)
    const settlement = world.rewards.settlements.get(3)
    if (settlement === undefined) throw new Error('epoch 3 is settled')
    world.rewards.settlements.set(3, { ...settlement, epochRau: 1n })
    const payload = policyOf(genesis.rules, { epochRewardRau: 1n })
    const { gaps, epochs } = await impactOf(network, { payload })
    expect(gaps.map(({ epoch, gap }) => [epoch, gap])).toEqual([
      [2, 'ranking'],
      [3, 'differs'],
    ])
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 4])
  })

  test('epochs whose own rules do not go with the change', async () => {
    const network = startImpactNetwork()
    liveOn(network, 2)
    const payload = policyOf(network.machine.genesis.rules, { producers: 9, blockRewardRau: 1n })
    const { gaps } = await impactOf(network, { payload })
    expect(gaps.map(({ gap }) => gap)).toEqual(['rules', 'rules'])
    expect(gaps[0]?.reason).toContain('producers (9)')
  })

  test('a chain without a settled epoch', async () => {
    const network = startImpactNetwork()
    network.block()
    const payload = policyOf(network.machine.genesis.rules, { epochRewardRau: 1n })
    const { notes, epochs } = await impactOf(network, { payload })
    expect(epochs).toEqual([])
    expect(notes).toContain('No epoch is settled yet.')
  })

  test('a script that gives no usable answer', async () => {
    const network = startImpactNetwork({}, () => ({ ok: false, failure: 'threw', ticks: 1 }))
    liveOn(network, 2)
    const payload = { kind: 'script', slot: 'epoch-reward', source: 'no' } as const
    const { notes, sum } = await impactOf(network, { payload })
    expect(notes.join(' ')).toContain('the built-in formula took over')
    expect(sum.after).toEqual(sum.before)
  })

  test('a payload that no proposal could carry is refused', async () => {
    const network = startImpactNetwork()
    liveOn(network, 1)
    const set = { name: 'producers', expected: '3', value: 'many' }
    const bad = { kind: 'policy', sets: [set], sunsetEpochs: 0 } as const
    await expect(impactOf(network, { payload: bad })).rejects.toThrow(/not one of the rule’s/)
    const unknown = { ...bad, sets: [{ ...set, name: 'luck' }] }
    await expect(impactOf(network, { payload: unknown })).rejects.toThrow(/no rule of this name/)
    const stale = { ...bad, sets: [{ ...set, expected: '2', value: '1' }] }
    await expect(impactOf(network, { payload: stale })).resolves.toMatchObject({ kind: 'policy' })
  })
})

describe('nothing leaks', () => {
  test('blocks behind impacts of all kinds are those of a network that nobody asked', async () => {
    const asked = startImpactNetwork({ communitySharePermille: 50 }, evenly)
    const left = startImpactNetwork({ communitySharePermille: 50 }, evenly)
    const { rules } = asked.machine.genesis
    const payloads = [
      policyOf(rules, { slashUnproductive: true, productivityThresholdPercent: 100, producers: 2 }),
      { kind: 'script', slot: 'epoch-reward', source: 'any' },
      { kind: 'treasury', payments: [{ to: addressOf('new'), perEpochRau: 5n, epochs: 3 }] },
    ] as const
    for (let round = 0; round < 5; round++) {
      liveOn(asked, 1)
      liveOn(left, 1)
      const versions = asked.machine.world.params.changes.size
      for (const payload of payloads) {
        await impactOf(asked, { payload, account: addressOf('uma') })
      }
      expect(asked.machine.world.params.changes.size).toBe(versions)
      for (const network of [asked, left]) for (let n = 0; n < 7; n++) network.block()
      expect(asked.blocks.at(-1)?.roots).toEqual(left.blocks.at(-1)?.roots)
    }
  })

  test('also when a run is broken off in the middle', () => {
    const stop = new Error('stop')
    const broken = startImpactNetwork({}, () => {
      throw stop
    })
    const left = startImpactNetwork()
    liveOn(broken, 2)
    liveOn(left, 2)
    const change = { kind: 'script', slot: 'epoch-reward', source: 'any' } as const
    const { machine } = broken
    expect(() => machine.tryOut((context) => settleAgain(context, 2, change))).toThrow(stop)
    expect(() =>
      machine.tryOut((context) => {
        settleAgain(context, 2)
        throw stop
      }),
    ).toThrow(stop)
    expect(machine.world.governance.scripts.size).toBe(0)
    liveOn(broken, 2)
    liveOn(left, 2)
    expect(broken.blocks.map(({ roots }) => roots)).toEqual(left.blocks.map(({ roots }) => roots))
  })
})
