import type { BlockContext } from '../action.ts'
import { listCandidates } from '../rewards/candidates.ts'
import type { Payload } from './payload.ts'
import { askCommunityShare, askShares } from './script-reward.ts'
import { askWeights } from './script-weights.ts'
import { getCommunityRau } from './treasury.ts'

/** Whether a script gives an answer that can be used for the epoch that ends. */
export function tryScript(
  context: BlockContext,
  { slot, source }: Extract<Payload, { kind: 'script' }>,
): boolean {
  if (source === '') return true
  if (slot === 'vote-weight') return askWeights(context, source).ok
  const { world, rules } = context
  const rewardRau = rules.epochRewardRau
  return slot === 'epoch-reward'
    ? askShares(context, source, rewardRau, listCandidates(context, new Set())).ok
    : askCommunityShare(context, source, rewardRau, getCommunityRau(world)).ok
}
