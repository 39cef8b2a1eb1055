import { type Collection, type CollectionSchema, numberKey, type Store } from '../store.ts'

/** A value that differs from the preset, as text: the form of genesis files and of history. */
export interface RuleChange {
  readonly name: string
  readonly value: string
}

const changesSchema: CollectionSchema<number, readonly RuleChange[]> = {
  module: 'params',
  name: 'changes',
  key: numberKey,
  value: {
    encode: (writer, value) => {
      writer.list(value, (w, one) => w.text(one.name).text(one.value))
    },
    decode: (reader) => reader.list((r) => ({ name: r.text(), value: r.text() })),
  },
}

export interface ParamsState {
  /** By the epoch from which they hold: what changed against the epoch before. Epoch 0 holds the complete first set. Kept for ever. */
  readonly changes: Collection<number, readonly RuleChange[]>
}

export function openParams(store: Store): ParamsState {
  return { changes: store.open(changesSchema) }
}
