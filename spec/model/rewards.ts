import { addCoins, balanceOf } from './accounts.ts'
import type { Account, ActionOf, Activity, ModelState, OutcomeCode } from './types.ts'
import { communityShare, listSharing, scriptShares } from './governance-scripts.ts'
import { COMMUNITY } from './usable-address.ts'
import { selfStakeOf } from './weight.ts'

function addUnclaimed(state: ModelState, reward: Account, amountRau: bigint): void {
  state.unclaimed.set(reward, (state.unclaimed.get(reward) ?? 0n) + amountRau)
}

/** Grants as far as the fund reaches; the rest is owed. */
function grant(state: ModelState, id: Account, amountRau: bigint): void {
  const reward = state.candidates.get(id)?.reward
  if (reward !== undefined) grantTo(state, reward, amountRau)
}

function grantTo(state: ModelState, reward: Account, amountRau: bigint): void {
  if (amountRau === 0n) return
  const paidRau = amountRau < state.fundRau ? amountRau : state.fundRau
  state.fundRau -= paidRau
  if (paidRau > 0n) addUnclaimed(state, reward, paidRau)
  if (paidRau < amountRau) state.debts.push({ reward, amountRau: amountRau - paidRau })
}

function payDebts(state: ModelState): void {
  while (state.fundRau > 0n) {
    const debt = state.debts[0]
    if (debt === undefined) return
    const paidRau = debt.amountRau < state.fundRau ? debt.amountRau : state.fundRau
    state.fundRau -= paidRau
    addUnclaimed(state, debt.reward, paidRau)
    debt.amountRau -= paidRau
    if (debt.amountRau === 0n) state.debts.shift()
  }
}

/**
 * Blocks made of those due, in percent; for one who was due for none, signatures given of those
 * asked for.
 */
function isUnproductive(state: ModelState, activity: Activity): boolean {
  if (activity.faults > 0) return true
  const due = activity.produced + activity.missed
  const asked = activity.signed + activity.absent
  const threshold = state.rules.productivityThresholdPercent
  if (due > 0) return Math.floor((activity.produced * 100) / due) < threshold
  return asked > 0 && Math.floor((activity.signed * 100) / asked) < threshold
}

/**
 * The end of an epoch: slashes into the fund, old debts, then block rewards, epoch reward and
 * bonus. `activity` names each delegate at most once.
 */
export function settle(state: ModelState, epoch: number, activities: readonly Activity[]): void {
  const { rules } = state
  const active = activities.filter(
    (one) => one.produced + one.missed + one.signed + one.absent + one.faults > 0,
  )
  const rows = [...active].sort((a, b) => (a.delegate < b.delegate ? -1 : 1))
  const unproductive = rows.filter((row) => isUnproductive(state, row)).map((row) => row.delegate)
  state.unproductive.set(epoch, unproductive)
  state.probationWindows.set(epoch, rules.probationWindowEpochs)

  if (rules.slashUnproductive) {
    for (const row of rows) if (unproductive.includes(row.delegate)) slashMisses(state, row)
  }
  payDebts(state)
  for (const row of rows) grant(state, row.delegate, BigInt(row.produced) * rules.blockRewardRau)

  const communityRau = communityShare(state, epoch)
  grantTo(state, COMMUNITY, communityRau)
  const sharing = listSharing(state, rules, epoch, unproductive)
  const rewardRau = rules.epochRewardRau - communityRau
  const byScript = scriptShares(state, epoch, rewardRau, sharing)
  const totalRau = sharing.reduce((sum, row) => sum + row.votesRau, 0n)
  for (const [place, { id, votesRau, unproductive: isBad }] of sharing.entries()) {
    const withheld = rules.withholdUnproductive && isBad
    const byVotes = withheld || totalRau === 0n ? 0n : (rewardRau * votesRau) / totalRau
    grant(state, id, byScript?.[place] ?? byVotes)
  }
  if (epoch > rules.foundationBonusLastEpoch) return
  const ranking = (state.rankings.get(epoch) ?? []).filter(
    (row) => state.candidates.get(row.id)?.rewardExempt === false,
  )
  const withVotes = ranking.filter((row) => row.votesRau > 0n)
  for (const { id } of withVotes.slice(0, rules.foundationBonusDelegates)) {
    grant(state, id, rules.foundationBonusRau)
  }
}

function slashMisses(state: ModelState, row: Activity): void {
  const candidate = state.candidates.get(row.delegate)
  if (candidate === undefined) return
  slash(state, row.delegate, state.rules.blockRewardRau * BigInt(row.missed))
}

/** Takes from the self-stake bucket, at most what is in it, into the fund. */
export function slash(state: ModelState, id: Account, amountRau: bigint): void {
  const candidate = state.candidates.get(id)
  if (candidate?.selfStakeBucket === undefined) return
  const bucket = state.buckets.get(candidate.selfStakeBucket)
  if (bucket === undefined) return
  const heldRau = selfStakeOf(state, candidate)
  const takenRau = amountRau < heldRau ? amountRau : heldRau
  bucket.amountRau -= takenRau
  state.fundRau += takenRau
}

export function claim(
  state: ModelState,
  action: ActionOf<'claim'> | ActionOf<'claimFor'>,
): OutcomeCode {
  const account = action.kind === 'claim' ? action.sender : action.account
  // What the community fund holds is paid by treasury proposals alone.
  if (account === COMMUNITY) return 302
  const unclaimedRau = state.unclaimed.get(account) ?? 0n
  if (action.amountRau > unclaimedRau) return 301
  state.unclaimed.set(account, unclaimedRau - action.amountRau)
  addCoins(state, account, action.amountRau)
  return 0
}

export function deposit(state: ModelState, action: ActionOf<'deposit'>): OutcomeCode {
  if (action.amountRau > balanceOf(state, action.sender)) return 201
  addCoins(state, action.sender, -action.amountRau)
  state.fundRau += action.amountRau
  return 0
}
