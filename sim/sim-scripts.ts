import type { Formula } from '../spec/model/governance-types.ts'
import type { Weights } from '../spec/model/types.ts'
import { formulaWeights } from '../spec/model/weight.ts'

/** A rule script that is proposed in the simulator, and what it computes as a plain function: the model runs no scripts. */
interface SimScript {
  readonly source: string
  readonly formula: Formula
}

const COIN = 10n ** 18n

const DAYS = Array.from({ length: 1051 }, (_, days) => days)

function mapWeights(weights: Weights, change: (weight: number) => number): Weights {
  const { plain, autoStake, selfStake } = weights
  return {
    plain: plain.map(change),
    autoStake: autoStake.map(change),
    selfStake: selfStake.map(change),
  }
}

function weightsOf(row: (slope: number) => readonly number[]): Weights {
  return { plain: row(1), autoStake: row(2), selfStake: row(3) }
}

const SCRIPTS: readonly SimScript[] = [
  // Everybody gets the same.
  {
    source: `function shareEpochReward({ rewardRau, candidates }) {
      const each = BigInt(rewardRau) / BigInt(candidates.length)
      return candidates.map(() => String(each))
    }`,
    formula: {
      share: ({ rewardRau, candidates }) =>
        candidates.length === 0
          ? undefined
          : candidates.map(() => rewardRau / BigInt(candidates.length)),
    },
  },
  // The winner takes all, unless it was unproductive.
  {
    source: `const shareEpochReward = ({ rewardRau, candidates }) =>
      candidates.map(({ unproductive }, i) => (i === 0 && !unproductive ? rewardRau : '0'))`,
    formula: {
      share: ({ rewardRau, candidates }) =>
        candidates.map(({ unproductive }, i) => (i === 0 && !unproductive ? rewardRau : 0n)),
    },
  },
  // Gives out more than there is, unless one alone shares.
  {
    source: `function shareEpochReward({ rewardRau, candidates }) {
      return candidates.map(() => rewardRau)
    }`,
    formula: { share: ({ rewardRau, candidates }) => candidates.map(() => rewardRau) },
  },
  {
    source: `function communityShare({ rewardRau }) { return String(BigInt(rewardRau) / 10n) }`,
    formula: { community: ({ rewardRau }) => rewardRau / 10n },
  },
  // Half as long as the fund is poor, and no answer in every third epoch.
  {
    source: `function communityShare({ epoch, rewardRau, fundRau }) {
      if (epoch % 3 === 0) throw new Error('not now')
      return BigInt(fundRau) < 5000n * 10n ** 18n ? String(BigInt(rewardRau) / 2n) : '0'
    }`,
    formula: {
      community: ({ epoch, rewardRau, fundRau }) => {
        if (epoch % 3 === 0) return undefined
        return fundRau < 5_000n * COIN ? rewardRau / 2n : 0n
      },
    },
  },
  // Half of the formula's bonus.
  {
    source: `function voteWeights({ formula }) {
      return formula.map((row) => row.map((w) => 1000000 + Math.floor((w - 1000000) / 2)))
    }`,
    formula: {
      weights: () => mapWeights(formulaWeights(), (w) => 1_000_000 + Math.floor((w - 1e6) / 2)),
    },
  },
  // So much more for each day; above the lower of the caps.
  {
    source: `const voteWeights = ({ maxDays }) =>
      [1, 2, 3].map((slope) => Array.from({ length: maxDays + 1 }, (_, d) => 1000000 + 900 * slope * d))`,
    formula: { weights: () => weightsOf((slope) => DAYS.map((d) => 1_000_000 + 900 * slope * d)) },
  },
  // Only who locks for a year counts more.
  {
    source: `function voteWeights({ formula }) {
      return formula.map((row) => row.map((_, d) => (d < 365 ? 1000000 : 1499999)))
    }`,
    formula: {
      weights: () => weightsOf(() => DAYS.map((d) => (d < 365 ? 1_000_000 : 1_499_999))),
    },
  },
  // Less for who locks longer.
  {
    source: `function voteWeights({ formula }) {
      return formula.map((row) => row.map((_, d) => 1002000 - d))
    }`,
    formula: { weights: () => weightsOf(() => DAYS.map((d) => 1_002_000 - d)) },
  },
  { source: 'function communityShare( {', formula: {} },
  { source: 'function shareEpochReward() { for (;;); }', formula: {} },
]

export const SIM_SCRIPTS: readonly string[] = SCRIPTS.map(({ source }) => source)

export const FORMULAS: ReadonlyMap<string, Formula> = new Map(
  SCRIPTS.map(({ source, formula }) => [source, formula]),
)
