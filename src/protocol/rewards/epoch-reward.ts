import type { BlockContext } from '../action.ts'
import { ScriptFailed } from '../governance/events.ts'
import { askCommunityShare, askShares } from '../governance/script-reward.ts'
import { type ScriptSlot, scriptInForce } from '../governance/script-slots.ts'
import { COMMUNITY_ADDRESS } from '../system-addresses.ts'
import type { NamedCandidate } from './candidates.ts'
import { getUnclaimedRau } from './fund.ts'
import { type Share, splitEpochReward } from './split.ts'

export interface EpochReward {
  readonly communityRau: bigint
  readonly shares: readonly Share[]
}

/**
 * Divides the epoch reward: the community fund's part first, rounded down, then the delegates' shares. Each by its script where one is
 * in force; when that gives no answer that can be used, the built-in formula takes over for this settlement, and an event says so.
 */
export function divideEpochReward(
  context: BlockContext,
  candidates: readonly NamedCandidate[],
): EpochReward {
  const { rules } = context
  const communityRau = computeCommunityShare(context)
  const rewardRau = rules.epochRewardRau - communityRau
  const script = scriptInForce(context.world, 'epoch-reward', context.epoch)
  if (script !== undefined) {
    const answer = askShares(context, script.source, rewardRau, candidates)
    if (answer.ok) return { communityRau, shares: answer.value }
    reportFailure(context, script.proposal, 'epoch-reward', answer.failure)
  }
  const { shares } = splitEpochReward({
    rewardRau,
    delegateLimit: rules.epochRewardDelegates,
    withholdsUnproductive: rules.withholdUnproductive,
    candidates,
  })
  return { communityRau, shares }
}

function computeCommunityShare(context: BlockContext): bigint {
  const { world, rules, epoch } = context
  const script = scriptInForce(world, 'community-share', epoch)
  if (script !== undefined) {
    const fundRau = getUnclaimedRau(world, COMMUNITY_ADDRESS)
    const answer = askCommunityShare(context, script.source, rules.epochRewardRau, fundRau)
    if (answer.ok) return answer.value
    reportFailure(context, script.proposal, 'community-share', answer.failure)
  }
  return (rules.epochRewardRau * BigInt(rules.communitySharePermille)) / 1_000n
}

function reportFailure(
  context: BlockContext,
  proposal: number,
  slot: ScriptSlot,
  failure: string,
): void {
  context.emit(ScriptFailed.log(proposal, slot, context.epoch, failure))
}
