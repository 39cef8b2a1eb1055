import { inArray } from 'drizzle-orm'
import { toIoAddress } from '#base/io-address.ts'
import { delegates } from '#indexer/schema.ts'
import type { ElectedSet } from '#sdk/reads/records.ts'
import * as contract from '../contract/election.ts'
import type { Role } from '../contract/roles.ts'
import type { ElectionReads } from '../node/node-reads.ts'
import { type ProjectedPlace, projectElection } from '../node/project-election.ts'
import type { ApiContext } from '../server/api-context.ts'
import { ApiProblem } from '../server/api-problem.ts'
import { handle } from '../server/handler.ts'
import { looksLikeAddress, readAddress } from './read-parameters.ts'
import { asAddress, viewDelegate, viewRau } from './view-values.ts'

/** Most votes that can be added or taken in a question: far beyond all coins. */
const MAX_DELTA_RAU = 10n ** 32n

const getRanking = handle(contract.getRanking, async ({ context }) => {
  const reads = await context.node.election()
  const { status, ranking, current, next, randomness, rules } = reads
  const roles = rolesOfSet(current)
  const electedRanks = new Map(current?.seats.map(({ delegate, rank }) => [delegate, rank]))
  const projected = next === null ? rolesOfProjection(reads) : rolesOfSet(next)
  const seats = Number(rules['consensusDelegates']?.value)
  const effective = ranking.filter(({ eligible }) => eligible).map((one) => one.effectiveVotesRau)
  const lastIn = effective[seats - 1]
  const firstOut = effective[seats]
  return {
    height: status.height,
    epoch: status.epoch,
    electionHeight: status.electionHeight,
    frozen: next !== null,
    mix: next?.mix ?? randomness.mix,
    seats,
    producers: Number(rules['producers']?.value),
    entries: ranking.map((entry, at) => {
      const outside: Role = entry.eligible ? 'standby' : 'none'
      const limit = at < seats ? firstOut : lastIn
      const margin =
        limit === undefined || firstOut === undefined || !entry.eligible
          ? 0n
          : entry.effectiveVotesRau - limit
      return {
        rank: entry.rank,
        delegate: entry.delegate,
        name: entry.name,
        registration: entry.registration,
        votesRau: viewRau(entry.votesRau),
        effectiveVotesRau: viewRau(entry.effectiveVotesRau),
        selfStakeRau: viewRau(entry.selfStakeRau),
        onProbation: entry.onProbation,
        eligible: entry.eligible,
        reason: entry.reason,
        role: roles.get(entry.delegate) ?? outside,
        projectedRole: projected.get(entry.delegate) ?? outside,
        marginRau: viewRau(margin),
        electedRank: electedRanks.get(entry.delegate) ?? null,
      }
    }),
  }
})

const getWhatIf = handle(contract.getRankingWhatIf, async ({ context, query }) => {
  const reads = await context.node.election()
  const deltaRau = BigInt(query.deltaRau)
  if (deltaRau > MAX_DELTA_RAU || deltaRau < -MAX_DELTA_RAU) {
    throw new ApiProblem(
      'bad-parameter',
      `deltaRau: must be from -${MAX_DELTA_RAU} to ${MAX_DELTA_RAU}`,
      {
        field: 'deltaRau',
      },
    )
  }
  const wanted = findEntry(reads, query.delegate)
  const id = wanted.delegate.toLowerCase()
  const project = async (added: ReadonlyMap<string, bigint>) =>
    projectElection({
      reads,
      startHeight: reads.status.endHeight + 1,
      ioOperators: await readIoOperators(context, reads),
      added,
    })
  const before = await project(new Map())
  const after = await project(new Map([[id, deltaRau]]))
  const changed = compare(before, after)
  return {
    height: reads.status.height,
    delegate: viewDelegate(id, wanted.name),
    deltaRau: query.deltaRau,
    before: viewPlace(before, wanted.delegate),
    after: viewPlace(after, wanted.delegate),
    entering: changed((was, is) => !isSeated(was) && isSeated(is)),
    leaving: changed((was, is) => isSeated(was) && !isSeated(is)),
    drawnNow: changed((was, is) => was !== 'producer' && is === 'producer'),
    notDrawnNow: changed((was, is) => was === 'producer' && is !== 'producer'),
  }
})

export const RANKING_ROUTES = [getRanking, getWhatIf]

function rolesOfSet(set: ElectedSet | null): ReadonlyMap<string, Role> {
  return new Map(
    set?.seats.map(({ delegate, producer }) => [delegate, producer ? 'producer' : 'verifier']),
  )
}

function rolesOfProjection({ projected }: ElectionReads): ReadonlyMap<string, Role> {
  return new Map(
    projected.seats.map(({ delegate, drawnNow }) => [delegate, drawnNow ? 'producer' : 'verifier']),
  )
}

function findEntry({ ranking }: ElectionReads, idOrName: string) {
  const id = looksLikeAddress(idOrName) ? readAddress(idOrName, 'delegate') : undefined
  const entry = ranking.find(({ delegate, name }) =>
    id === undefined ? name === idOrName : delegate.toLowerCase() === id,
  )
  if (entry !== undefined) return entry
  throw new ApiProblem('not-found', `there is no delegate ${idOrName}`, { field: 'delegate' })
}

/** Only where the rules go by operators. */
async function readIoOperators(
  { database }: ApiContext,
  { ranking, rules }: ElectionReads,
): Promise<ReadonlyMap<string, string>> {
  const isNeeded = rules['drawRule']?.value === 'iotex' || rules['tieRule']?.value === 'iotex-2019'
  if (!isNeeded || ranking.length === 0) return new Map()
  const ids = ranking.map(({ delegate }) => delegate.toLowerCase())
  const rows = await database.drizzle
    .select({ id: delegates.id, operator: delegates.operator })
    .from(delegates)
    .where(inArray(delegates.id, ids))
  return new Map(rows.map(({ id, operator }) => [id, toIoAddress(asAddress(operator))]))
}

function isSeated(role: Role): boolean {
  return role === 'producer' || role === 'verifier'
}

function compare(before: readonly ProjectedPlace[], after: readonly ProjectedPlace[]) {
  const was = new Map(before.map(({ delegate, role }) => [delegate, role]))
  return (isChange: (was: Role, is: Role) => boolean) =>
    after
      .filter(({ delegate, role }) => isChange(was.get(delegate) ?? 'none', role))
      .map(({ delegate, name }) => viewDelegate(delegate.toLowerCase(), name))
}

function viewPlace(places: readonly ProjectedPlace[], delegate: string) {
  const place = places.find((one) => one.delegate === delegate)
  if (place === undefined) throw new Error('who is ranked has a place')
  const { rank, effectiveVotesRau, role } = place
  return { rank, effectiveVotesRau: viewRau(effectiveVotesRau), projectedRole: role }
}
