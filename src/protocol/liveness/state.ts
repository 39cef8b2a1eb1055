import type { Address } from '#base/address.ts'
import type { Codec } from '#base/codec.ts'
import {
  addressKey,
  type Collection,
  type CollectionSchema,
  field,
  numberKey,
  recordCodec,
  type Store,
  textKey,
} from '../store.ts'

/** What a delegate did in the epoch that runs. A block's round and signatures are known one block later and count then. */
export interface Activity {
  readonly produced: number
  readonly missed: number
  readonly signed: number
  readonly absent: number
  /** Proven double signatures. */
  readonly faults: number
}

export const NO_ACTIVITY: Activity = { produced: 0, missed: 0, signed: 0, absent: 0, faults: 0 }

const activityFields = {
  produced: field.u32,
  missed: field.u32,
  signed: field.u32,
  absent: field.u32,
  faults: field.u32,
}

const activitySchema: CollectionSchema<Address, Activity> = {
  module: 'liveness',
  name: 'activity',
  key: addressKey,
  value: recordCodec<Activity>(activityFields),
}

/** A delegate's activity in an epoch that is settled. */
export interface ActivityRow extends Activity {
  readonly delegate: Address
  readonly unproductive: boolean
}

const rowCodec: Codec<ActivityRow> = recordCodec<ActivityRow>({
  delegate: field.address,
  ...activityFields,
  unproductive: field.bool,
})

const historySchema: CollectionSchema<number, readonly ActivityRow[]> = {
  module: 'liveness',
  name: 'history',
  key: numberKey,
  value: {
    encode: (writer, value) => void writer.list(value, rowCodec.encode),
    decode: (reader) => reader.list(rowCodec.decode),
  },
}

const probationSchema: CollectionSchema<Address, number> = {
  module: 'liveness',
  name: 'probation',
  key: addressKey,
  value: { encode: (w, v) => void w.u32(v), decode: (r) => r.u32() },
}

/** Evidence that was acted on already, so that it counts once. */
const evidenceSchema: CollectionSchema<string, number> = {
  module: 'liveness',
  name: 'evidence',
  key: textKey,
  value: { encode: (w, v) => void w.u64(v), decode: (r) => r.u64() },
}

export interface LivenessState {
  /** By delegate identity: the running epoch. */
  readonly activity: Collection<Address, Activity>
  /** By epoch: settled epochs, by delegate identity. */
  readonly history: Collection<number, readonly ActivityRow[]>
  /** By delegate identity: unproductive epochs within the window; more than 0 means on probation. */
  readonly probation: Collection<Address, number>
  /** `validator/height` to the height at which it was acted on. */
  readonly evidence: Collection<string, number>
}

export function openLiveness(store: Store): LivenessState {
  return {
    activity: store.open(activitySchema),
    history: store.open(historySchema),
    probation: store.open(probationSchema),
    evidence: store.open(evidenceSchema),
  }
}
