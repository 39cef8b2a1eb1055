import { equalBytes } from '#base/bytes.ts'
import type { SignedTransaction } from '#protocol/block.ts'

/**
 * Finds a decoded transaction by the bytes of another copy: a block comes from the engine twice, and its transactions came before it,
 * each time in new byte arrays. Copies are looked for by the end of their signature, which is as good as random, and then compared:
 * much cheaper than hashing. Whoever makes two that end alike gets a miss. Holds the latest `capacity` / 2 to `capacity`.
 */
export class TwinCache {
  readonly #half: number
  /** Two generations: when the young one is full it becomes the old one, and the old one is dropped as a whole. */
  #young = new Map<number, SignedTransaction>()
  #old = new Map<number, SignedTransaction>()

  constructor(capacity = 65_536) {
    this.#half = Math.floor(capacity / 2)
  }

  put(signed: SignedTransaction): void {
    const { raw } = signed.transaction
    if (raw.length < TAIL_BYTES) return
    if (this.#young.size >= this.#half) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(tailOf(raw), signed)
  }

  find(raw: Uint8Array): SignedTransaction | undefined {
    if (raw.length < TAIL_BYTES) return undefined
    const tail = tailOf(raw)
    const signed = this.#young.get(tail) ?? this.#old.get(tail)
    if (signed === undefined) return undefined
    const known = signed.transaction.raw
    return known === raw || equalBytes(known, raw) ? signed : undefined
  }
}

const TAIL_BYTES = 4

/** The last 30 bits: a `Map` keeps small integers as they are and larger numbers as objects. */
function tailOf(raw: Uint8Array): number {
  let tail = 0
  for (let at = raw.length - TAIL_BYTES; at < raw.length; at++) {
    tail = (tail << 8) | (raw[at] as number)
  }
  return tail & 0x3fff_ffff
}
