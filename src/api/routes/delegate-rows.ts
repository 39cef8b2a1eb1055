import { and, eq, type SQL } from 'drizzle-orm'
import { delegates, ranking } from '#indexer/schema.ts'
import type { Role } from '../contract/roles.ts'
import type { ApiContext } from '../server/api-context.ts'
import { ApiProblem } from '../server/api-problem.ts'
import { looksLikeAddress, readAddress } from './read-parameters.ts'
import { viewAddress, viewRau } from './view-values.ts'

export type DelegateRow = typeof delegates.$inferSelect
export type RankingRow = typeof ranking.$inferSelect

/**
 * A delegate by identity or name. A name that was given up and taken by another is the other’s.
 *
 * @throws ApiProblem `not-found`.
 */
export async function findDelegate(
  { database }: ApiContext,
  idOrName: string,
): Promise<DelegateRow> {
  const is = looksLikeAddress(idOrName)
    ? eq(delegates.id, readAddress(idOrName, 'delegate'))
    : and(eq(delegates.name, idOrName))
  const rows = await database.drizzle.select().from(delegates).where(is).limit(2)
  const row = rows.find(({ retired }) => !retired) ?? rows[0]
  if (row === undefined) throw noDelegate(idOrName)
  return row
}

/** The identity alone: an address is taken as it is, and lists of one that does not exist are empty. */
export async function readDelegateId(context: ApiContext, idOrName: string): Promise<string> {
  if (looksLikeAddress(idOrName)) return readAddress(idOrName, 'delegate')
  return (await findDelegate(context, idOrName)).id
}

function noDelegate(idOrName: string): ApiProblem {
  return new ApiProblem('not-found', `there is no delegate ${idOrName}`, { field: 'delegate' })
}

/** Delegates with their places in the ranking. */
export function isRanked(): SQL {
  return eq(ranking.delegate, delegates.id)
}

export function roleOf({ role, eligible }: Pick<RankingRow, 'role' | 'eligible'>): Role {
  if (role !== 'none') return role
  return eligible ? 'standby' : 'none'
}

export function viewDelegateSummary(row: DelegateRow, place: RankingRow) {
  return {
    id: viewAddress(row.id),
    name: row.name,
    displayName: row.displayName === '' ? row.name : row.displayName,
    group: row.group,
    region: row.region,
    website: row.website,
    logoHash: row.logoHash,
    owner: viewAddress(row.owner),
    operator: viewAddress(row.operator),
    reward: viewAddress(row.reward),
    registration: row.registration,
    rank: place.rank,
    role: roleOf(place),
    eligible: place.eligible,
    reason: place.reason,
    votesRau: viewRau(row.votesRau),
    effectiveVotesRau: viewRau(place.effectiveVotesRau),
    selfStakeRau: viewRau(row.selfStakeRau),
    buckets: row.buckets,
    voters: row.voters,
    probationEpochs: row.probationEpochs,
    retired: row.retired,
    exit: row.exit,
    uptimeBps: row.uptimeBps,
    blockCommissionBps: row.blockCommissionBps,
    epochCommissionBps: row.epochCommissionBps,
    bonusCommissionBps: row.bonusCommissionBps,
  }
}
