import { concatBytes, utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { applyProbation, applyProbationIotex2019 } from '#formulas/apply-probation.ts'
import type { Rules } from '#params/rule-table.ts'
import type { EventContext, WritersOf } from '../apply/event-context.ts'
import type { DelegateRow, IndexState, SeatRow } from '../apply/index-state.ts'
import { seats } from '../schema.ts'

const PLACEHOLDER = utf8ToBytes('boule placeholder consensus key')

/** The set of an epoch as it was elected: epoch and seats. Heights follow from the rules of the epoch. */
export function addElectedSet(
  state: IndexState,
  facts: {
    readonly epoch: number
    readonly startHeight: number
    readonly electedHeight: number
    readonly continued: boolean
    readonly mix: string
    readonly seats: readonly SeatRow[]
  },
): void {
  const { epoch, startHeight, electedHeight, continued, mix } = facts
  const rules = state.ruleBook.of(epoch)
  const endHeight = startHeight + rules.blocksPerEpoch - 1
  state.epochs.touch({
    epoch,
    startHeight,
    endHeight,
    electionHeight: endHeight - rules.electionLeadBlocks,
    startTimeMs: null,
    endTimeMs: null,
    electedHeight,
    origin: continued ? 'continued' : 'elected',
    mix,
    drawRule: rules.drawRule,
    seats: facts.seats.length,
    producers: facts.seats.filter((seat) => seat.producer).length,
    blocks: 0,
    missed: 0,
    transactions: 0,
    updatedHeight: state.sync.height,
  })
  for (const seat of facts.seats) state.append(seats, seat)
  state.keepSeats(epoch, facts.seats)
}

/** The key that stands for a delegate without one, where the rules let it be elected. */
function seatKey({ consensusKey, id }: DelegateRow): string {
  return consensusKey ?? toHex(sha256(concatBytes(PLACEHOLDER, fromHex(id))))
}

function countedVotes({ votesRau, probationEpochs }: DelegateRow, rules: Rules): bigint {
  if (probationEpochs === 0) return votesRau
  const lose = rules.tieRule === 'iotex-2019' ? applyProbationIotex2019 : applyProbation
  return lose(votesRau, rules.probationIntensityPercent)
}

/** Seats of delegates as they are now. */
function seatsOf(
  { state }: EventContext,
  epoch: number,
  delegates: readonly string[],
  producers: ReadonlySet<string>,
): readonly SeatRow[] {
  const rules = state.ruleBook.of(epoch)
  return delegates.map((id, at) => {
    const delegate = state.delegates.get(id)
    return {
      epoch,
      rank: at + 1,
      delegate: id,
      name: delegate.name,
      registration: delegate.registration,
      operator: delegate.operator,
      votesRau: countedVotes(delegate, rules),
      producer: producers.has(id),
      consensusKey: seatKey(delegate),
    }
  })
}

export const ELECTION_WRITERS: WritersOf<'SetElected' | 'EpochStarted'> = {
  SetElected: (context, { epoch: number, continued, mix, consensusDelegates, producers }) => {
    const { state, height } = context
    const epoch = Number(number)
    addElectedSet(state, {
      epoch,
      startHeight: state.sync.endHeight + 1,
      electedHeight: height,
      continued,
      mix,
      // A set that carries on keeps votes and keys as they were frozen.
      seats: continued
        ? state.seatsOf(epoch - 1).map((seat) => ({ ...seat, epoch }))
        : seatsOf(context, epoch, consensusDelegates, new Set(producers)),
    })
  },
  EpochStarted: ({ state, timeMs }, { epoch: number }) => {
    const epoch = state.epoch(Number(number))
    epoch.startTimeMs = timeMs
    const { startHeight, electionHeight, endHeight } = epoch
    Object.assign(state.sync, { epoch: epoch.epoch, startHeight, electionHeight, endHeight })
  },
}
