import type { Formula } from './governance-types.ts'
import type { Account, ModelRules, ModelState, Weights } from './types.ts'
import { COMMUNITY } from './usable-address.ts'

/** Those who share the epoch reward, best first. */
export type Sharing = readonly {
  readonly id: Account
  readonly votesRau: bigint
  readonly unproductive: boolean
}[]

/** The first of the ranking that are not exempt, as many as the rules say. */
export function listSharing(
  state: ModelState,
  rules: ModelRules,
  epoch: number,
  unproductive: readonly Account[],
): Sharing {
  return (state.rankings.get(epoch) ?? [])
    .filter((row) => state.candidates.get(row.id)?.rewardExempt === false)
    .slice(0, rules.epochRewardDelegates)
    .map((row) => ({ ...row, unproductive: unproductive.includes(row.id) }))
}

function formulaAt({ governance }: ModelState, slot: string, epoch: number): Formula | undefined {
  const last = governance.scripts.findLast((one) => one.slot === slot && one.fromEpoch <= epoch)
  return last === undefined ? undefined : governance.formulas.get(last.source)
}

function isAmounts(
  amounts: readonly bigint[] | undefined,
  count: number,
  mostRau: bigint,
): amounts is readonly bigint[] {
  if (amounts?.length !== count) return false
  return amounts.every((one) => one >= 0n) && amounts.reduce((a, b) => a + b, 0n) <= mostRau
}

function shareBy(
  formula: Formula | undefined,
  epoch: number,
  rewardRau: bigint,
  sharing: Sharing,
): readonly bigint[] | undefined {
  const candidates = sharing.map(({ id, ...rest }) => ({ delegate: id, ...rest }))
  const amounts = formula?.share?.({ epoch, rewardRau, candidates })
  return isAmounts(amounts, sharing.length, rewardRau) ? amounts : undefined
}

function communityBy(
  formula: Formula | undefined,
  state: ModelState,
  epoch: number,
  rewardRau: bigint,
): bigint | undefined {
  const fundRau = state.unclaimed.get(COMMUNITY) ?? 0n
  const amountRau = formula?.community?.({ epoch, rewardRau, fundRau })
  return amountRau !== undefined && isAmounts([amountRau], 1, rewardRau) ? amountRau : undefined
}

/** The community's part of the epoch reward: by script, else by rule. */
export function communityShare(state: ModelState, epoch: number): bigint {
  const { epochRewardRau, communitySharePermille } = state.rules
  const formula = formulaAt(state, 'community-share', epoch)
  const byScript = communityBy(formula, state, epoch, epochRewardRau)
  return byScript ?? (epochRewardRau * BigInt(communitySharePermille)) / 1_000n
}

/** The shares of delegates by script; undefined where the formula of the rules works. */
export function scriptShares(
  state: ModelState,
  epoch: number,
  rewardRau: bigint,
  sharing: Sharing,
): readonly bigint[] | undefined {
  return shareBy(formulaAt(state, 'epoch-reward', epoch), epoch, rewardRau, sharing)
}

/** Weights that may be in force: not below one nor above the cap, nor falling with time, nor with what one commits to. */
function isWeights(
  weights: Weights | undefined,
  { maxVoteWeightMillionths: cap }: ModelRules,
): weights is Weights {
  if (weights === undefined) return false
  const { plain, autoStake, selfStake } = weights
  const isGood = (row: readonly number[]): boolean =>
    row.length === 1051 &&
    row.every((one) => Number.isInteger(one) && one >= 1_000_000 && one <= cap) &&
    row.every((one, days) => days === 0 || one >= (row[days - 1] ?? cap))
  return (
    [plain, autoStake, selfStake].every(isGood) &&
    autoStake.every((one, days) => one >= (plain[days] ?? cap)) &&
    selfStake.every((one, days) => one >= (autoStake[days] ?? cap))
  )
}

function weightsBy(formula: Formula | undefined, rules: ModelRules): Weights | undefined {
  const weights = formula?.weights?.()
  return isWeights(weights, rules) ? weights : undefined
}

/** What the last script for weights that this boundary put into action gives; one without an answer changes nothing. */
export function changeWeights(state: ModelState, firstEpoch: number): void {
  const { scripts, formulas } = state.governance
  const last = scripts.findLast((one) => one.slot === 'vote-weight')
  if (last?.fromEpoch !== firstEpoch) return
  if (last.source === '') state.weights = undefined
  else state.weights = weightsBy(formulas.get(last.source), state.rules) ?? state.weights
}

/** Whether a script would give an answer for the epoch that ends. No source at all stands for the formula of the rules. */
export function isScriptUsable(
  state: ModelState,
  epoch: number,
  { slot, source }: { readonly slot: string; readonly source: string },
): boolean {
  if (source === '') return true
  const formula = state.governance.formulas.get(source)
  const { epochRewardRau } = state.rules
  if (slot === 'vote-weight') return weightsBy(formula, state.rules) !== undefined
  if (slot === 'community-share') {
    return communityBy(formula, state, epoch, epochRewardRau) !== undefined
  }
  const sharing = listSharing(state, state.rules, epoch, [])
  return shareBy(formula, epoch, epochRewardRau, sharing) !== undefined
}
