import { encodeRecord } from '#base/codec.ts'
import { toHex } from '#base/hex.ts'
import { type CollectionProof, hashesToHex, type StateProof } from '#base/state-proof.ts'
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
  const one = commitment.ofModule(module).find(({ table }) => table.schema.name === collection)
  if (one === undefined) return 'unknown-collection'
  const keyBytes = encodeKey(one, key)
  if (keyBytes === undefined) return 'bad-key'
  const slot = provenSlot(one, key)
  if (slot === undefined) return 'absent-and-not-provable'
  const { table, tree } = one
  const value = table.slotOf(key) < 0 ? undefined : table.valueAt(slot)
  return {
    key: toHex(keyBytes),
    value: value === undefined ? null : toHex(encodeRecord(table.schema.value, value)),
    slot,
    siblings: slot < table.slots ? hashesToHex(tree.siblings(slot, table.slots)) : [],
    ...wayToAppHash(commitment, module, one),
  }
}

/** Root of a collection in the state as last hashed, and its way to the app hash; undefined when there is no such collection. */
export function proveCollection(
  commitment: StateCommitment,
  module: ModuleName,
  collection: string,
): CollectionProof | undefined {
  const one = commitment.ofModule(module).find(({ table }) => table.schema.name === collection)
  return one === undefined ? undefined : wayToAppHash(commitment, module, one)
}

function wayToAppHash(
  commitment: StateCommitment,
  module: ModuleName,
  { table, tree }: Committed,
): CollectionProof {
  const siblings = commitment.ofModule(module)
  return {
    module,
    collection: table.schema.name,
    slots: table.slots,
    positional: table.positional,
    treeRoot: toHex(tree.root(table.slots)),
    collectionRoots: hashesToHex(siblings.map((other) => other.root)),
    collectionIndex: siblings.findIndex((other) => other.table === table),
    moduleRoots: hashesToHex(commitment.roots.modules.map((other) => other.root)),
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
