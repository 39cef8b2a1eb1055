import { and, eq, gte, lte, type SQL } from 'drizzle-orm'
import { debts, delegates, grants } from '#indexer/schema.ts'
import type { GrantKind } from '#indexer/schema/epochs.ts'
import type { ApiContext } from '../server/api-context.ts'
import { byWhole, type PageRequest, readKeyset } from '../server/keyset.ts'
import { viewAddress, viewDelegate, viewRau } from './view-values.ts'

export interface GrantFilters {
  readonly epoch?: number | undefined
  readonly fromEpoch?: number | undefined
  readonly toEpoch?: number | undefined
  readonly kind?: GrantKind | undefined
}

/** A page of the grants that `of` selects. Numbers of events rise with epochs, so that they are what is sorted by. */
export function readGrants(
  { database }: ApiContext,
  page: PageRequest<'epoch'>,
  of: SQL | undefined,
  { epoch, fromEpoch, toEpoch, kind }: GrantFilters,
) {
  return readKeyset(page, {
    sorts: { epoch: [byWhole(grants.eventId)] },
    read: ({ after, orderBy, limit, keys }) =>
      database.drizzle
        .select({ grant: grants, name: delegates.name, openRau: debts.openRau, keys })
        .from(grants)
        .leftJoin(delegates, eq(delegates.id, grants.delegate))
        .leftJoin(debts, eq(debts.eventId, grants.eventId))
        .where(
          and(
            of,
            epoch === undefined ? undefined : eq(grants.epoch, epoch),
            fromEpoch === undefined ? undefined : gte(grants.epoch, fromEpoch),
            toEpoch === undefined ? undefined : lte(grants.epoch, toEpoch),
            kind === undefined ? undefined : eq(grants.kind, kind),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ grant, name, openRau }) => ({
      epoch: grant.epoch,
      height: grant.height,
      timeMs: grant.timeMs,
      delegate: viewDelegate(grant.delegate, name),
      reward: viewAddress(grant.reward),
      kind: grant.kind,
      amountRau: viewRau(grant.amountRau),
      owedRau: viewRau(grant.owedRau),
      stillOwedRau: viewRau(openRau ?? 0n),
    }),
  })
}
