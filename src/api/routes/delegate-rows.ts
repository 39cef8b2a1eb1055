import { eq, getTableColumns, type SQL } from 'drizzle-orm'
import { delegates, ranking } from '#indexer/schema.ts'
import type { Role } from '../contract/roles.ts'
import type { ApiContext } from '../server/api-context.ts'
import { ApiProblem } from '../server/api-problem.ts'
import { looksLikeAddress, readAddress } from './read-parameters.ts'
import { viewAddress, viewRau } from './view-values.ts'

/** What answers say of a delegate: all but the text that searches look through. */
const { searchText: _, ...delegateColumns } = getTableColumns(delegates)
export { delegateColumns }

export type DelegateRow = Omit<typeof delegates.$inferSelect, 'searchText'>
export type RankingRow = typeof ranking.$inferSelect

/**
 * A delegate by identity or name, with its place. A name that was given up and taken by another is the other’s.
 *
 * @throws ApiProblem `not-found`.
 */
export async function findDelegate({ database }: ApiContext, idOrName: string) {
  const rows = await database.drizzle
    .select({ delegate: delegateColumns, place: ranking })
    .from(delegates)
    .innerJoin(ranking, isRanked())
    .where(
      looksLikeAddress(idOrName)
        ? eq(delegates.id, readAddress(idOrName, 'delegate'))
        : eq(delegates.name, idOrName),
    )
    .limit(2)
  return current(rows, ({ delegate }) => delegate.retired, idOrName)
}

/** What lists need of a delegate. An address is taken as it is, and lists of one that does not exist are empty. */
export async function readDelegateId({ database }: ApiContext, idOrName: string): Promise<string> {
  if (looksLikeAddress(idOrName)) return readAddress(idOrName, 'delegate')
  const rows = await database.drizzle
    .select({ id: delegates.id, retired: delegates.retired })
    .from(delegates)
    .where(eq(delegates.name, idOrName))
    .limit(2)
  return current(rows, ({ retired }) => retired, idOrName).id
}

function current<Row>(
  rows: readonly Row[],
  isRetired: (row: Row) => boolean,
  idOrName: string,
): Row {
  const row = rows.find((one) => !isRetired(one)) ?? rows[0]
  if (row !== undefined) return row
  throw new ApiProblem('not-found', `there is no delegate ${idOrName}`, { field: 'delegate' })
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
    rewardExempt: row.rewardExempt,
    retired: row.retired,
    exit: row.exit,
    uptimeBps: row.uptimeBps,
    blockCommissionBps: row.blockCommissionBps,
    epochCommissionBps: row.epochCommissionBps,
    bonusCommissionBps: row.bonusCommissionBps,
  }
}
