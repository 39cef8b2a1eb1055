import { and, asc, eq, gte, lte } from 'drizzle-orm'
import { activity, epochs, grants, seats, settlements } from '#indexer/schema.ts'
import * as contract from '../contract/election.ts'
import type { ApiContext } from '../server/api-context.ts'
import { found } from '../server/api-problem.ts'
import { handle, handleList } from '../server/handler.ts'
import { byWhole, readKeyset } from '../server/keyset.ts'
import { readDelegateId } from './delegate-rows.ts'
import { readGrants } from './grant-lists.ts'
import { orNull, viewAddress, viewDelegate, viewRau } from './view-values.ts'

type EpochRow = typeof epochs.$inferSelect
type SettlementRow = typeof settlements.$inferSelect

async function readEpoch(context: ApiContext, epoch: number) {
  const [row] = await context.database.drizzle
    .select({ epoch: epochs, settlement: settlements })
    .from(epochs)
    .leftJoin(settlements, eq(settlements.epoch, epochs.epoch))
    .where(eq(epochs.epoch, epoch))
  return found(row, `epoch ${epoch} is not elected yet`)
}

const getDraw = handle(contract.getEpochDraw, async ({ context, params }) => {
  const { epoch } = await readEpoch(context, params.epoch)
  const rows = await context.database.drizzle
    .select()
    .from(seats)
    .where(eq(seats.epoch, params.epoch))
    .orderBy(asc(seats.rank))
  return {
    epoch: epoch.epoch,
    electedHeight: epoch.electedHeight,
    origin: epoch.origin,
    rule: epoch.drawRule === 'iotex' ? ('iotex' as const) : ('boule' as const),
    startHeight: epoch.startHeight,
    mix: epoch.mix,
    producers: epoch.producers,
    candidates: rows.map((seat) => ({
      rank: seat.rank,
      delegate: viewDelegate(seat.delegate, seat.name),
      registration: seat.registration,
      operator: viewAddress(seat.operator),
      votesRau: viewRau(seat.votesRau),
      drawn: seat.producer,
    })),
  }
})

const listSeats = handleList(contract.listEpochSeats, async ({ context, params, page }) => {
  await readEpoch(context, params.epoch)
  return readKeyset(page, {
    sorts: { rank: [byWhole(seats.rank)] },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ seat: seats, activity, keys })
        .from(seats)
        .leftJoin(
          activity,
          and(eq(activity.epoch, seats.epoch), eq(activity.delegate, seats.delegate)),
        )
        .where(and(eq(seats.epoch, params.epoch), after))
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ seat, activity: done }) => ({
      rank: seat.rank,
      delegate: viewDelegate(seat.delegate, seat.name),
      registration: seat.registration,
      votesRau: viewRau(seat.votesRau),
      producer: seat.producer,
      produced: done?.produced ?? null,
      missed: done?.missed ?? null,
      signed: done?.signed ?? null,
      absent: done?.absent ?? null,
      unproductive: done?.unproductive ?? null,
    }),
  })
})

export const EPOCH_ROUTES = [
  handleList(contract.listEpochs, ({ context, query, page }) =>
    readKeyset(page, {
      sorts: { epoch: [byWhole(epochs.epoch)] },
      read: ({ after, orderBy, limit, keys }) =>
        context.database.drizzle
          .select({ epoch: epochs, settlement: settlements, keys })
          .from(epochs)
          .leftJoin(settlements, eq(settlements.epoch, epochs.epoch))
          .where(
            and(
              query.fromEpoch === undefined ? undefined : gte(epochs.epoch, query.fromEpoch),
              query.toEpoch === undefined ? undefined : lte(epochs.epoch, query.toEpoch),
              after,
            ),
          )
          .orderBy(...orderBy)
          .limit(limit),
      view: ({ epoch, settlement }) => viewEpoch(context, epoch, settlement),
    }),
  ),
  handle(contract.getEpoch, async ({ context, params }) => {
    const { epoch, settlement } = await readEpoch(context, params.epoch)
    return viewEpoch(context, epoch, settlement)
  }),
  listSeats,
  handleList(contract.listEpochGrants, async ({ context, params, query, page }) => {
    const { kind, delegate } = query
    const id = delegate === undefined ? undefined : await readDelegateId(context, delegate)
    const of = id === undefined ? undefined : eq(grants.delegate, id)
    return readGrants(context, page, of, { epoch: params.epoch, kind })
  }),
  getDraw,
]

function viewEpoch({ watch }: ApiContext, row: EpochRow, settlement: SettlementRow | null) {
  const running = watch.head()?.epoch ?? 0
  const phase: 'past' | 'running' | 'next' =
    row.epoch < running ? 'past' : row.epoch === running ? 'running' : 'next'
  return {
    epoch: row.epoch,
    phase,
    startHeight: row.startHeight,
    electionHeight: row.electionHeight,
    endHeight: row.endHeight,
    startTimeMs: row.startTimeMs,
    endTimeMs: row.endTimeMs,
    electedHeight: row.electedHeight,
    origin: row.origin,
    mix: row.mix,
    seats: row.seats,
    producers: row.producers,
    blocks: row.blocks,
    missedBlocks: row.missed,
    transactions: row.transactions,
    settlement: orNull(settlement, viewSettlement),
  }
}

function viewSettlement(row: SettlementRow) {
  return {
    height: row.height,
    blockRau: viewRau(row.blockRau),
    epochRau: viewRau(row.epochRau),
    foundationRau: viewRau(row.foundationRau),
    owedRau: viewRau(row.owedRau),
    debtsPaidRau: viewRau(row.debtsPaidRau),
    slashedRau: viewRau(row.slashedRau),
  }
}
