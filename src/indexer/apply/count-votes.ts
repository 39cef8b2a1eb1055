import { minBigint } from '#base/integers.ts'
import type { Statements } from '../database/database.ts'
import { moveDelegated } from './ballots.ts'
import type { IndexState, ProposalRow } from './index-state.ts'
import { classNumber, excludedAccounts, rulesOf } from './proposal-terms.ts'

/**
 * What the chain does after the transactions of every block, within the same budget: gives delegated power to delegates where a vote has
 * opened, and counts ballots where one is over, the oldest proposal first. So sums of votes are those of the node at every height.
 */
export async function countVotes(state: IndexState, session: Statements): Promise<void> {
  const open = state.liveProposals().filter(({ state: at }) => isVoting(at))
  if (open.length === 0) return
  let left = state.currentRules.tallyBudgetRecords
  for (const proposal of open) {
    if (left === 0) return
    left = await giveDelegatedPower(state, session, proposal, left)
    if (proposal.state === 'tallying') left -= countBallots(state, proposal, left)
  }
}

function isVoting(state: string): boolean {
  return state === 'voting' || state === 'extended' || state === 'tallying'
}

async function giveDelegatedPower(
  state: IndexState,
  session: Statements,
  proposal: ProposalRow,
  budget: number,
): Promise<number> {
  const progress = await loadProgress(state, session, proposal)
  const count = Math.min(budget, progress.delegations - progress.delegationsDone)
  if (count === 0) return budget
  // Delegations of this batch, and power, must be in the tables before they are asked for there.
  await state.flush(session)
  const delegations = await session.query(
    `with numbered as (
       select account, min(event_id) as first from chain.power_delegations
       where class = $1 group by account order by first limit $2 offset $3
     )
     select n.account, (
       select delegate from chain.power_delegations d
       where d.account = n.account and d.class = $1 and d.epoch <= $4
       order by d.event_id desc limit 1
     ) as delegate
     from numbered n order by n.first`,
    [proposal.class, count, progress.delegationsDone, proposal.openedEpoch],
  )
  const named = delegations.flatMap(({ account, delegate }) =>
    typeof delegate === 'string' ? [{ delegator: String(account), delegate }] : [],
  )
  const powers = await readAgedPowers(
    state,
    session,
    proposal,
    named.map(({ delegator }) => delegator),
  )
  await state.ballots.load(
    session,
    named.flatMap(({ delegator, delegate }) => [
      [proposal.id, delegator] as const,
      [proposal.id, delegate] as const,
    ]),
  )
  for (const { delegator, delegate } of named) {
    const powerRau = powers.get(delegator) ?? 0n
    if (powerRau === 0n || state.ballots.find(proposal.id, delegator) !== undefined) continue
    state.givenPowers.touch({
      proposal: proposal.id,
      delegator,
      delegate,
      powerRau,
      takenBack: false,
      updatedHeight: state.sync.height,
    })
    moveDelegated(state, state.proposal(proposal.id), delegate, powerRau)
  }
  progress.delegationsDone += count
  state.voteProgress.touch(progress)
  return budget - count
}

/** Delegations are numbered by class in the order in which accounts first delegated; those of the epoch in which the vote opened count. */
async function loadProgress(state: IndexState, session: Statements, proposal: ProposalRow) {
  await state.voteProgress.load(session, [[proposal.id]])
  const known = state.voteProgress.find(proposal.id)
  if (known !== undefined) return known
  await state.flush(session)
  const [row] = await session.query(
    `select count(*)::integer as count from (
       select account from chain.power_delegations where class = $1
       group by account having min(epoch) <= $2
     ) as delegators`,
    [proposal.class, proposal.openedEpoch],
  )
  const made = {
    proposal: proposal.id,
    delegations: Number(row?.['count'] ?? 0),
    delegationsDone: 0,
    counted: 0,
  }
  state.voteProgress.touch(made)
  return made
}

/** Returns how many were counted. What they give stands in the sums already. */
function countBallots(state: IndexState, proposal: ProposalRow, budget: number): number {
  const progress = state.voteProgress.get(proposal.id)
  if (progress.delegationsDone < progress.delegations) return budget
  const counted = Math.min(budget, proposal.ballots - progress.counted)
  progress.counted += counted
  state.voteProgress.touch(progress)
  return counted
}

/** min(power at the snapshot, power a maturity before it) of accounts, without those that are excluded. */
async function readAgedPowers(
  state: IndexState,
  session: Statements,
  proposal: ProposalRow,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const snapshot = proposal.qualifiedEpoch ?? 0
  const maturity = classNumber(rulesOf(state, proposal), proposal.class, 'MaturityEpochs')
  const excluded = excludedAccounts(state.ruleBook.of(snapshot))
  const rows = await session.query(
    `select a.account, ${pointAt('$2')} as now, ${pointAt('$3')} as before
     from unnest(($1::text)::text[]) as a(account)`,
    [`{${accounts.join(',')}}`, snapshot, Math.max(0, snapshot - maturity)],
  )
  const powers = new Map<string, bigint>()
  for (const { account, now, before } of rows) {
    if (excluded.has(String(account))) continue
    powers.set(String(account), minBigint(toAmount(now), toAmount(before)))
  }
  return powers
}

/** SQL: the power of `a.account` at the end of an epoch; null when it never had any. */
export function pointAt(epoch: string): string {
  return `(select p.power_rau from chain.power_points p where p.account = a.account and p.epoch <= ${epoch}::integer order by p.epoch desc limit 1)`
}

/** An amount as the drivers give it; nothing when there is none. */
export function toAmount(value: unknown): bigint {
  return typeof value === 'string' ? BigInt(value) : 0n
}
