import { must } from '#base/assert.ts'
import { verifyBls } from '#base/bls.ts'
import { concatBytes, u64ToBytes, utf8ToBytes } from '#base/bytes.ts'
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

/** Whether `reveal` is the one that the holder of `blsKey` must give at `height`. PERF: 0.8 ms, once per block. */
export function isReveal(
  blsKey: Uint8Array,
  chainId: number,
  height: number,
  reveal: Uint8Array,
): boolean {
  return (
    reveal.length === REVEAL_BYTES &&
    verifyBls(blsKey, computeRevealMessage(chainId, height), reveal)
  )
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
