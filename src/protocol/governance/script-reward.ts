import { parseDecimal } from '#params/rule-text.ts'
import type { BlockContext } from '../action.ts'
import type { NamedCandidate } from '../rewards/candidates.ts'
import type { Share } from '../rewards/split.ts'
import { runSlot, type SlotAnswer } from './script-slots.ts'

/** Asks a script for the shares of the epoch reward: one amount for each candidate, in their order, together at most the reward. */
export function askShares(
  context: BlockContext,
  source: string,
  rewardRau: bigint,
  candidates: readonly NamedCandidate[],
): SlotAnswer<readonly Share[]> {
  const sharing = candidates
    .map((candidate, index) => ({ candidate, index }))
    .filter(({ candidate }) => !candidate.isExempt)
    .slice(0, context.rules.epochRewardDelegates)
  // Digits, hexadecimal addresses and flags: nothing that would have to be escaped.
  const rows = sharing.map(
    ({ candidate: { delegate, votesRau, isUnproductive } }) =>
      `{"delegate":"${delegate}","votesRau":"${votesRau}","unproductive":${isUnproductive}}`,
  )
  const input = `{"epoch":${context.epoch},"rewardRau":"${rewardRau}","candidates":[${rows.join(',')}]}`
  return runSlot(context, 'epoch-reward', source, input, (output) => {
    const amounts = readAmounts(output, sharing.length, rewardRau)
    return amounts
      ?.map((amountRau, place) => ({ index: sharing[place]?.index ?? 0, amountRau }))
      .filter(({ amountRau }) => amountRau > 0n)
  })
}

/** Asks a script for the part of the epoch reward that goes to the community fund: one amount, at most the reward. */
export function askCommunityShare(
  context: BlockContext,
  source: string,
  rewardRau: bigint,
  fundRau: bigint,
): SlotAnswer<bigint> {
  const input = `{"epoch":${context.epoch},"rewardRau":"${rewardRau}","fundRau":"${fundRau}"}`
  return runSlot(context, 'community-share', source, input, (output) => {
    const amounts = readAmounts(`[${output}]`, 1, rewardRau)
    return amounts?.[0]
  })
}

/** So many amounts as a JSON list of decimal texts, together at most `mostRau`; undefined for any other text. */
function readAmounts(json: string, count: number, mostRau: bigint): readonly bigint[] | undefined {
  if (!json.startsWith('[') || !json.endsWith(']')) return undefined
  const inner = json.slice(1, -1)
  const texts = inner === '' ? [] : inner.split(',')
  if (texts.length !== count) return undefined
  const amounts: bigint[] = []
  let sumRau = 0n
  for (const text of texts) {
    const isText = text.length > 2 && text.startsWith('"') && text.endsWith('"')
    const amountRau = isText ? parseDecimal(text.slice(1, -1)) : undefined
    if (amountRau === undefined) return undefined
    sumRau += amountRau
    amounts.push(amountRau)
  }
  return sumRau > mostRau ? undefined : amounts
}
