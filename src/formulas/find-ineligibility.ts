/** Why a delegate is not active, in the order in which it is looked for. */
export const INELIGIBILITIES = [
  'retired',
  'exiting',
  'no-self-stake',
  'self-stake-too-small',
  'self-stake-not-backed',
  'no-consensus-key',
] as const
export type Ineligibility = (typeof INELIGIBILITIES)[number]

/** What decides whether a delegate is active. */
export interface Standing {
  /** It has left for good. */
  readonly retired: boolean
  /** Its exit is admitted; one that waits in the queue serves on. */
  readonly exitAdmitted: boolean
  readonly hasSelfStake: boolean
  readonly selfStakeRau: bigint
  /** The self-stake bucket is the owner's own, or endorsed by its owner at the height in question. */
  readonly selfStakeBacked: boolean
  readonly hasConsensusKey: boolean
}

export interface StandingRules {
  readonly minActiveStakeRau: bigint
  readonly consensusKeyRequired: boolean
}

/** The first reason why a delegate takes no part in the election, or undefined when it is active. Votes are not looked at. */
export function findIneligibility(
  standing: Standing,
  rules: StandingRules,
): Ineligibility | undefined {
  if (standing.retired) return 'retired'
  if (standing.exitAdmitted) return 'exiting'
  if (!standing.hasSelfStake) return 'no-self-stake'
  if (standing.selfStakeRau < rules.minActiveStakeRau) return 'self-stake-too-small'
  if (!standing.selfStakeBacked) return 'self-stake-not-backed'
  if (rules.consensusKeyRequired && !standing.hasConsensusKey) return 'no-consensus-key'
  return undefined
}
