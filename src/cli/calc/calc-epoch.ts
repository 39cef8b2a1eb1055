import { IOTEX_EPOCH_ERAS } from '#params/iotex-eras.ts'
import {
  endHeight,
  type EpochEra,
  epochOf,
  startHeight,
} from '#protocol/epochs/epoch-arithmetic.ts'
import { CalcInputError } from './calc-input-error.ts'
import { type Fields, hasField, readChoice, readInteger, readObject } from './read-fields.ts'

const FIELDS = ['rule', 'height', 'epoch', 'blocksPerEpoch']
const HEIGHT = { from: 1, to: 1_000_000_000_000_000 }
const EPOCH = { from: 1, to: 1_000_000_000 }
const BLOCKS = { from: 1, to: 1_000_000 }

export type EpochAnswer = {
  readonly epoch: number
  readonly startHeight: number
  readonly endHeight: number
}

/** `boule calc epoch`: the epoch of a height, or the heights of an epoch. */
export function calcEpoch(input: unknown): EpochAnswer {
  const fields = readObject(input, '', FIELDS)
  const eras = readEras(fields)
  if (hasField(fields, 'height') === hasField(fields, 'epoch')) {
    throw new CalcInputError('height', 'or epoch must be given, one of the two')
  }
  const epoch = hasField(fields, 'height')
    ? epochOf(eras, readInteger(fields, 'height', HEIGHT))
    : readInteger(fields, 'epoch', EPOCH)
  return { epoch, startHeight: startHeight(eras, epoch), endHeight: endHeight(eras, epoch) }
}

function readEras(fields: Fields): readonly EpochEra[] {
  const rule = readChoice(fields, 'rule', ['iotex-mainnet', 'boule'])
  if (rule === 'boule') {
    const blocksPerEpoch = readInteger(fields, 'blocksPerEpoch', BLOCKS)
    return [{ startHeight: 1, startEpoch: 1, blocksPerEpoch }]
  }
  if (hasField(fields, 'blocksPerEpoch')) {
    throw new CalcInputError('blocksPerEpoch', 'belongs to rule "boule"; IoTeX has its own lengths')
  }
  return IOTEX_EPOCH_ERAS
}
