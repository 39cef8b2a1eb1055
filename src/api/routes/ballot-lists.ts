import { and, eq, sql } from 'drizzle-orm'
import { ballots, proposals } from '#indexer/schema.ts'
import type { ApiContext } from '../server/api-context.ts'
import { byAmount, byWhole, type PageRequest, readKeyset, reversed } from '../server/keyset.ts'
import { ownedBy } from './owned-delegate.ts'
import { viewAddress, viewDelegateOrNull, viewRau } from './view-values.ts'

const SORTS = {
  proposal: [byWhole(ballots.proposal)],
  number: [byWhole(ballots.number)],
  power: [
    byAmount(sql`(${ballots.ownRau} + ${ballots.delegatedRau})`),
    reversed(byWhole(ballots.number)),
  ],
} as const

export interface BallotsOf {
  readonly voter?: string | undefined
  readonly proposal?: number
  /** Mostly for this. */
  readonly choice?: 'yes' | 'no' | 'abstain' | undefined
}

/** A page of the ballots of a voter, sorted by proposal, or of a proposal, by number or power, or of both. */
export function readBallots(
  { database }: ApiContext,
  page: PageRequest<keyof typeof SORTS>,
  { voter, proposal, choice }: BallotsOf,
) {
  const owned = ownedBy(ballots.voter)
  const column = choice === undefined ? undefined : CHOICES[choice]
  return readKeyset(page, {
    sorts: SORTS,
    read: ({ after, orderBy, limit, keys }) =>
      database.drizzle
        .select({
          ballot: ballots,
          title: proposals.title,
          state: proposals.state,
          delegate: owned.id,
          delegateName: owned.name,
          keys,
        })
        .from(ballots)
        .innerJoin(proposals, eq(proposals.id, ballots.proposal))
        .where(
          and(
            voter === undefined ? undefined : eq(ballots.voter, voter),
            proposal === undefined ? undefined : eq(ballots.proposal, proposal),
            column === undefined ? undefined : sql`${column} > 5000`,
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ ballot, title, state, delegate, delegateName }) => ({
      proposal: ballot.proposal,
      title,
      state,
      voter: viewAddress(ballot.voter),
      delegate: viewDelegateOrNull(delegate, delegateName),
      yesBps: ballot.yesBps,
      noBps: ballot.noBps,
      abstainBps: ballot.abstainBps,
      ownRau: viewRau(ballot.ownRau),
      delegatedRau: viewRau(ballot.delegatedRau),
      signed: ballot.nonce !== null,
      times: ballot.times,
      height: ballot.height,
      epoch: ballot.epoch,
      timeMs: ballot.timeMs,
      transaction: ballot.transactionHash,
    }),
  })
}

const CHOICES = { yes: ballots.yesBps, no: ballots.noBps, abstain: ballots.abstainBps }
