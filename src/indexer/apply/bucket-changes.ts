import { minBigint } from '#base/integers.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import { computeVotesByTable } from '#formulas/votes-by-table.ts'
import type { Rules } from '#params/rule-table.ts'
import type { BucketRow, IndexState } from './index-state.ts'

/*
 * The one place where buckets change, and with them votes, voters, staked sums and power: all of these are sums over buckets.
 */

/** Changes a bucket and moves all sums along. */
export function changeBucket(
  state: IndexState,
  bucket: BucketRow,
  change: (bucket: BucketRow) => void,
): void {
  const { delegate, owner } = bucket
  detach(state, bucket)
  change(bucket)
  attach(state, bucket)
  dropEmptyVoter(state, delegate, owner)
}

/** A bucket that was not there before. */
export function addBucket(state: IndexState, bucket: BucketRow): void {
  attach(state, bucket)
}

/** What the bucket gives to its delegate now; nothing once it is unstaked. */
export function votesOf(state: IndexState, bucket: BucketRow): bigint {
  if (bucket.status !== 'staked') return 0n
  const { amountRau, durationDays, autoStake, selfStake } = bucket
  const input = { amountRau, durationDays, autoStake, selfStake }
  return state.weights === undefined
    ? computeVotes(input)
    : computeVotesByTable(state.weights, input)
}

/** What the bucket gives to its owner in governance: its amount, and of the bonus for a long lock at most what the rules allow. */
export function powerOf(bucket: BucketRow, rules: Rules): bigint {
  if (bucket.status !== 'staked') return 0n
  const { amountRau, durationDays, autoStake } = bucket
  if (rules.lockBonusCapPercent === 0) return amountRau
  const votesRau = computeVotes({ amountRau, durationDays, autoStake, selfStake: false })
  return minBigint(votesRau, (amountRau * BigInt(100 + rules.lockBonusCapPercent)) / 100n)
}

function detach(state: IndexState, bucket: BucketRow): void {
  count(state, bucket, -1)
}

function attach(state: IndexState, bucket: BucketRow): void {
  bucket.votesRau = votesOf(state, bucket)
  bucket.updatedHeight = state.sync.height
  count(state, bucket, 1)
  if (bucket.selfStake) state.delegate(bucket.delegate).selfStakeRau = bucket.amountRau
  state.buckets.touch(bucket)
}

function count(state: IndexState, bucket: BucketRow, sign: 1 | -1): void {
  if (bucket.status === 'withdrawn') return
  const { sync } = state
  const amountRau = BigInt(sign) * bucket.amountRau
  const account = state.account(bucket.owner)
  const delegate = state.delegate(bucket.delegate)
  account.buckets += sign
  account.stakedRau += amountRau
  delegate.buckets += sign
  sync.buckets += sign
  sync.stakedRau += amountRau
  if (bucket.status !== 'staked') return
  const votesRau = BigInt(sign) * bucket.votesRau
  delegate.votesRau += votesRau
  countVoter(state, bucket, { sign, amountRau, votesRau })
  addPower(state, bucket.owner, BigInt(sign) * powerOf(bucket, state.currentRules))
}

function countVoter(
  state: IndexState,
  { delegate, owner }: BucketRow,
  change: { readonly sign: 1 | -1; readonly amountRau: bigint; readonly votesRau: bigint },
): void {
  const { height, epoch } = state.sync
  let voter = state.voters.find(delegate, owner)
  if (voter === undefined) {
    const isGenesis = height === 0
    voter = {
      delegate,
      owner,
      buckets: 0,
      amountRau: 0n,
      votesRau: 0n,
      sinceHeight: height,
      sinceEpoch: isGenesis ? 0 : epoch,
      updatedHeight: height,
    }
    state.delegate(delegate).voters++
  }
  voter.buckets += change.sign
  voter.amountRau += change.amountRau
  voter.votesRau += change.votesRau
  voter.updatedHeight = height
  state.voters.touch(voter)
}

function dropEmptyVoter(state: IndexState, delegate: string, owner: string): void {
  const voter = state.voters.find(delegate, owner)
  if (voter === undefined || voter.buckets > 0) return
  state.voters.remove(voter)
  state.delegate(delegate).voters--
}

/** Power counts at the end of the epoch in which it changed; what genesis gave has the point 0. */
function addPower(state: IndexState, owner: string, differenceRau: bigint): void {
  if (differenceRau === 0n) return
  const account = state.account(owner)
  account.powerRau += differenceRau
  putPowerPoint(state, owner, state.sync.height === 0 ? 0 : state.sync.epoch, account.powerRau)
}

export function putPowerPoint(
  state: IndexState,
  account: string,
  epoch: number,
  powerRau: bigint,
): void {
  state.powerPoints.touch({ account, epoch, powerRau })
}
