import type { GovernanceState, ModelProposal } from './governance-types.ts'
import { rulesAt } from './governance-rules.ts'
import type { Account, Bucket, ModelRules, ModelState } from './types.ts'
import { formulaVotes } from './weight.ts'

/** Keeps all buckets as they are at the end of an epoch. */
export function keepBuckets(state: ModelState, epoch: number): void {
  const copy = [...state.buckets.values()].map((bucket) => ({ ...bucket }))
  state.governance.bucketsAt.set(epoch, copy)
}

/** A staked bucket's amount, and of the formula's bonus for its lock as much as the rules allow: scripts have no say in it. */
function powerOfBucket(bucket: Bucket, rules: ModelRules): bigint {
  if (bucket.unstakedSeconds !== 0) return 0n
  const mostRau = (bucket.amountRau * BigInt(100 + rules.lockBonusCapPercent)) / 100n
  const votesRau = formulaVotes(bucket, false)
  if (rules.lockBonusCapPercent === 0 || votesRau > mostRau) return mostRau
  return votesRau
}

/** Power of everybody at the end of an epoch, counted over the buckets that there were. Before genesis as at genesis. */
function powersAt(governance: GovernanceState, epoch: number): ReadonlyMap<Account, bigint> {
  const asked = Math.max(0, epoch)
  const known = governance.memory.powers.get(asked)
  if (known !== undefined) return known
  const rules = rulesAt(governance, asked)
  const powers = new Map<Account, bigint>()
  for (const bucket of governance.bucketsAt.get(asked) ?? []) {
    powers.set(bucket.owner, (powers.get(bucket.owner) ?? 0n) + powerOfBucket(bucket, rules))
  }
  governance.memory.powers.set(asked, powers)
  return powers
}

/** What an account had at the end of `epoch` and had `maturity` epochs before, too. */
export function agedPower(
  governance: GovernanceState,
  account: Account,
  epoch: number,
  maturity: number,
): bigint {
  const excluded = rulesAt(governance, Math.max(0, epoch)).excludedAccounts.split(',')
  if (excluded.includes(account)) return 0n
  const now = powersAt(governance, epoch).get(account) ?? 0n
  const then = powersAt(governance, epoch - maturity).get(account) ?? 0n
  return now < then ? now : then
}

export function totalPower(governance: GovernanceState, epoch: number, maturity: number): bigint {
  let sumRau = 0n
  for (const account of powersAt(governance, epoch).keys()) {
    sumRau += agedPower(governance, account, epoch, maturity)
  }
  return sumRau
}

export function maturityOf(proposal: ModelProposal): number {
  return proposal.rules[`${proposal.class}MaturityEpochs`]
}

/** The power of an account in a vote. */
export function votingPower(
  governance: GovernanceState,
  proposal: ModelProposal,
  account: Account,
): bigint {
  return agedPower(governance, account, proposal.qualifiedEpoch, maturityOf(proposal))
}
