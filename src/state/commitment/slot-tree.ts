import { hashInto } from '@chainsafe/hashtree'
import { treeDepth } from '#base/state-proof.ts'

/** Nodes in one piece of a level. Pieces keep growth and copy-on-write small. */
const CHUNK_NODES = 1024
const SHIFT = 10
const MASK = CHUNK_NODES - 1
const NODE_BYTES = 32
const NODE_WORDS = 8
const PAIR_WORDS = 16
/** Pairs hashed by one native call: enough that the call costs nothing, few enough to stay in the cache. */
const BATCH_PAIRS = 512

/** One level of the tree: 0 holds the leaves. Nodes beyond the written ones are roots of empty subtrees. */
interface Level {
  readonly bytes: Uint8Array[]
  /** The same memory as words, which copy faster than short byte ranges. */
  readonly words: Uint32Array[]
  readonly emptyNode: Uint32Array
}

// Room for gathered pairs and their hashes, shared by all trees: hashing is synchronous.
const pairWords = new Uint32Array(BATCH_PAIRS * PAIR_WORDS)
const pairBytes = new Uint8Array(pairWords.buffer)
const hashWords = new Uint32Array(BATCH_PAIRS * NODE_WORDS)
const hashBytes = new Uint8Array(hashWords.buffer)

const emptyNodes: Uint32Array[] = [new Uint32Array(NODE_WORDS)]

/** Root of a subtree of empty slots, `level` levels high. */
function emptyNode(level: number): Uint32Array {
  for (let known = emptyNodes.length; known <= level; known++) {
    const below = emptyNodes[known - 1] as Uint32Array
    const pair = new Uint32Array(PAIR_WORDS)
    pair.set(below, 0)
    pair.set(below, NODE_WORDS)
    const node = new Uint32Array(NODE_WORDS)
    hashInto(new Uint8Array(pair.buffer), new Uint8Array(node.buffer))
    emptyNodes.push(node)
  }
  return emptyNodes[level] as Uint32Array
}

function growTo(level: Level, nodes: number): void {
  while (level.bytes.length * CHUNK_NODES < nodes) {
    const words = new Uint32Array(CHUNK_NODES * NODE_WORDS)
    if (level.emptyNode.some((word) => word !== 0)) {
      words.set(level.emptyNode)
      for (let filled = NODE_WORDS; filled < words.length; filled *= 2) {
        words.copyWithin(filled, 0, filled)
      }
    }
    level.words.push(words)
    level.bytes.push(new Uint8Array(words.buffer))
  }
}

/** A copy of node `index` of a level. */
function nodeAt(level: Level, index: number): Uint8Array {
  const chunk = level.bytes[index >>> SHIFT]
  if (chunk === undefined) return new Uint8Array(level.emptyNode.slice().buffer)
  const at = (index & MASK) * NODE_BYTES
  return chunk.slice(at, at + NODE_BYTES)
}

/** Hashes the pairs below `parents[from … to − 1]` into their places. */
function hashPairs(
  below: Level,
  above: Level,
  parents: Uint32Array,
  from: number,
  to: number,
): void {
  let at = 0
  for (let i = from; i < to; i++) {
    const left = (parents[i] as number) * 2
    const source = below.words[left >>> SHIFT] as Uint32Array
    const start = (left & MASK) * NODE_WORDS
    for (let word = 0; word < PAIR_WORDS; word++) pairWords[at++] = source[start + word] as number
  }
  const count = to - from
  hashInto(pairBytes.subarray(0, count * 2 * NODE_BYTES), hashBytes.subarray(0, count * NODE_BYTES))
  at = 0
  for (let i = from; i < to; i++) {
    const parent = parents[i] as number
    const target = above.words[parent >>> SHIFT] as Uint32Array
    const start = (parent & MASK) * NODE_WORDS
    for (let word = 0; word < NODE_WORDS; word++) target[start + word] = hashWords[at++] as number
  }
}

/** Turns ascending positions into those of their parents, each once, in place; returns how many are left. */
function toParents(positions: Uint32Array, count: number): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const parent = (positions[i] as number) >>> 1
    if (kept === 0 || positions[kept - 1] !== parent) positions[kept++] = parent
  }
  return kept
}

/** Hashes a whole level into the one above, piece by piece, without gathering. */
function hashLevel(below: Level, above: Level): void {
  const half = (CHUNK_NODES / 2) * NODE_BYTES
  for (let chunk = 0; chunk < below.bytes.length; chunk++) {
    const target = above.bytes[chunk >>> 1] as Uint8Array
    const start = (chunk & 1) * half
    hashInto(below.bytes[chunk] as Uint8Array, target.subarray(start, start + half))
  }
}

/**
 * Binary Merkle tree over the slots of one collection: a flat array of nodes for each level, in pieces. Only the paths above
 * changed leaves are hashed again, level by level, many pairs to a native call.
 */
export class SlotTree {
  readonly #levels: Level[] = []
  /** By piece of leaves: true when a view holds it, so that it is copied before a change. */
  readonly #shared: boolean[] = []

  /** Sets leaves from `firstSlot` on, within one piece. A rehash must follow before the root is asked for. */
  setLeaves(firstSlot: number, hashes: Uint8Array): void {
    this.#reserve(firstSlot + hashes.length / NODE_BYTES - 1)
    const chunk = this.#writable(firstSlot >>> SHIFT)
    chunk.set(hashes, (firstSlot & MASK) * NODE_BYTES)
  }

  /** Makes a slot's leaf empty. */
  clearLeaf(slot: number): void {
    if (slot >= this.#capacity) return
    const at = (slot & MASK) * NODE_BYTES
    this.#writable(slot >>> SHIFT).fill(0, at, at + NODE_BYTES)
  }

  isEmptyLeaf(slot: number): boolean {
    const words = this.#levels[0]?.words[slot >>> SHIFT]
    if (words === undefined) return true
    const start = (slot & MASK) * NODE_WORDS
    for (let at = start; at < start + NODE_WORDS; at++) if (words[at] !== 0) return false
    return true
  }

  /**
   * Hashes what lies above the slots in `changed` (ascending, each once); `slots` are given out in all.
   * PERF: 1 to 2 ms for 1,000 of a million.
   */
  rehash(changed: Uint32Array, slots: number): void {
    if (slots > 0) this.#reserve(slots - 1)
    const positions = changed.slice()
    let count = positions.length
    // An insertion that was undone before its leaf was ever set has nothing to hash.
    while (count > 0 && (positions[count - 1] as number) >= this.#capacity) count--
    for (let level = 0; level + 1 < this.#levels.length; level++) {
      count = toParents(positions, count)
      const below = this.#levels[level] as Level
      const above = this.#levels[level + 1] as Level
      for (let from = 0; from < count; from += BATCH_PAIRS) {
        hashPairs(below, above, positions, from, Math.min(count, from + BATCH_PAIRS))
      }
    }
  }

  /** Hashes the whole tree above the leaves. PERF: 40 ms for a million. */
  rehashAll(slots: number): void {
    if (slots > 0) this.#reserve(slots - 1)
    for (let level = 0; level + 1 < this.#levels.length; level++) {
      hashLevel(this.#levels[level] as Level, this.#levels[level + 1] as Level)
    }
  }

  /** Root over the first `slots` leaves. */
  root(slots: number): Uint8Array {
    return this.#node(treeDepth(slots), 0)
  }

  /** Neighbours of a leaf on the way up, for a proof. */
  siblings(slot: number, slots: number): Uint8Array[] {
    const path: Uint8Array[] = []
    for (let level = 0; level < treeDepth(slots); level++) {
      path.push(this.#node(level, (slot >>> level) ^ 1))
    }
    return path
  }

  /** The leaves as they stand, in pieces of `CHUNK_NODES`. Later changes go to copies of the pieces they touch. */
  shareLeaves(): readonly Uint8Array[] {
    const pieces = this.#levels[0]?.bytes.slice() ?? []
    for (let piece = 0; piece < pieces.length; piece++) this.#shared[piece] = true
    return pieces
  }

  clear(): void {
    this.#levels.length = 0
    this.#shared.length = 0
  }

  memoryBytes(): number {
    let bytes = 0
    for (const level of this.#levels) bytes += level.bytes.length * CHUNK_NODES * NODE_BYTES
    return bytes
  }

  /** Leaves that there is room for. */
  get #capacity(): number {
    return (this.#levels[0]?.bytes.length ?? 0) * CHUNK_NODES
  }

  #node(level: number, index: number): Uint8Array {
    const nodes = this.#levels[level]
    return nodes === undefined
      ? new Uint8Array(emptyNode(level).slice().buffer)
      : nodeAt(nodes, index)
  }

  /** Makes room for the leaf of `slot` and for every node above it. */
  #reserve(slot: number): void {
    const depth = treeDepth(slot + 1)
    if (slot < this.#capacity && depth < this.#levels.length) return
    for (let index = 0; index <= depth || index < this.#levels.length; index++) {
      if (index === this.#levels.length) {
        this.#levels.push({ bytes: [], words: [], emptyNode: emptyNode(index) })
      }
      growTo(this.#levels[index] as Level, (slot >>> index) + 1)
    }
  }

  /** A piece of leaves, ready to be changed. */
  #writable(piece: number): Uint8Array {
    const leaves = this.#levels[0] as Level
    if (this.#shared[piece] === true) {
      const copy = (leaves.words[piece] as Uint32Array).slice()
      leaves.words[piece] = copy
      leaves.bytes[piece] = new Uint8Array(copy.buffer)
      this.#shared[piece] = false
    }
    return leaves.bytes[piece] as Uint8Array
  }
}
