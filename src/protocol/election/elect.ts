import { assert, must } from '#base/assert.ts'
import { concatBytes, utf8ToBytes } from '#base/bytes.ts'
import { fromHex } from '#base/hex.ts'
import { sha256 } from '#base/hash.ts'
import { toIoAddress } from '#base/io-address.ts'
import type { Rules } from '#params/rule-table.ts'
import type { Delegate } from '../delegates/state.ts'
import type { World } from '../world.ts'
import { drawBoule } from '#formulas/draw-boule.ts'
import { drawIotex } from '#formulas/draw-iotex.ts'
import { computeRanking, type RankedRow } from './ranking.ts'
import { getRandomness } from './randomness.ts'
import type { ElectedSet, RankedDelegate, Seat } from './state.ts'

/** Most ranks that are kept for the rewards of an epoch. */
const MAX_REWARDED_RANKS = 1_000

const PLACEHOLDER = utf8ToBytes('boule placeholder consensus key')

/**
 * The key that stands for a delegate without one in the proposer schedule, where the rules let it be elected. Nobody
 * has its secret half.
 */
function computeSeatKey(delegate: Delegate): Uint8Array {
  if (delegate.consensusKey.length > 0) return delegate.consensusKey
  return sha256(concatBytes(PLACEHOLDER, fromHex(delegate.id)))
}

export interface Election {
  readonly set: ElectedSet
  readonly ranking: readonly RankedDelegate[]
}

export interface ElectionRequest {
  readonly world: World
  /** Rules of the epoch that is elected for. */
  readonly rules: Rules
  readonly height: number
  readonly epoch: number
  readonly epochStartHeight: number
}

/**
 * Elects for `epoch` from the state as it stands: the highest ranked `consensusDelegates`, of whom `producers` are drawn.
 * With fewer eligible delegates all of them are elected, and with fewer than `producers` all of these produce. With none
 * the set of the epoch before carries on, so that the chain never stops. Changes nothing: also answers «if the epoch
 * ended now».
 */
export function computeElection(request: ElectionRequest): Election {
  const { world, rules, height, epoch, epochStartHeight } = request
  const rows = computeRanking({ world, rules, height, epochStartHeight }).filter(
    (row) => row.obstacle === undefined,
  )
  const ranking = rows
    .slice(0, MAX_REWARDED_RANKS)
    .map((row) => ({ delegate: row.delegate.id, votesRau: row.countedRau }))
  const { mix } = getRandomness(world)
  const elected = rows.slice(0, rules.consensusDelegates)
  if (elected.length === 0) {
    const before = must(world.election.sets.get(epoch - 1), 'the set before')
    const set: ElectedSet = { ...before, epoch, electedHeight: height, mix, origin: 'continued' }
    return { set, ranking }
  }
  const producers = drawProducers(rules, mix, elected, epochStartHeight)
  const seats: Seat[] = elected.map((row) => ({
    delegate: row.delegate.id,
    registration: row.delegate.registration,
    votesRau: row.countedRau,
    producer: producers.has(row.delegate.registration),
    consensusKey: computeSeatKey(row.delegate),
    blsKey: row.delegate.blsKey,
  }))
  return { set: { epoch, electedHeight: height, mix, origin: 'elected', seats }, ranking }
}

/** Registration numbers of the drawn. */
function drawProducers(
  rules: Rules,
  mix: Uint8Array,
  elected: readonly RankedRow[],
  epochStartHeight: number,
): ReadonlySet<number> {
  if (rules.drawRule === 'boule') {
    const numbers = elected.map((row) => row.delegate.registration)
    return new Set(drawBoule(mix, numbers, rules.producers))
  }
  const operators = elected.map((row) => toIoAddress(row.delegate.operator))
  const drawn = new Set(drawIotex(operators, epochStartHeight, rules.producers))
  const numbers = new Set<number>()
  for (const [position, row] of elected.entries()) {
    if (drawn.has(must(operators[position], 'an operator'))) numbers.add(row.delegate.registration)
  }
  assert(numbers.size === drawn.size, 'operators are unique')
  return numbers
}
