import type { Statements } from '../database/database.ts'
import type { IndexState } from './index-state.ts'
import { rankNow } from './rank.ts'

/** Brings the table `ranking` up to the last block that was read: rows that are as they were are not written. True when there is a change. */
export async function writeRanking(state: IndexState, session: Statements): Promise<boolean> {
  const ranked = rankNow(state)
  await state.ranking.load(
    session,
    ranked.map(({ candidate }) => [candidate.delegate.id] as const),
  )
  const roles = rolesOf(state)
  let changed = false
  for (const [at, { candidate, countedRau, obstacle }] of ranked.entries()) {
    const { id, votesRau } = candidate.delegate
    const row = {
      delegate: id,
      rank: at + 1,
      votesRau,
      effectiveVotesRau: countedRau,
      eligible: obstacle === undefined,
      reason: obstacle ?? null,
      role: roles.get(id) ?? ('none' as const),
    }
    const before = state.ranking.find(id)
    const isSame =
      before !== undefined &&
      before.rank === row.rank &&
      before.votesRau === row.votesRau &&
      before.effectiveVotesRau === row.effectiveVotesRau &&
      before.reason === row.reason &&
      before.role === row.role
    if (isSame) continue
    state.ranking.touch(row)
    changed = true
  }
  return changed
}

/** Parts in the running epoch. */
function rolesOf(state: IndexState): ReadonlyMap<string, 'producer' | 'verifier'> {
  return new Map(
    state.seatsOf(state.sync.epoch).map(({ delegate, producer }) => {
      return [delegate, producer ? 'producer' : 'verifier'] as const
    }),
  )
}
