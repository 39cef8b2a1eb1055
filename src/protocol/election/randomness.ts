import { must } from '#base/assert.ts'
import { verifyBls } from '#base/bls.ts'
import { concatBytes, equalBytes, u64ToBytes, utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import type { Randomness } from './state.ts'

const DOMAIN = utf8ToBytes('boule reveal')

/** Bytes of a reveal: a BLS signature. */
export const REVEAL_BYTES = 96

/** What the proposer of a height signs with its BLS key. A BLS signature is unique, so there is no choice of reveals. */
export function computeRevealMessage(chainId: number, height: number): Uint8Array {
  return concatBytes(DOMAIN, u64ToBytes(chainId), u64ToBytes(height))
}

/** Whether `reveal` is the one that the holder of `blsKey` must give at `height`. */
export type IsReveal = (blsKey: Uint8Array, height: number, reveal: Uint8Array) => boolean

/**
 * Remembers its last answer: a block is prepared, checked and executed with the same reveal.
 * PERF: 0.8 ms, once per block.
 */
export function createRevealCheck(chainId: number): IsReveal {
  let last:
    | {
        readonly blsKey: Uint8Array
        readonly height: number
        readonly reveal: Uint8Array
        readonly isGood: boolean
      }
    | undefined
  return (blsKey, height, reveal) => {
    if (reveal.length !== REVEAL_BYTES) return false
    const isKnown =
      last?.height === height && equalBytes(last.reveal, reveal) && equalBytes(last.blsKey, blsKey)
    if (!isKnown) {
      const isGood = verifyBls(blsKey, computeRevealMessage(chainId, height), reveal)
      // Copies, since these may be parts of a whole block.
      last = { blsKey: blsKey.slice(), height, reveal: reveal.slice(), isGood }
    }
    return last?.isGood === true
  }
}

export function getRandomness(world: World): Randomness {
  return must(world.election.randomness.get(ONLY), 'the randomness')
}

/** Mixes in a block: keccak256(mix ‖ reveal), or keccak256(mix ‖ height) when it carries none that counts. */
export function processRandomness(
  world: World,
  height: number,
  reveal: Uint8Array | undefined,
): void {
  const { mix, reveals } = getRandomness(world)
  world.election.randomness.set(ONLY, {
    mix: keccak256(concatBytes(mix, reveal ?? u64ToBytes(height))),
    reveals: reveal === undefined ? reveals : reveals + 1,
  })
}
