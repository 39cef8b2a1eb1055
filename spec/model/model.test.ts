import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { PRESETS } from '#params/presets.ts'
import { drawBoule } from '#formulas/draw-boule.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import { expectExecuted, readVectors } from '../vector-files.ts'
import { createModel, type Model, type ModelGenesis } from './model.ts'
import type { ModelAction, ModelRules } from './types.ts'
import { formulaVotes, multiplyLikeBigFloat } from './weight.ts'

const address = (index: number) => `0x${index.toString(16).padStart(40, '0')}`
const NO_FEES: ModelRules = { ...PRESETS.mainnet, gasPriceRau: 0n, minStakeRau: 1n }
const MIX = new Uint8Array(32).fill(9)

/** Delegates with a self-stake without duration, so that votes are the amounts. */
function createNetwork(
  rules: ModelRules,
  votes: readonly bigint[],
  more: Partial<ModelGenesis> = {},
): Model {
  return createModel(rules, {
    timeSeconds: 0,
    rewardFundRau: 0n,
    balances: [],
    candidates: votes.map((_, index) => ({
      name: `delegate${index + 1}`,
      owner: address(index + 1),
      operator: address(index + 1001),
      reward: address(index + 2001),
      consensusKey: `key ${index}`,
      selfStakeBucket: index,
    })),
    buckets: votes.map((amountRau, index) => ({
      candidate: `delegate${index + 1}`,
      owner: address(index + 1),
      amountRau,
      days: 0,
      autoStake: false,
    })),
    ...more,
  })
}

const idle = { produced: 0, missed: 0, signed: 0, absent: 0, faults: 0 }
const unclaimedOf = (model: Model, account: string) =>
  new Map(model.snapshot().unclaimed).get(account) ?? 0n

describe('votes', () => {
  test('equal those of the chain for every duration and a range of amounts', () => {
    let executed = 0
    const amounts = [1n, 99n, coins(10), coins(12_345_678) + 1n, 3n ** 60n, 2n ** 130n - 1n]
    for (let days = 0; days <= 1050; days++) {
      for (const [autoStake, selfStake] of [
        [false, false],
        [true, false],
        [true, true],
      ] as const) {
        for (const amountRau of amounts) {
          const bucket = {
            index: 0,
            candidate: '',
            owner: '',
            createdSeconds: 0,
            stakedSeconds: 0,
            unstakedSeconds: 0,
            amountRau,
            days,
            autoStake,
          }
          const expected = computeVotes({ amountRau, durationDays: days, autoStake, selfStake })
          if (formulaVotes(bucket, selfStake) !== expected) {
            expect.fail(`${amountRau} Rau, ${days} days, auto ${autoStake}, self ${selfStake}`)
          }
          executed++
        }
      }
    }
    expectExecuted('(model against chain: votes)', executed, 1051 * 3 * 6)
  })

  test.each([
    [10n ** 24n, 0.1, 10n ** 23n + 5_551_115n],
    [39n, 0.5, 19n],
    [39n, 1, 39n],
    [39n, 0, 0n],
  ])('%s × %s', (amount, double, expected) => {
    expect(multiplyLikeBigFloat(amount, double)).toBe(expected)
  })
})

type RewardVectors = {
  readonly config: {
    readonly numDelegatesForEpochReward: number
    readonly numDelegatesForFoundationBonus: number
    readonly productivityThreshold: number
  }
  readonly candidates: readonly { operator: string; votesIOTX: number; reward: string }[]
  readonly case_unproductive: {
    readonly deposit: number
    readonly unclaimed: Readonly<Record<string, number>>
    readonly availableAfter: number
  }
  readonly case_exempt: {
    readonly exempt: readonly string[]
    readonly numDelegatesForEpochReward: number
    readonly unclaimed: Readonly<Record<string, number>>
  }
  readonly claim: readonly (readonly [what: string, amount: number, result?: string])[]
}

describe('reward_split_core_test.json', () => {
  const vectors = readVectors<RewardVectors>('reward_split_core_test.json')
  const labels = vectors.candidates.flatMap(({ operator, reward }) => [operator, reward])
  const accountOf = (label: string) => address(5000 + labels.indexOf(label))

  function createVectorNetwork(exempt: readonly string[], epochRewardDelegates: number): Model {
    const votes = vectors.candidates.map((candidate) => BigInt(candidate.votesIOTX))
    const rules: ModelRules = {
      ...NO_FEES,
      scoreThresholdRau: 0n,
      minActiveStakeRau: 0n,
      consensusKeyRequired: false,
      blockRewardRau: 10n,
      epochRewardRau: 100n,
      foundationBonusRau: 5n,
      foundationBonusDelegates: vectors.config.numDelegatesForFoundationBonus,
      productivityThresholdPercent: vectors.config.productivityThreshold,
      slashUnproductive: true,
      epochRewardDelegates,
    }
    const model = createNetwork(rules, votes, {
      rewardFundRau: BigInt(vectors.case_unproductive.deposit),
      candidates: vectors.candidates.map(({ operator, reward }, index) => ({
        name: operator.toLowerCase(),
        owner: address(index + 1),
        operator: accountOf(operator),
        reward: accountOf(reward),
        selfStakeBucket: index,
        rewardExempt: exempt.includes(operator),
      })),
      buckets: vectors.candidates.map(({ operator }, index) => ({
        candidate: operator.toLowerCase(),
        owner: address(index + 1),
        amountRau: votes[index] ?? 0n,
        days: 0,
        autoStake: false,
      })),
    })
    model.elect({ epoch: 1, runningEpoch: 1, epochStartHeight: 1, mix: MIX })
    return model
  }

  test('slashes, rewards and bonuses with unproductive delegates', () => {
    const model = createVectorNetwork([], vectors.config.numDelegatesForEpochReward)
    model.settle(1, [
      { delegate: address(3), ...idle, missed: 1 },
      { delegate: address(5), ...idle, missed: 6 },
    ])
    const { unclaimed, availableAfter } = vectors.case_unproductive
    for (const [label, amount] of Object.entries(unclaimed)) {
      expect(unclaimedOf(model, accountOf(label)), label).toBe(BigInt(amount))
    }
    expect(model.snapshot().fundRau).toBe(BigInt(availableAfter))
    expectExecuted('reward_split_core_test.json (model)', Object.keys(unclaimed).length + 1, 8)
  })

  test('exempt delegates', () => {
    const { exempt, numDelegatesForEpochReward, unclaimed } = vectors.case_exempt
    const model = createVectorNetwork(exempt, numDelegatesForEpochReward)
    model.settle(1, [])
    for (const [label, amount] of Object.entries(unclaimed)) {
      expect(unclaimedOf(model, accountOf(label)), label).toBe(BigInt(amount))
    }
    expectExecuted('reward_split_core_test.json (model, exempt)', Object.keys(unclaimed).length, 2)
  })

  test('claims', () => {
    const giver = address(77)
    const model = createNetwork(
      { ...NO_FEES, epochRewardRau: 0n, foundationBonusRau: 0n, blockRewardRau: 10n },
      [coins(3_000_000)],
      { balances: [[giver, 100n]] },
    )
    model.elect({ epoch: 1, runningEpoch: 1, epochStartHeight: 1, mix: MIX })
    const reward = address(2001)
    let executed = 0
    for (const [what, amount, result] of vectors.claim) {
      const before = model.snapshot()
      if (what === 'deposit') {
        const action = { kind: 'deposit', sender: giver, amountRau: BigInt(amount) } as const
        expect(model.apply(action)).toBe(0)
      } else if (what === 'blockReward') {
        model.settle(1, [{ delegate: address(1), ...idle, produced: 1 }])
        expect(unclaimedOf(model, reward)).toBe(BigInt(amount))
      } else if (amount >= 0) {
        // A claim of less than nothing cannot be written in the ABI.
        const code = model.apply({ kind: 'claim', sender: reward, amountRau: BigInt(amount) })
        expect(code).toBe(result?.startsWith('ok') === true ? 0 : 301)
        const paid = code === 0 ? BigInt(amount) : 0n
        expect(unclaimedOf(model, reward)).toBe(
          (new Map(before.unclaimed).get(reward) ?? 0n) - paid,
        )
      }
      expect(model.snapshot().supplyRau).toBe(before.supplyRau)
      executed++
    }
    expectExecuted('reward_split_core_test.json (model, claims)', executed, 7)
  })
})

describe('ranking and election', () => {
  test('36 of 40 are elected by votes, 24 of them drawn as the chain draws', () => {
    const votes = Array.from({ length: 40 }, (_, index) => coins(2_000_000 + ((index * 17) % 40)))
    const model = createNetwork(NO_FEES, votes)
    const set = model.elect({ epoch: 1, runningEpoch: 1, epochStartHeight: 1, mix: MIX })
    const byVotes = votes
      .map((amount, index) => ({ amount, registration: index + 1 }))
      .sort((a, b) => (a.amount > b.amount ? -1 : 1))
      .slice(0, 36)
      .map((row) => row.registration)
    expect(set.delegates).toEqual(byVotes.map(address))
    expect(set.producers).toEqual(drawBoule(MIX, byVotes, 24).map(address))
  })

  test('equal votes go by registration; too few votes leave a delegate out', () => {
    const votes = [2_000_000, 3_000_000, 2_000_000, 1_999_999, 1_100_000].map((count) =>
      coins(count),
    )
    const model = createNetwork({ ...NO_FEES, minActiveStakeRau: coins(1_000_000) }, votes)
    const ranking = model.ranking({ runningEpoch: 1, epochStartHeight: 1 })
    expect(ranking.map((row) => row.candidate.registration)).toEqual([2, 1, 3])
  })

  test('with nobody to elect the set before carries on', () => {
    const model = createNetwork(NO_FEES, [coins(2_000_000)])
    const first = model.elect({ epoch: 1, runningEpoch: 1, epochStartHeight: 1, mix: MIX })
    model.setRules({ ...NO_FEES, scoreThresholdRau: coins(9_000_000) })
    const second = model.elect({ epoch: 2, runningEpoch: 1, epochStartHeight: 361, mix: MIX })
    expect(second).toEqual({ ...first, origin: 'continued' })
  })

  test('an unproductive epoch counts for six epochs and costs nine tenths of the votes', () => {
    const model = createNetwork(NO_FEES, [coins(9_000_000), coins(3_000_000)])
    model.settle(1, [{ delegate: address(1), ...idle, missed: 1 }])
    const first = (runningEpoch: number) =>
      model.ranking({ runningEpoch, epochStartHeight: 1 })[0]?.candidate.registration
    expect([1, 2, 7, 8].map(first)).toEqual([1, 2, 2, 1])
    const counted = model.ranking({ runningEpoch: 2, epochStartHeight: 1 })[1]?.countedRau
    expect(counted).toBe(coins(900_000))
  })
})

describe('a fund that runs dry', () => {
  test('owes what it cannot pay and pays it first when coins come', () => {
    const giver = address(77)
    const rules = { ...NO_FEES, epochRewardRau: 0n, foundationBonusRau: 0n, blockRewardRau: 10n }
    const votes = [coins(3_000_000), coins(2_000_000)]
    const model = createNetwork(rules, votes, { rewardFundRau: 15n, balances: [[giver, 100n]] })
    model.elect({ epoch: 1, runningEpoch: 1, epochStartHeight: 1, mix: MIX })
    const produced = [1, 2].map((index) => ({ delegate: address(index), ...idle, produced: 1 }))
    model.settle(1, produced)
    expect(model.snapshot().debts).toEqual([{ reward: address(2002), amountRau: 5n }])
    model.apply({ kind: 'deposit', sender: giver, amountRau: 12n })
    model.settle(2, produced)
    expect(unclaimedOf(model, address(2002))).toBe(10n)
    expect(unclaimedOf(model, address(2001))).toBe(17n)
    expect(model.snapshot().debts).toEqual([
      { reward: address(2001), amountRau: 3n },
      { reward: address(2002), amountRau: 10n },
    ])
  })
})

test('no sequence of actions makes or loses coins, and a refused one only costs its fee', () => {
  const people = [1, 2, 3, 4, 5, 6].map(address)
  const rules: ModelRules = {
    ...PRESETS.devnet,
    minStakeRau: 10n,
    minRegisterStakeRau: 100n,
    registrationFeeRau: 5n,
    gasPriceRau: 1n,
    gasPerAction: 1,
    unstakeWaitSeconds: 20,
  }
  const person = fc.constantFrom(...people)
  const bucket = fc.integer({ min: 0, max: 8 })
  const amountRau = fc.bigInt({ min: 0n, max: 400n })
  const name = fc.constantFrom('delegate1', 'delegate2', 'new', 'Bad')
  const staking = { days: fc.constantFrom(0, 1, 91, 2000), autoStake: fc.boolean() }
  const action: fc.Arbitrary<ModelAction> = fc.oneof(
    fc.record({ kind: fc.constant('createStake'), sender: person, name, amountRau, ...staking }),
    fc.record({ kind: fc.constant('restake'), sender: person, bucket, ...staking }),
    fc.record({ kind: fc.constant('depositToStake'), sender: person, bucket, amountRau }),
    fc.record({ kind: fc.constant('changeCandidate'), sender: person, bucket, name }),
    fc.record({ kind: fc.constant('transferStake'), sender: person, bucket, newOwner: person }),
    fc.record({ kind: fc.constantFrom('unstake', 'withdrawStake'), sender: person, bucket }),
    fc.record({
      kind: fc.constantFrom('activate', 'endorse', 'intentToRevoke', 'revokeEndorsement'),
      sender: person,
      bucket,
    }),
    fc.record({ kind: fc.constant('transferOwnership'), sender: person, newOwner: person }),
    fc.record({ kind: fc.constantFrom('requestExit', 'confirmExit'), sender: person }),
    fc.record({ kind: fc.constant('deposit'), sender: person, amountRau }),
    fc.record({
      kind: fc.constant('register'),
      sender: person,
      name,
      amountRau,
      ...staking,
      operator: person,
      reward: person,
      owner: person,
    }),
  )
  const codes = new Map<number, number>()
  fc.assert(
    fc.property(fc.array(action, { minLength: 30, maxLength: 60 }), (actions) => {
      const model = createNetwork(rules, [500n, 400n], {
        balances: people.map((one) => [one, 1000n] as const),
      })
      const supply = model.snapshot().supplyRau
      for (const [step, one] of actions.entries()) {
        model.beginBlock({ height: step + 1, timeSeconds: step * 5 })
        const before = model.snapshot()
        const code = model.apply(one)
        codes.set(code, (codes.get(code) ?? 0) + 1)
        const after = model.snapshot()
        expect(after.supplyRau).toBe(supply)
        if (code === 0) continue
        expect({ ...after, balances: [], fundRau: before.fundRau + 1n }).toEqual({
          ...before,
          balances: [],
          fundRau: after.fundRau,
        })
      }
    }),
    { numRuns: 200, seed: 7 },
  )
  console.log('model outcomes:', Object.fromEntries([...codes].sort((a, b) => a[0] - b[0])))
  for (const code of [0, 202, 203, 204, 205, 210, 211, 212, 220, 240]) {
    expect(codes.get(code) ?? 0, `outcome ${code}`).toBeGreaterThan(0)
  }
})

test('the example of the README: Alice, Bob and 91 days', () => {
  const [alice, bob] = [address(1), address(2)]
  const model = createModel(PRESETS.mainnet, {
    timeSeconds: 0,
    rewardFundRau: 0n,
    balances: [[bob, coins(1_001)]],
    candidates: [
      { name: 'alice', owner: alice, operator: alice, reward: alice, selfStakeBucket: 0 },
    ].map((candidate) => ({ ...candidate, consensusKey: 'key of alice' })),
    buckets: [
      { candidate: 'alice', owner: alice, amountRau: coins(3_000_000), days: 91, autoStake: true },
    ],
  })
  const votes = () => model.snapshot().candidates[0]?.votesRau
  const own = 4_087_667_834_561_454_771_602_484n
  expect(votes()).toBe(own)
  const stake = {
    kind: 'createStake',
    sender: bob,
    name: 'alice',
    amountRau: coins(1_000),
  } as const
  expect(model.apply({ ...stake, days: 91, autoStake: false })).toBe(0)
  expect((votes() ?? 0n) - own).toBe(1_247_412_296_485_306_271_166n)
  const [first] = model.ranking({ runningEpoch: 1, epochStartHeight: 1 })
  expect(first?.candidate.name).toBe('alice')

  const day = 86_400
  const outcomeAt = (days: number, kind: 'unstake' | 'withdrawStake') => {
    model.beginBlock({ height: 1 + days, timeSeconds: days * day })
    return model.apply({ kind, sender: bob, bucket: 1 })
  }
  expect(outcomeAt(0, 'unstake')).toBe(207)
  expect(outcomeAt(91, 'unstake')).toBe(0)
  expect(votes()).toBe(own)
  expect(outcomeAt(93, 'withdrawStake')).toBe(209)
  expect(outcomeAt(94, 'withdrawStake')).toBe(0)
})
