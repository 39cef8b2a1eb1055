import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { computeElection } from '#protocol/election/elect.ts'
import { momentOfElection } from '#protocol/election/moment.ts'
import { computeRanking, type RankedRow } from '#protocol/election/ranking.ts'
import { getCurrentEpoch } from '#protocol/epochs/epoch.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import type { BouleQueries } from '../queries.ts'

export interface Placed {
  /** From 1; every delegate has a rank, those who cannot be elected behind all others. */
  readonly rank: number
  readonly row: RankedRow
}

export interface RankingQueries extends Pick<BouleQueries, 'ranking' | 'projectedSet'> {
  /** The place of a delegate that exists. */
  place(delegate: Address): Placed
}

interface Cached {
  readonly key: string
  readonly rows: readonly RankedRow[]
  readonly places: ReadonlyMap<Address, Placed>
}

/** What the ranking depends on: it is worked out again only when one of these changes. */
function keyOf(world: World): string {
  const head = must(world.chain.head.get(ONLY), 'the head of the chain')
  return [
    head.height,
    world.staking.votes.version,
    world.delegates.delegates.version,
    world.liveness.probation.version,
    world.staking.endorsements.version,
    world.params.changes.version,
  ].join(' ')
}

export function createRankingQueries(world: World): RankingQueries {
  let cached: Cached | undefined

  const get = (): Cached => {
    const key = keyOf(world)
    if (cached?.key === key) return cached
    const rows = computeRanking(momentOfElection(world))
    const places = new Map<Address, Placed>()
    for (const [at, row] of rows.entries()) places.set(row.delegate.id, { rank: at + 1, row })
    cached = { key, rows, places }
    return cached
  }

  return {
    place: (delegate) => must(get().places.get(delegate), 'the place of a delegate'),
    ranking: ({ offset, limit }) => {
      const { rows } = get()
      return {
        total: rows.length,
        items: rows.slice(offset, offset + limit).map((row, at) => ({
          rank: offset + at + 1,
          delegate: row.delegate.id,
          name: row.delegate.name,
          registration: row.delegate.registration,
          votesRau: row.votesRau,
          effectiveVotesRau: row.countedRau,
          selfStakeRau: row.delegate.selfStakeRau,
          onProbation: row.probation > 0,
          eligible: row.obstacle === undefined,
          reason: row.obstacle,
        })),
      }
    },
    projectedSet: () => {
      const moment = momentOfElection(world)
      const { set } = computeElection(moment)
      const seated = world.election.sets.get(getCurrentEpoch(world).epoch)?.seats ?? []
      const seatedNow = new Set(seated.map((seat) => seat.delegate))
      return {
        epoch: set.epoch,
        origin: set.origin,
        seats: set.seats.map((seat, at) => ({
          rank: at + 1,
          delegate: seat.delegate,
          name: must(world.delegates.delegates.get(seat.delegate), 'a seated delegate').name,
          votesRau: seat.votesRau,
          seatedNow: seatedNow.has(seat.delegate),
          drawnNow: seat.producer,
        })),
      }
    },
  }
}
