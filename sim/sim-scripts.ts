import type { Formula } from '../spec/model/governance-types.ts'

/** A rule script that is proposed in the simulator, and what it computes as a plain function: the model runs no scripts. */
interface SimScript {
  readonly source: string
  readonly formula: Formula
}

const COIN = 10n ** 18n

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
  { source: 'function communityShare( {', formula: {} },
  { source: 'function shareEpochReward() { for (;;); }', formula: {} },
]

export const SIM_SCRIPTS: readonly string[] = SCRIPTS.map(({ source }) => source)

export const FORMULAS: ReadonlyMap<string, Formula> = new Map(
  SCRIPTS.map(({ source, formula }) => [source, formula]),
)
