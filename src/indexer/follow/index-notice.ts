import type { Database, Statements } from '../database/database.ts'

/** What may have changed; `reset` says that everything was made anew. */
export const CHANGES = ['block', 'ranking', 'epoch', 'proposal', 'reset'] as const
export type Change = (typeof CHANGES)[number]

/** Said when blocks are in the tables, once for each batch. */
export interface IndexNotice {
  /** Last block that the tables contain now. */
  readonly height: number
  readonly epoch: number
  readonly changed: readonly Change[]
}

const CHANNEL = 'boule_index'

/** Says it to everybody who watches this database, when the transaction is committed. */
export async function announce(session: Statements, notice: IndexNotice): Promise<void> {
  await session.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(notice)])
}

/**
 * Calls `listener` after each batch of blocks, from whichever process it was read. A notice may be lost while a connection breaks: the tables are
 * what counts. Returns how to stop.
 */
export function watchIndex(
  database: Database,
  listener: (notice: IndexNotice) => void,
): Promise<() => Promise<void>> {
  return database.listen(CHANNEL, (payload) => listener(JSON.parse(payload) as IndexNotice))
}

const EPOCH_EVENTS: ReadonlySet<string> = new Set(['EpochStarted', 'SetElected', 'EpochSettled'])
const PROPOSAL_EVENTS =
  /^(Proposal|Support|Ballot|Vote|Deposit|Directive|Preflight|Readiness|Treasury|Sunset|Rule|Version|Script)/

/** What the events of a batch may have changed. */
export function changesOf(kinds: readonly string[], rankingChanged: boolean): readonly Change[] {
  const changed: Change[] = ['block']
  if (rankingChanged) changed.push('ranking')
  if (kinds.some((kind) => EPOCH_EVENTS.has(kind))) changed.push('epoch')
  if (kinds.some((kind) => PROPOSAL_EVENTS.test(kind))) changed.push('proposal')
  return changed
}
