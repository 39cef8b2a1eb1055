import { describe, expect, test } from 'vitest'
import { compareBigint } from '#base/integers.ts'
import { applyProbation, applyProbationIotex2019 } from '#formulas/apply-probation.ts'
import { computeProbation, pushUnproductive } from '#protocol/liveness/probation.ts'
import {
  computeFoundationBonus,
  computeUnproductiveSlash,
  type RewardCandidate,
  splitEpochReward,
} from '#protocol/rewards/split.ts'
import { expectExecuted, readVectors } from './vector-files.ts'

type ProbationVectors = {
  readonly window: number
  readonly candidates: readonly (readonly [name: string, votes: number])[]
  readonly unproductive_by_epoch: Readonly<Record<string, readonly string[]>>
  readonly list_for_epoch: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly filter_votes: readonly {
    intensity: number
    listed: readonly string[]
    votes: Readonly<Record<string, number>>
  }[]
  readonly top2: readonly {
    intensity: number
    listed: readonly string[]
    delegates: readonly string[]
  }[]
}

describe('probation_core_test.json', () => {
  const vectors = readVectors<ProbationVectors>('probation_core_test.json')

  test('the list of each epoch counts the unproductive epochs of the window before it', () => {
    let window: readonly (readonly string[])[] = []
    let executed = 0
    for (const [epoch, expected] of Object.entries(vectors.list_for_epoch)) {
      const counts = computeProbation(window).map((entry) => [entry.id, entry.unproductiveEpochs])
      expect(Object.fromEntries(counts), `epoch ${epoch}`).toEqual(expected)
      window = pushUnproductive(window, vectors.unproductive_by_epoch[epoch] ?? [], vectors.window)
      executed++
    }
    expectExecuted('probation_core_test.json (lists)', executed, 4)
  })

  test.each([
    ['exact', applyProbation],
    ['as IoTeX computes', applyProbationIotex2019],
  ])('votes that count, %s', (_, reduce) => {
    let executed = 0
    for (const { intensity, listed, votes } of vectors.filter_votes) {
      for (const [name, original] of vectors.candidates) {
        const counted = listed.includes(name)
          ? reduce(BigInt(original), intensity)
          : BigInt(original)
        expect(counted, `${name} at ${intensity} %`).toBe(BigInt(votes[name] ?? original))
        executed++
      }
    }
    expectExecuted('probation_core_test.json (votes)', executed, 12)
  })

  test.each([
    ['exact', applyProbation],
    ['as IoTeX computes', applyProbationIotex2019],
  ])('the first two with votes, %s', (_, reduce) => {
    for (const { intensity, listed, delegates } of vectors.top2) {
      const elected = vectors.candidates
        .map(([name, votes]) => ({
          name,
          votes: listed.includes(name) ? reduce(BigInt(votes), intensity) : BigInt(votes),
        }))
        .sort((a, b) => compareBigint(b.votes, a.votes))
        .slice(0, 2)
        .filter((candidate) => candidate.votes > 0n)
      expect(elected.map((candidate) => candidate.name)).toEqual(delegates)
    }
    expectExecuted('probation_core_test.json (first two)', vectors.top2.length, 4)
  })
})

type RewardVectors = {
  readonly config: {
    readonly blockReward: string
    readonly epochReward: string
    readonly numDelegatesForEpochReward: number
    readonly foundationBonus: string
    readonly numDelegatesForFoundationBonus: number
  }
  readonly candidates: readonly { operator: string; votesIOTX: number; reward: string }[]
  readonly case_unproductive: {
    readonly unproductive: Readonly<Record<string, string>>
    readonly deposit: number
    readonly logs_in_order: readonly (readonly [kind: string, to: string, amount: string])[]
    readonly unclaimed: Readonly<Record<string, number>>
    readonly availableAfter: number
  }
  readonly case_exempt: {
    readonly exempt: readonly string[]
    readonly numDelegatesForEpochReward: number
    readonly unclaimed: Readonly<Record<string, number>>
  }
}

describe('reward_split_core_test.json', () => {
  const vectors = readVectors<RewardVectors>('reward_split_core_test.json')
  const { config, candidates } = vectors

  /** All grants of an epoch in order, to reward addresses, as the logs of iotex-core tell them. */
  function grant(input: {
    exempt: readonly string[]
    missed: Readonly<Record<string, number>>
    delegateLimit: number
  }): readonly (readonly [string, string, string])[] {
    const ranked = candidates.map(
      ({ operator, votesIOTX }): RewardCandidate => ({
        votesRau: BigInt(votesIOTX),
        isExempt: input.exempt.includes(operator),
        isUnproductive: operator in input.missed,
        hasRewardAddress: true,
      }),
    )
    const rewardOf = (index: number) => candidates[index]?.reward ?? ''
    const slashes = candidates
      .filter(({ operator }) => operator in input.missed)
      .map(({ operator, votesIOTX }) => {
        const slashRau = computeUnproductiveSlash({
          blockRewardRau: BigInt(config.blockReward),
          missedBlocks: input.missed[operator] ?? 0,
          selfStakeRau: BigInt(votesIOTX),
        })
        return ['UNPRODUCTIVE_SLASH', operator, slashRau.toString()] as const
      })
    const split = splitEpochReward({
      rewardRau: BigInt(config.epochReward),
      delegateLimit: input.delegateLimit,
      withholdsUnproductive: true,
      candidates: ranked,
    })
    const bonuses = computeFoundationBonus({
      bonusRau: BigInt(config.foundationBonus),
      delegateLimit: config.numDelegatesForFoundationBonus,
      candidates: ranked,
    })
    return [
      ...slashes,
      ...split.shares.map(
        ({ index, amountRau }) => ['EPOCH_REWARD', rewardOf(index), amountRau.toString()] as const,
      ),
      ...bonuses.map(
        ({ index, amountRau }) =>
          ['FOUNDATION_BONUS', rewardOf(index), amountRau.toString()] as const,
      ),
    ]
  }

  function unclaimedOf(logs: ReturnType<typeof grant>, address: string): number {
    return logs
      .filter(([kind, to]) => kind !== 'UNPRODUCTIVE_SLASH' && to === address)
      .reduce((sum, [, , amount]) => sum + Number(amount), 0)
  }

  test('slashes, epoch rewards and bonuses with unproductive delegates', () => {
    const expected = vectors.case_unproductive
    const missed = Object.fromEntries(
      Object.entries(expected.unproductive).map(([name, text]) => [name, Number(text.slice(7))]),
    )
    const delegateLimit = config.numDelegatesForEpochReward
    const logs = grant({ exempt: [], missed, delegateLimit })
    expect(logs).toEqual(expected.logs_in_order)
    let available = expected.deposit
    for (const [kind, , amount] of logs) {
      available += kind === 'UNPRODUCTIVE_SLASH' ? Number(amount) : -Number(amount)
    }
    expect(available).toBe(expected.availableAfter)
    const unclaimed = Object.entries(expected.unclaimed)
    for (const [address, amount] of unclaimed) {
      expect(unclaimedOf(logs, address), address).toBe(amount)
    }
    const executed = logs.length + unclaimed.length + 1
    expectExecuted('reward_split_core_test.json (unproductive)', executed, 18)
  })

  test('exempt delegates', () => {
    const { exempt, numDelegatesForEpochReward, unclaimed } = vectors.case_exempt
    const logs = grant({ exempt, missed: {}, delegateLimit: numDelegatesForEpochReward })
    for (const [address, amount] of Object.entries(unclaimed)) {
      expect(unclaimedOf(logs, address), address).toBe(amount)
    }
    const executed = Object.keys(unclaimed).length
    expectExecuted('reward_split_core_test.json (exempt)', executed, 2)
  })
})
