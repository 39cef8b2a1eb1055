import { decodeRecord } from '#base/codec.ts'
import { fromHex } from '#base/hex.ts'
import { weightTableCodec } from '#formulas/votes-by-table.ts'
import type { Statements } from '../database/database.ts'
import { RowCache } from '../rows/row-cache.ts'
import { seats, sync } from '../schema.ts'
import { IndexState } from './index-state.ts'

/** The state of the index as the database has it; `hasBegun` is false when there is none yet. `maxKept`: rows of a kind that are kept in memory. */
export async function loadState(session: Statements, maxKept?: number): Promise<IndexState> {
  const state = new IndexState(maxKept)
  const [row] = await new RowCache(sync).loadWhere(session, 'id = 1')
  if (row === undefined) return state
  state.sync = row
  await state.delegates.loadWhere(session, 'true')
  await state.ranking.loadWhere(session, 'true')
  await loadRules(state, session)
  await state.epochs.load(session, [[row.epoch - 1], [row.epoch], [row.epoch + 1]])
  await state.blocks.load(session, [[row.height]])
  await loadSeats(state, session)
  await loadGovernance(state, session)
  return state
}

async function loadRules(state: IndexState, session: Statements): Promise<void> {
  for (const rule of await state.rules.loadWhere(session, 'true')) state.ruleBook.add(rule)
  const [weights] = await session.query(
    'select weights from chain.vote_weights order by event_id desc limit 1',
  )
  const table = weights?.['weights']
  if (typeof table === 'string') state.weights = decodeRecord(weightTableCodec, fromHex(table))
}

async function loadSeats(state: IndexState, session: Statements): Promise<void> {
  const { epoch } = state.sync
  const rows = await new RowCache(seats).loadWhere(session, 'epoch in ($1, $2)', [epoch, epoch + 1])
  for (const number of [epoch, epoch + 1]) {
    const found = rows.filter((one) => one.epoch === number).sort((a, b) => a.rank - b.rank)
    if (found.length > 0) state.keepSeats(number, found)
  }
}

async function loadGovernance(state: IndexState, session: Statements): Promise<void> {
  await state.proposals.loadWhere(session, 'live')
  await state.revisions.loadWhere(
    session,
    '(proposal, revision) in (select id, revision from chain.proposals where live)',
  )
  await state.streams.loadWhere(session, 'epochs_left > 0 or owed_rau > 0')
  const [next] = await session.query(
    'select coalesce(max(stream) + 1, 0)::integer as next from chain.treasury_streams',
  )
  state.nextStream = Number(next?.['next'] ?? 0)
  const over = await session.query(
    'select id from chain.proposals where sunset_restored is not null',
  )
  for (const { id } of over) state.overEnactments.add(Number(id))
}
