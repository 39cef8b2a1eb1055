import type { Codec } from '#base/codec.ts'
import { fromHex, toHex } from '#base/hex.ts'
import {
  type Collection,
  type CollectionSchema,
  field,
  numberKey,
  recordCodec,
  type Store,
} from '../store.ts'
import { computeValidatorAddress, type Validator, type ValidatorSet } from './proposer-schedule.ts'

/** An epoch: heights `startHeight` to `startHeight + blocks − 1`. */
export interface Epoch {
  readonly epoch: number
  readonly startHeight: number
  readonly blocks: number
}

export function endHeight(epoch: Epoch): number {
  return epoch.startHeight + epoch.blocks - 1
}

const epochsSchema: CollectionSchema<number, Epoch> = {
  module: 'epochs',
  name: 'epochs',
  key: numberKey,
  value: recordCodec<Epoch>({
    epoch: field.u64,
    startHeight: field.u64,
    blocks: field.u32,
  }),
}

/**
 * The proposer rotation around the block that comes next: sets of the block before it, of itself and of the one after.
 */
export interface Schedule {
  /** Height of `current`. */
  readonly height: number
  /** Set of `height − 1`: its round becomes known with the block at `height`. */
  readonly previous: ValidatorSet
  readonly current: ValidatorSet
  readonly next: ValidatorSet
}

const validatorSetCodec: Codec<ValidatorSet> = {
  encode: (writer, set) => {
    writer.list(set.validators, (w, validator) =>
      w.raw(fromHex(validator.publicKey)).uint(validator.power).int(validator.priority),
    )
    writer.bytes(fromHex(set.proposer))
  },
  decode: (reader) => {
    const validators: Validator[] = reader.list((r) => {
      const publicKey = toHex(r.raw(32))
      const address = computeValidatorAddress(publicKey)
      return { publicKey, address, power: r.uint(), priority: r.int() }
    })
    let totalPower = 0n
    for (const validator of validators) totalPower += validator.power
    return { validators, totalPower, proposer: toHex(reader.bytes()) }
  },
}

const scheduleSchema: CollectionSchema<number, Schedule> = {
  module: 'epochs',
  name: 'schedule',
  key: numberKey,
  value: {
    encode: (writer, value) => {
      writer.u64(value.height)
      validatorSetCodec.encode(writer, value.previous)
      validatorSetCodec.encode(writer, value.current)
      validatorSetCodec.encode(writer, value.next)
    },
    decode: (reader) => ({
      height: reader.u64(),
      previous: validatorSetCodec.decode(reader),
      current: validatorSetCodec.decode(reader),
      next: validatorSetCodec.decode(reader),
    }),
  },
}

/** The timetable of blocks: the header of block `height` has `timeMs`, each later one is due `intervalMs` after the one before. */
export interface Pace {
  readonly height: number
  readonly timeMs: number
  readonly intervalMs: number
}

const paceSchema: CollectionSchema<number, Pace> = {
  module: 'epochs',
  name: 'pace',
  key: numberKey,
  value: recordCodec<Pace>({ height: field.u64, timeMs: field.u64, intervalMs: field.u64 }),
}

export interface EpochsState {
  /** By number, the next one from the boundary on. All are kept. */
  readonly epochs: Collection<number, Epoch>
  /** Number of the epoch that runs; key `ONLY`. */
  readonly current: Collection<number, number>
  /** One record, key `ONLY`. */
  readonly schedule: Collection<number, Schedule>
  /** One record, key `ONLY`; missing before the first block. */
  readonly pace: Collection<number, Pace>
}

export function openEpochs(store: Store): EpochsState {
  return {
    epochs: store.open(epochsSchema),
    current: store.open({ module: 'epochs', name: 'current', key: numberKey, value: numberKey }),
    schedule: store.open(scheduleSchema),
    pace: store.open(paceSchema),
  }
}
