import { equalBytes } from './bytes.ts'
import { Writer } from './codec.ts'
import { sha256 } from './hash.ts'
import { type Hex, parseHex, toHex } from './hex.ts'

/**
 * How the state is hashed, and how one record of it is proven against an app hash. No Node imports: runs in browsers.
 *
 * Each collection is a binary Merkle tree over its slots. A leaf is the hash of key and value; an empty slot is 32 zero
 * bytes; an inner node is sha256(left ‖ right). The depth follows from the number of slots, which the collection's root
 * commits to, so a leaf cannot pass for an inner node.
 */

/** First bytes of what is hashed, one for each kind, so that no kind passes for another. */
const LEAF = 0
const COLLECTION = 1
const MODULE = 2
const APP = 3

/** The leaf of an empty slot, and the tree of a collection without slots. */
export const ZERO_LEAF: Uint8Array = new Uint8Array(32)

/** Slots are array positions; more than these cannot exist in memory. */
export const MAX_SLOTS = 2 ** 31

/** Levels above the leaves: 0 for up to one slot. */
export function treeDepth(slots: number): number {
  return slots <= 1 ? 0 : 32 - Math.clz32(slots - 1)
}

/** Hash of a record: `key` and `value` in their canonical form. */
export function leafHash(key: Uint8Array, value: Uint8Array): Uint8Array {
  return sha256(new Writer(16 + key.length + value.length).u8(LEAF).bytes(key).bytes(value).view())
}

/** What a collection's root commits to beside its tree. */
export interface CollectionShape {
  readonly name: string
  /** True while every record ever inserted got the slot that its key names: absence is provable then. */
  readonly positional: boolean
  /** Slots given out, empty ones included. */
  readonly slots: number
}

export function collectionRoot(shape: CollectionShape, treeRoot: Uint8Array): Uint8Array {
  const writer = new Writer().u8(COLLECTION).text(shape.name).bool(shape.positional)
  return sha256(writer.u64(shape.slots).raw(treeRoot).view())
}

/** Root of a module over the roots of its collections, in the order in which they are opened. */
export function moduleRoot(name: string, collections: readonly Uint8Array[]): Uint8Array {
  const writer = new Writer().u8(MODULE).text(name)
  return sha256(writer.list(collections, (w, root) => w.raw(root)).view())
}

/** The app hash over the roots of all modules, in their order. */
export function appHash(modules: readonly Uint8Array[]): Uint8Array {
  return sha256(
    new Writer()
      .u8(APP)
      .list(modules, (w, root) => w.raw(root))
      .view(),
  )
}

/** The root of one collection, and its way to the app hash. Plain data that survives JSON. */
export interface CollectionProof {
  readonly module: string
  readonly collection: string
  readonly slots: number
  readonly positional: boolean
  readonly treeRoot: Hex
  /** Roots of all collections of the module, and which of them is this one's. */
  readonly collectionRoots: readonly Hex[]
  readonly collectionIndex: number
  /** Roots of all modules, and which of them is this one's. */
  readonly moduleRoots: readonly Hex[]
  readonly moduleIndex: number
}

/** Proof of one record, or of its absence. Plain data that survives JSON. */
export interface StateProof extends CollectionProof {
  /** Canonical form of the key. */
  readonly key: Hex
  /** Canonical form of the record; null when there is none. */
  readonly value: Hex | null
  readonly slot: number
  /** From the leaf's neighbour upwards; empty when `slot` is beyond the last. */
  readonly siblings: readonly Hex[]
}

export type CollectionVerdict =
  | { readonly valid: true; readonly root: Uint8Array }
  | { readonly valid: false; readonly reason: string }

/**
 * Checks the root of a collection against an app hash that the caller trusts. A valid verdict gives the root of the collection
 * that the proof names. Takes any JSON and never throws.
 */
export function verifyCollection(
  proof: CollectionProof,
  trustedAppHash: Uint8Array,
): CollectionVerdict {
  const parsed = parseCollection(proof)
  if (typeof parsed === 'string') return { valid: false, reason: parsed }
  const reason = checkRoots(proof, parsed, trustedAppHash)
  if (reason !== undefined) return { valid: false, reason }
  return { valid: true, root: collectionRoot(shapeOf(proof), parsed.treeRoot) }
}

export type ProofVerdict =
  | { readonly valid: true; readonly key: Uint8Array; readonly value: Uint8Array | undefined }
  | { readonly valid: false; readonly reason: string }

/**
 * Checks `proof` against an app hash that the caller trusts. A valid verdict says what the module and collection named in
 * the proof hold under the returned key; the caller compares these with what it asked for. Takes any JSON and never throws.
 */
export function verifyProof(proof: StateProof, trustedAppHash: Uint8Array): ProofVerdict {
  const parsed = parseProof(proof)
  if (typeof parsed === 'string') return { valid: false, reason: parsed }
  const absentProblem = parsed.value === undefined ? checkAbsence(proof, parsed) : undefined
  if (absentProblem !== undefined) return { valid: false, reason: absentProblem }
  if (proof.slot < proof.slots) {
    const problem = checkPath(proof, parsed)
    if (problem !== undefined) return { valid: false, reason: problem }
  } else if (parsed.value !== undefined) {
    return { valid: false, reason: 'the slot is beyond the last of the collection' }
  }
  const problem = checkRoots(proof, parsed, trustedAppHash)
  if (problem !== undefined) return { valid: false, reason: problem }
  return { valid: true, key: parsed.key, value: parsed.value }
}

interface ParsedCollection {
  readonly treeRoot: Uint8Array
  readonly collectionRoots: readonly Uint8Array[]
  readonly moduleRoots: readonly Uint8Array[]
}

interface ParsedProof extends ParsedCollection {
  readonly key: Uint8Array
  readonly value: Uint8Array | undefined
  readonly siblings: readonly Uint8Array[]
}

function shapeOf({ collection, slots, positional }: CollectionProof): CollectionShape {
  return { name: collection, slots, positional }
}

/** Only in a positional collection does the key name its slot, so that an empty slot proves something. */
function checkAbsence(proof: StateProof, parsed: ParsedProof): string | undefined {
  if (!proof.positional)
    return 'absence is provable only where keys are slots, and here they are not'
  if (proof.slots === 0) return undefined
  if (parsed.key.length !== 8 || !equalBytes(parsed.key, new Writer().u64(proof.slot).view())) {
    return 'the slot is not the one that the key names'
  }
  return undefined
}

function checkPath(proof: StateProof, parsed: ParsedProof): string | undefined {
  if (parsed.siblings.length !== treeDepth(proof.slots)) {
    return `a collection of ${proof.slots} slots needs ${treeDepth(proof.slots)} siblings, not ${parsed.siblings.length}`
  }
  let node = parsed.value === undefined ? ZERO_LEAF : leafHash(parsed.key, parsed.value)
  let position = proof.slot
  const pair = new Uint8Array(64)
  for (const sibling of parsed.siblings) {
    pair.set(position % 2 === 0 ? node : sibling, 0)
    pair.set(position % 2 === 0 ? sibling : node, 32)
    node = sha256(pair)
    position = Math.floor(position / 2)
  }
  return equalBytes(node, parsed.treeRoot)
    ? undefined
    : 'the record is not under the root of the tree'
}

function checkRoots(
  proof: CollectionProof,
  parsed: ParsedCollection,
  trustedAppHash: Uint8Array,
): string | undefined {
  const collection = collectionRoot(shapeOf(proof), parsed.treeRoot)
  const ofModule = parsed.collectionRoots[proof.collectionIndex]
  if (ofModule === undefined || !equalBytes(ofModule, collection)) {
    return 'the tree is not the one of the collection'
  }
  const root = moduleRoot(proof.module, parsed.collectionRoots)
  const ofApp = parsed.moduleRoots[proof.moduleIndex]
  if (ofApp === undefined || !equalBytes(ofApp, root)) return 'the collection is not in the module'
  if (!equalBytes(appHash(parsed.moduleRoots), trustedAppHash)) {
    return 'the module is not under the app hash'
  }
  return undefined
}

function parseProof(proof: unknown): ParsedProof | string {
  const parsed = parseCollection(proof)
  if (typeof parsed === 'string') return parsed
  const fields = proof as Record<string, unknown>
  if (!isCount(fields['slot'])) return 'slot is not a whole number from 0'
  const key = parseBytes(fields['key'])
  const value = fields['value'] === null ? undefined : (parseBytes(fields['value']) ?? null)
  const siblings = parseHashes(fields['siblings'], 32)
  if (key === undefined) return 'key is not hex text'
  if (value === null) return 'value is neither hex text nor null'
  if (siblings === undefined) return 'siblings is not a list of at most 32 hashes'
  return { ...parsed, key, value, siblings }
}

function parseCollection(proof: unknown): ParsedCollection | string {
  if (typeof proof !== 'object' || proof === null) return 'the proof is not an object'
  const fields = proof as Record<string, unknown>
  for (const name of ['module', 'collection']) {
    if (typeof fields[name] !== 'string') return `${name} is not text`
  }
  for (const name of ['slots', 'collectionIndex', 'moduleIndex']) {
    if (!isCount(fields[name])) return `${name} is not a whole number from 0`
  }
  if ((fields['slots'] as number) > MAX_SLOTS) return 'slots is out of range'
  if (typeof fields['positional'] !== 'boolean') return 'positional is not true or false'
  const treeRoot = parseHash(fields['treeRoot'])
  const collectionRoots = parseHashes(fields['collectionRoots'], 256)
  const moduleRoots = parseHashes(fields['moduleRoots'], 256)
  if (treeRoot === undefined) return 'treeRoot is not a hash'
  if (collectionRoots === undefined || moduleRoots === undefined) {
    return 'collectionRoots and moduleRoots must be lists of at most 256 hashes'
  }
  return { treeRoot, collectionRoots, moduleRoots }
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function parseBytes(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' ? parseHex(value) : undefined
}

function parseHash(value: unknown): Uint8Array | undefined {
  const bytes = parseBytes(value)
  return bytes?.length === 32 ? bytes : undefined
}

function parseHashes(value: unknown, most: number): readonly Uint8Array[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined
  const hashes: Uint8Array[] = []
  for (const one of value) {
    const hash = parseHash(one)
    if (hash === undefined) return undefined
    hashes.push(hash)
  }
  return hashes
}

/** Hashes as they stand in a proof. */
export function hashesToHex(hashes: readonly Uint8Array[]): readonly Hex[] {
  return hashes.map(toHex)
}
