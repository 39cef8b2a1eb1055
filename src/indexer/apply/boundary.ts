import type { Statements } from '../database/database.ts'
import { delegateEpochs } from '../schema.ts'
import { powerOf, putPowerPoint, votesOf } from './bucket-changes.ts'
import { pointAt, toAmount } from './count-votes.ts'
import type { BucketRow, IndexState, ProposalRow } from './index-state.ts'
import { classNumber, excludedAccounts, rulesOf } from './proposal-terms.ts'
import { rankNow } from './rank.ts'

/** Proposals whose support follows the power of their supporters at the boundary that comes. */
export function supportedProposals(state: IndexState): readonly ProposalRow[] {
  return state.liveProposals().filter(({ state: at, supporters, supportRau }) => {
    const isLooking = at === 'support' || at === 'submitted'
    return isLooking && (supporters > 0 || supportRau > 0n)
  })
}

/** The aged power of supporters is that of the boundary that was last. */
export async function moveSupports(
  state: IndexState,
  session: Statements,
  proposals: readonly ProposalRow[],
): Promise<void> {
  if (proposals.length === 0) return
  await state.flush(session)
  const { epoch, height } = state.sync
  const excluded = excludedAccounts(state.currentRules)
  for (const proposal of proposals) {
    const maturity = classNumber(rulesOf(state, proposal), proposal.class, 'MaturityEpochs')
    const powers = await session.query(
      `select a.account, least(${pointAt('$2')}, ${pointAt('$3')}) as power
       from chain.proposal_supports a
       where a.proposal = $1 and a.counts and not a.withdrawn`,
      [proposal.id, epoch, Math.max(0, epoch - maturity)],
    )
    await state.supports.load(
      session,
      powers.map(({ account }) => [proposal.id, String(account)] as const),
    )
    const row = state.proposal(proposal.id)
    row.supportRau = 0n
    row.supporters = 0
    for (const { account, power } of powers) {
      const isExcluded = excluded.has(String(account))
      const powerRau = isExcluded ? 0n : toAmount(power)
      row.supportRau += powerRau
      if (powerRau > 0n) row.supporters++
      const support = state.supports.get(proposal.id, String(account))
      if (support.powerRau === powerRau) continue
      support.powerRau = powerRau
      support.updatedHeight = height
      state.supports.touch(support)
    }
  }
}

/**
 * The next epoch lets long locks count otherwise: the power of all accounts is worked out anew, as of the next epoch.
 * PERF: reads every bucket; once for each change of the rule `lockBonusCapPercent`.
 */
export async function moveLockBonus(state: IndexState, session: Statements): Promise<void> {
  const { epoch } = state.sync
  const next = state.ruleBook.of(epoch + 1)
  if (state.currentRules.lockBonusCapPercent === next.lockBonusCapPercent) return
  const sums = new Map<string, bigint>()
  await eachBucket(state, session, (bucket) => {
    sums.set(bucket.owner, (sums.get(bucket.owner) ?? 0n) + powerOf(bucket, next))
  })
  await state.accounts.load(
    session,
    [...sums.keys()].map((address) => [address] as const),
  )
  for (const [address, powerRau] of sums) {
    if (state.accounts.get(address).powerRau === powerRau) continue
    state.account(address).powerRau = powerRau
    putPowerPoint(state, address, epoch + 1, powerRau)
  }
}

/** Other weights are in force: the votes of all buckets are worked out anew, and with them those of voters and delegates. */
export async function moveWeights(state: IndexState, session: Statements): Promise<void> {
  const { height } = state.sync
  const changed: BucketRow[] = []
  await eachBucket(state, session, (bucket) => {
    if (votesOf(state, bucket) !== bucket.votesRau) changed.push(bucket)
  })
  await state.voters.load(
    session,
    changed.map(({ delegate, owner }) => [delegate, owner] as const),
  )
  for (const bucket of changed) {
    const votesRau = votesOf(state, bucket)
    const differenceRau = votesRau - bucket.votesRau
    bucket.votesRau = votesRau
    bucket.updatedHeight = height
    state.buckets.touch(bucket)
    state.delegate(bucket.delegate).votesRau += differenceRau
    const voter = state.voters.get(bucket.delegate, bucket.owner)
    voter.votesRau += differenceRau
    voter.updatedHeight = height
    state.voters.touch(voter)
  }
}

const BUCKETS_AT_ONCE = 20_000

/** All buckets that give votes. */
async function eachBucket(
  state: IndexState,
  session: Statements,
  visit: (bucket: BucketRow) => void,
): Promise<void> {
  await state.flush(session)
  for (let after = -1; ; ) {
    const rows = await state.buckets.loadWhere(
      session,
      `status = 'staked' and "index" > $1 order by "index" limit ${BUCKETS_AT_ONCE}`,
      [after],
    )
    for (const row of rows) visit(row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < BUCKETS_AT_ONCE) return
    after = last.index
  }
}

/** Every delegate as the epoch leaves it. */
export function recordDelegates(state: IndexState): void {
  const { epoch } = state.sync
  for (const [at, { candidate, countedRau, obstacle }] of rankNow(state).entries()) {
    const { delegate } = candidate
    state.append(delegateEpochs, {
      epoch,
      delegate: delegate.id,
      rank: at + 1,
      votesRau: delegate.votesRau,
      effectiveVotesRau: countedRau,
      selfStakeRau: delegate.selfStakeRau,
      buckets: delegate.buckets,
      voters: delegate.voters,
      probationEpochs: delegate.probationEpochs,
      eligible: obstacle === undefined,
      reason: obstacle ?? null,
    })
  }
}
