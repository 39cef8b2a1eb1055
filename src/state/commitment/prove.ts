import { encodeRecord } from '#base/codec.ts'
import { toHex } from '#base/hex.ts'
import { hashesToHex, type StateProof } from '#base/state-proof.ts'
import { type Key, MODULES, type ModuleName } from '#protocol/store.ts'
import type { Committed, StateCommitment } from './state-commitment.ts'

/** Why there is no proof. */
export type ProofRefusal = 'unknown-collection' | 'bad-key' | 'absent-and-not-provable'

/**
 * Proof of the record under `key` in the state as last hashed, or of its absence where that is provable: in collections whose
 * keys are their slots (buckets, collections of one record).
 */
export function proveRecord(
  commitment: StateCommitment,
  module: ModuleName,
  collection: string,
  key: Key,
): StateProof | ProofRefusal {
  const { roots } = commitment
  const siblings = commitment.ofModule(module)
  const collectionIndex = siblings.findIndex((one) => one.table.schema.name === collection)
  const one = siblings[collectionIndex]
  if (one === undefined) return 'unknown-collection'
  const keyBytes = encodeKey(one, key)
  if (keyBytes === undefined) return 'bad-key'
  const slot = provenSlot(one, key)
  if (slot === undefined) return 'absent-and-not-provable'
  const { table, tree } = one
  const value = table.slotOf(key) < 0 ? undefined : table.valueAt(slot)
  return {
    module,
    collection,
    key: toHex(keyBytes),
    value: value === undefined ? null : toHex(encodeRecord(table.schema.value, value)),
    slot,
    slots: table.slots,
    positional: table.positional,
    siblings: slot < table.slots ? hashesToHex(tree.siblings(slot, table.slots)) : [],
    treeRoot: toHex(tree.root(table.slots)),
    collectionRoots: hashesToHex(siblings.map((other) => other.root)),
    collectionIndex,
    moduleRoots: hashesToHex(roots.modules.map((other) => other.root)),
    moduleIndex: MODULES.indexOf(module),
  }
}

/** The slot that shows the record or its absence. */
function provenSlot(one: Committed, key: Key): number | undefined {
  const slot = one.table.slotOf(key)
  if (slot >= 0) return slot
  if (!one.table.positional) return undefined
  if (typeof key === 'number') return key
  return one.table.slots === 0 ? 0 : undefined
}

/** Undefined when `key` is not one that the collection could have. */
function encodeKey(one: Committed, key: Key): Uint8Array | undefined {
  try {
    return encodeRecord(one.table.schema.key, key)
  } catch {
    return undefined
  }
}
