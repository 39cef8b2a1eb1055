import type { AbiValue } from '#base/abi/abi-encoder.ts'
import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import type { ModuleInterface, ReadFunction } from '../action.ts'
import { getDelegate } from '../delegates/find-delegate.ts'
import { getCurrentEpoch } from '../epochs/epoch.ts'
import { type EpochRange, readEpoch } from '../epochs/read-epoch.ts'
import type { Epoch } from '../epochs/state.ts'
import { listProbation } from '../liveness/epoch.ts'
import { getRules } from '../params/rules.ts'
import { POLL_ADDRESS } from '../system-addresses.ts'
import type { World } from '../world.ts'
import type { Seat } from './state.ts'

/** id, name, operatorAddress, rewardAddress, blsPubKey, votes. */
const CANDIDATE = '(address,string,address,address,bytes,uint256)'

/** probationInfo (candidate, operatorAddress, count), intensityRate. */
const PROBATION_LIST = '((address,address,uint32)[],uint32)'

/** Name and addresses are those of now; votes and BLS key are frozen where the election froze them. */
function toCandidateTuple(
  world: World,
  id: Address,
  votesRau: bigint,
  blsKey: Uint8Array,
): readonly AbiValue[] {
  const { name, operator, reward } = getDelegate(world, id)
  return [id, name, operator, reward, blsKey, votesRau]
}

function listSeats(
  world: World,
  epoch: number,
  isListed: (seat: Seat) => boolean,
): readonly AbiValue[] {
  const { seats } = must(world.election.sets.get(epoch), 'the set of an elected epoch')
  return seats
    .filter(isListed)
    .map((seat) => toCandidateTuple(world, seat.delegate, seat.votesRau, seat.blsKey))
}

/** Everyone who was ranked for an epoch; who has a seat with the BLS key of the seat. */
function listRanked(world: World, epoch: number): readonly AbiValue[] {
  const { seats } = must(world.election.sets.get(epoch), 'the set of an elected epoch')
  const seatKeys = new Map(seats.map((seat) => [seat.delegate, seat.blsKey]))
  const ranking = must(world.election.rankings.get(epoch), 'a ranking that is kept')
  return ranking.map(({ delegate, votesRau }) => {
    const blsKey = seatKeys.get(delegate) ?? getDelegate(world, delegate).blsKey
    return toCandidateTuple(world, delegate, votesRau, blsKey)
  })
}

/** Who was on probation while an epoch ran: by the epochs before it. */
function listOnProbation(world: World, epoch: number): readonly AbiValue[] {
  const { probationWindowEpochs } = getRules(world, epoch - 1)
  const entries = listProbation(world, epoch - 1, probationWindowEpochs)
  return [
    entries.map(({ id, unproductiveEpochs }) => [
      id,
      getDelegate(world, id).operator,
      unproductiveEpochs,
    ]),
    getRules(world, epoch).probationIntensityPercent,
  ]
}

/** The newest epoch that has a set: the next one from the election point on. */
function lastElected(world: World): number {
  const { epoch } = getCurrentEpoch(world)
  return world.election.sets.has(epoch + 1) ? epoch + 1 : epoch
}

function rangeOfSets(world: World): EpochRange {
  return { first: 1, last: lastElected(world) }
}

/** Rankings are kept for the rewards of the running and the next epoch. */
function rangeOfRankings(world: World): EpochRange {
  return { first: getCurrentEpoch(world).epoch, last: lastElected(world) }
}

/** Probation in the next epoch is known once the running one is settled, at its last block. */
function rangeOfProbation(world: World): EpochRange {
  const { epoch } = getCurrentEpoch(world)
  return { first: 1, last: world.liveness.history.has(epoch) ? epoch + 1 : epoch }
}

/** A list by epoch, in IoTeX's two forms: for the running epoch, and for a number. Behind it stands the epoch's first height. */
function defineList(list: {
  readonly name: string
  readonly type: string
  readonly range: (world: World) => EpochRange
  readonly read: (world: World, epoch: number) => readonly AbiValue[]
}): readonly ReadFunction[] {
  const returns = [list.type, 'uint256']
  const answer = (world: World, { epoch, startHeight }: Epoch): readonly AbiValue[] => [
    list.read(world, epoch),
    startHeight,
  ]
  return [
    {
      signature: `${list.name}()`,
      returns,
      read: ({ world }) => answer(world, getCurrentEpoch(world)),
    },
    {
      signature: `${list.name}(uint256)`,
      returns,
      read: ({ world }, reader) => {
        const epoch = readEpoch(world, reader, list.range(world))
        return 'status' in epoch ? epoch : answer(world, epoch)
      },
    },
  ]
}

/** The poll protocol as IoTeX's ABI has it: who is ranked, elected, drawn, and on probation, by epoch. */
export const pollInterface: ModuleInterface = {
  address: POLL_ADDRESS,
  actions: [],
  reads: [
    ...defineList({
      name: 'CandidatesByEpoch',
      type: `${CANDIDATE}[]`,
      range: rangeOfRankings,
      read: listRanked,
    }),
    ...defineList({
      name: 'BlockProducersByEpoch',
      type: `${CANDIDATE}[]`,
      range: rangeOfSets,
      read: (world, epoch) => listSeats(world, epoch, () => true),
    }),
    ...defineList({
      name: 'ActiveBlockProducersByEpoch',
      type: `${CANDIDATE}[]`,
      range: rangeOfSets,
      read: (world, epoch) => listSeats(world, epoch, (seat) => seat.producer),
    }),
    ...defineList({
      name: 'ProbationListByEpoch',
      type: PROBATION_LIST,
      range: rangeOfProbation,
      read: listOnProbation,
    }),
  ],
}
