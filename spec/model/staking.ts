import { addCoins, balanceOf } from './accounts.ts'
import type { Account, ActionOf, Bucket, Candidate, ModelState, OutcomeCode } from './types.ts'
import { refuseUnusable } from './usable-address.ts'

/*
 * The staking actions and how they end (spec of the numbers: iotex-core's receipt statuses). Every
 * function first looks for a reason to refuse, in the order of its lines, and only then changes
 * something.
 */

const DAY_SECONDS = 86_400

export function candidateByName(state: ModelState, name: string): Candidate | undefined {
  return [...state.candidates.values()].find((candidate) => candidate.name === name)
}

export function isSelfStake(state: ModelState, bucket: Bucket): boolean {
  const candidates = [...state.candidates.values()]
  return candidates.some((candidate) => candidate.selfStakeBucket === bucket.index)
}

export function addBucket(
  state: ModelState,
  wish: {
    readonly candidate: Account
    readonly owner: Account
    readonly amountRau: bigint
    readonly days: number
    readonly autoStake: boolean
  },
): Bucket {
  const bucket: Bucket = {
    index: state.nextBucket,
    candidate: wish.candidate,
    owner: wish.owner,
    amountRau: wish.amountRau,
    days: wish.days,
    autoStake: wish.autoStake,
    createdSeconds: state.timeSeconds,
    stakedSeconds: state.timeSeconds,
    unstakedSeconds: 0,
  }
  state.nextBucket += 1
  state.buckets.set(bucket.index, bucket)
  return bucket
}

function hasMatured(state: ModelState, bucket: Bucket): boolean {
  return state.timeSeconds >= bucket.stakedSeconds + bucket.days * DAY_SECONDS
}

export function createStake(state: ModelState, action: ActionOf<'createStake'>): OutcomeCode {
  const { rules } = state
  if (action.amountRau < rules.minStakeRau || action.amountRau === 0n) return 212
  if (action.days > rules.maxStakeDays) return 220
  if (action.amountRau > balanceOf(state, action.sender)) return 201
  const candidate = candidateByName(state, action.name)
  if (candidate === undefined) return 205
  if (candidate.retired) return 223
  addCoins(state, action.sender, -action.amountRau)
  addBucket(state, { ...action, candidate: candidate.id, owner: action.sender })
  return 0
}

export function depositToStake(state: ModelState, action: ActionOf<'depositToStake'>): OutcomeCode {
  if (action.amountRau === 0n) return 212
  if (action.amountRau > balanceOf(state, action.sender)) return 201
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (!bucket.autoStake) return 204
  if (bucket.unstakedSeconds !== 0) return 204
  addCoins(state, action.sender, -action.amountRau)
  bucket.amountRau += action.amountRau
  return 0
}

export function unstake(
  state: ModelState,
  action: ActionOf<'unstake' | 'withdrawStake' | 'migrateStake'>,
): OutcomeCode {
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (bucket.owner !== action.sender) return 203
  if (bucket.unstakedSeconds !== 0) return 204
  if (bucket.autoStake) return 204
  if (!hasMatured(state, bucket)) return 207
  if (state.endorsements.has(bucket.index)) return 204
  if (isSelfStake(state, bucket)) return 207
  bucket.unstakedSeconds = state.timeSeconds
  return 0
}

export function withdrawStake(
  state: ModelState,
  action: ActionOf<'unstake' | 'withdrawStake' | 'migrateStake'>,
): OutcomeCode {
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (bucket.owner !== action.sender) return 203
  if (bucket.unstakedSeconds === 0) return 208
  if (state.timeSeconds < bucket.unstakedSeconds + state.rules.unstakeWaitSeconds) return 209
  state.buckets.delete(bucket.index)
  addCoins(state, bucket.owner, bucket.amountRau)
  return 0
}

/** There are no staking contracts to migrate to, so it never succeeds. */
export function migrateStake(
  state: ModelState,
  action: ActionOf<'unstake' | 'withdrawStake' | 'migrateStake'>,
): OutcomeCode {
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (bucket.owner !== action.sender) return 203
  if (!bucket.autoStake) return 204
  return 222
}

export function restake(state: ModelState, action: ActionOf<'restake'>): OutcomeCode {
  if (action.days > state.rules.maxStakeDays) return 220
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (bucket.owner !== action.sender) return 203
  if (bucket.unstakedSeconds !== 0) return 204
  if (action.days < bucket.days) {
    if (bucket.autoStake) return 204
    if (!hasMatured(state, bucket)) return 206
  }
  bucket.days = action.days
  bucket.autoStake = action.autoStake
  bucket.stakedSeconds = state.timeSeconds
  return 0
}

export function changeCandidate(
  state: ModelState,
  action: ActionOf<'changeCandidate'>,
): OutcomeCode {
  const candidate = candidateByName(state, action.name)
  if (candidate === undefined) return 205
  if (candidate.retired) return 223
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (bucket.owner !== action.sender) return 203
  if (isSelfStake(state, bucket)) return 204
  if (state.endorsements.has(bucket.index)) return 204
  if (bucket.unstakedSeconds !== 0) return 204
  if (bucket.candidate === candidate.id) return 210
  bucket.candidate = candidate.id
  return 0
}

export function transferStake(state: ModelState, action: ActionOf<'transferStake'>): OutcomeCode {
  const unusable = refuseUnusable(action.newOwner)
  if (unusable !== 0) return unusable
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (bucket.owner !== action.sender) return 203
  if (isSelfStake(state, bucket)) return 204
  if (bucket.owner === action.newOwner) return 204
  bucket.owner = action.newOwner
  return 0
}
