import { concatBytes } from '#base/bytes.ts'
import { REVEAL_BYTES } from './election/randomness.ts'

/** First byte of the reveal's transaction: no Ethereum transaction starts with it. */
const REVEAL_PREFIX = 0xb0

/** The system transaction that carries a reveal; only ever the first of a block. */
export function encodeRevealTransaction(reveal: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(REVEAL_PREFIX), reveal)
}

export function isRevealTransaction(raw: Uint8Array): boolean {
  return raw[0] === REVEAL_PREFIX
}

/** The reveal that a list of block transactions starts with, if it is of the right length. */
export function findReveal(txs: readonly Uint8Array[]): Uint8Array | undefined {
  const first = txs[0]
  if (first === undefined || !isRevealTransaction(first)) return undefined
  return first.length === 1 + REVEAL_BYTES ? first.subarray(1) : undefined
}
