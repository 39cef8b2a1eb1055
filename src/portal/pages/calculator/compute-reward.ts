import { mulDiv } from '#base/integers.ts'

// What a voter's part of a delegate's rewards comes to. Whole numbers of Rau from end to end; each figure is rounded down once, at its end.

const ALL_BPS = 10_000n
const YEAR_MS = 365n * 86_400_000n

/** What a delegate was granted in the last settled epochs, added up. */
export interface RewardRecord {
  /** How many epochs. */
  readonly epochs: number
  /** Its votes at the end of each, added up. */
  readonly votesRau: bigint
  readonly blockRau: bigint
  readonly epochRau: bigint
  readonly foundationRau: bigint
}

/** Parts of each kind of reward that a delegate says it keeps. */
export interface Commissions {
  readonly blockBps: number
  readonly epochBps: number
  readonly bonusBps: number
}

export interface RewardInput {
  /** Votes of the stake that is thought of: they are not in any other figure. */
  readonly myVotesRau: bigint
  /** Votes of the delegate now. */
  readonly votesRau: bigint
  /** What counts of them: less on probation. */
  readonly effectiveVotesRau: bigint
  /** What counts of the votes of all delegates that share the epoch reward. */
  readonly allVotesRau: bigint
  readonly record: RewardRecord
  readonly epochsPerYear: bigint
}

/** A voter's part in a year, before the delegate keeps anything. */
export interface YearlyPart {
  readonly blockRau: bigint
  readonly epochRau: bigint
  readonly foundationRau: bigint
}

/** How many epochs a year of 365 days has. */
export function computeEpochsPerYear(blocksPerEpoch: number, blockIntervalMs: number): bigint {
  return YEAR_MS / (BigInt(blocksPerEpoch) * BigInt(blockIntervalMs))
}

/** Adds epochs up. */
export function addUp(
  epochs: readonly {
    readonly votesRau: string
    readonly blockRau: string
    readonly epochRau: string
    readonly foundationRau: string
  }[],
): RewardRecord {
  const sum = (pick: (epoch: (typeof epochs)[number]) => string): bigint =>
    epochs.reduce((total, epoch) => total + BigInt(pick(epoch)), 0n)
  return {
    epochs: epochs.length,
    votesRau: sum((epoch) => epoch.votesRau),
    blockRau: sum((epoch) => epoch.blockRau),
    epochRau: sum((epoch) => epoch.epochRau),
    foundationRau: sum((epoch) => epoch.foundationRau),
  }
}

/** A delegate as the division of the epoch reward sees it. */
export interface Sharer {
  readonly eligible: boolean
  /** Gets nothing, and leaves its place to the next. */
  readonly rewardExempt: boolean
  readonly effectiveVotesRau: string
}

/** The votes that the epoch reward is divided among: those of the first `places` that are elected from and not exempt. `ranked` has the best first. */
export function sumSharingVotes(ranked: readonly Sharer[], places: number): bigint {
  return ranked
    .filter(({ eligible, rewardExempt }) => eligible && !rewardExempt)
    .slice(0, places)
    .reduce((sum, { effectiveVotesRau }) => sum + BigInt(effectiveVotesRau), 0n)
}

/** The record that the rules alone promise a delegate, for a network on which no epoch was settled yet. */
export function recordByRules(rewardRau: bigint, allVotesRau: bigint): RewardRecord {
  return { epochs: 1, votesRau: allVotesRau, blockRau: 0n, epochRau: rewardRau, foundationRau: 0n }
}

/**
 * The part of the stake in a year, if all others stay as they are. The stake dilutes itself: blocks and bonus of the delegate are
 * divided among more votes, and the epoch reward of the network is, too.
 */
export function computeYearlyPart(input: RewardInput): YearlyPart {
  const { myVotesRau, votesRau, effectiveVotesRau, allVotesRau } = input
  const myEffectiveRau =
    votesRau === 0n ? myVotesRau : mulDiv(myVotesRau, effectiveVotesRau, votesRau, 'down')
  return computePart(input, votesRau + myVotesRau, allVotesRau, allVotesRau + myEffectiveRau)
}

/** The same as if the stake moved nothing: what its part of today's rewards would be. */
export function computeUndilutedPart(input: RewardInput): YearlyPart {
  return computePart(input, input.votesRau, 1n, 1n)
}

function computePart(
  { myVotesRau, record, epochsPerYear }: RewardInput,
  sharedByRau: bigint,
  dilutedFrom: bigint,
  dilutedTo: bigint,
): YearlyPart {
  const years = myVotesRau * epochsPerYear
  const ofDelegate = (amountRau: bigint): bigint =>
    sharedByRau === 0n || record.epochs === 0
      ? 0n
      : (amountRau * years) / (sharedByRau * BigInt(record.epochs))
  return {
    blockRau: ofDelegate(record.blockRau),
    foundationRau: ofDelegate(record.foundationRau),
    epochRau:
      record.votesRau === 0n || dilutedTo === 0n
        ? 0n
        : (record.epochRau * years * dilutedFrom) / (record.votesRau * dilutedTo),
  }
}

/** What is left of a part when the delegate keeps the commissions that it publishes. */
export function afterCommissions(part: YearlyPart, commissions: Commissions): bigint {
  return (
    leftOf(part.blockRau, commissions.blockBps) +
    leftOf(part.epochRau, commissions.epochBps) +
    leftOf(part.foundationRau, commissions.bonusBps)
  )
}

/** What is left of an amount of which somebody keeps so many basis points. */
export function leftOf(amountRau: bigint, keptBps: number): bigint {
  return mulDiv(amountRau, ALL_BPS - BigInt(keptBps), ALL_BPS, 'down')
}

export function totalOf({ blockRau, epochRau, foundationRau }: YearlyPart): bigint {
  return blockRau + epochRau + foundationRau
}

/** Whether a difference in a year is less than one coin for a hundred staked. */
export function barelyDiffers(leftRau: bigint, rightRau: bigint, amountRau: bigint): boolean {
  const difference = leftRau > rightRau ? leftRau - rightRau : rightRau - leftRau
  return difference * 100n < amountRau
}
