import { and, eq, gte, ne, type SQL, sql } from 'drizzle-orm'
import { buckets, delegates } from '#indexer/schema.ts'
import type { ApiContext } from '../server/api-context.ts'
import { byAmount, byWhole, type PageRequest, readKeyset, reversed } from '../server/keyset.ts'
import { readWholeRule } from './rule-values.ts'
import { orNull, viewAddress, viewDelegate, viewIoAddress, viewRau } from './view-values.ts'

type BucketRow = typeof buckets.$inferSelect

export interface BucketFilters {
  readonly state?: 'open' | 'staked' | 'unstaked' | 'withdrawn' | 'all' | undefined
  readonly selfStake?: boolean | undefined
  readonly minAmount?: string | undefined
}

const SORTS = {
  index: [byWhole(buckets.index)],
  amount: [byAmount(buckets.amountRau), reversed(byWhole(buckets.index))],
  votes: [byAmount(buckets.votesRau), reversed(byWhole(buckets.index))],
} as const

/** A page of the buckets that `of` selects. */
export async function readBuckets(
  context: ApiContext,
  page: PageRequest<keyof typeof SORTS>,
  of: SQL | undefined,
  filters: BucketFilters,
) {
  const view = await createBucketView(context)
  return readKeyset(page, {
    sorts: SORTS,
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ bucket: buckets, name: delegates.name, keys })
        .from(buckets)
        .leftJoin(delegates, eq(delegates.id, buckets.delegate))
        .where(and(of, hasState(filters.state ?? 'open'), matches(filters), after))
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ bucket, name }) => view(bucket, name),
  })
}

export async function findBucket(context: ApiContext, index: number) {
  const [row] = await context.database.drizzle
    .select({ bucket: buckets, name: delegates.name })
    .from(buckets)
    .leftJoin(delegates, eq(delegates.id, buckets.delegate))
    .where(eq(buckets.index, index))
  const view = await createBucketView(context)
  return row === undefined ? undefined : view(row.bucket, row.name)
}

function hasState(state: NonNullable<BucketFilters['state']>): SQL | undefined {
  switch (state) {
    case 'all':
      return undefined
    case 'open':
      return ne(buckets.status, 'withdrawn')
    default:
      return eq(buckets.status, state)
  }
}

function matches({ selfStake, minAmount }: BucketFilters): SQL | undefined {
  return and(
    selfStake === undefined ? undefined : eq(buckets.selfStake, selfStake),
    minAmount === undefined ? undefined : gte(buckets.amountRau, sql`${minAmount}::numeric`),
  )
}

/** How buckets look as of the index’s block. */
async function createBucketView(context: ApiContext) {
  const waitSeconds = await readWholeRule(context, 'unstakeWaitSeconds')
  const nextHeight = (context.watch.head()?.height ?? 0) + 1
  return (row: BucketRow, name: string | null) => ({
    index: row.index,
    delegate: viewDelegate(row.delegate, name),
    owner: viewAddress(row.owner),
    ioOwner: viewIoAddress(row.owner),
    amountRau: viewRau(row.amountRau),
    votesRau: viewRau(row.votesRau),
    durationDays: row.durationDays,
    autoStake: row.autoStake,
    createdSeconds: row.createdSeconds,
    stakedSeconds: row.stakedSeconds,
    unstakedSeconds: row.unstakedSeconds,
    withdrawableSeconds: orNull(row.unstakedSeconds, (seconds) => seconds + waitSeconds),
    selfStake: row.selfStake,
    endorsement: viewEndorsement(row, nextHeight),
    state: row.status,
    openedHeight: row.createdHeight,
    closedHeight: row.withdrawnHeight,
    updatedHeight: row.updatedHeight,
  })
}

function viewEndorsement({ endorsement, endorsementEnd }: BucketRow, nextHeight: number) {
  const isOver = endorsement === 'ending' && (endorsementEnd ?? 0) <= nextHeight
  return isOver ? ('expired' as const) : endorsement
}
