import { expect, test } from 'vitest'
import { blsPublicKey, blsSecretKeyFromSeed, signBls } from '#base/bls.ts'
import { computeRevealMessage, createRevealCheck, REVEAL_BYTES } from './randomness.ts'

const CHAIN_ID = 7
const [alice, bob] = [1, 2].map((seed) => blsSecretKeyFromSeed(new Uint8Array(32).fill(seed))) as [
  Uint8Array,
  Uint8Array,
]
const revealOf = (secret: Uint8Array, height: number): Uint8Array =>
  signBls(secret, computeRevealMessage(CHAIN_ID, height))

test('what the check remembers is of the same key, height and reveal only', () => {
  const isReveal = createRevealCheck(CHAIN_ID)
  const [key, other] = [blsPublicKey(alice), blsPublicKey(bob)]
  const good = revealOf(alice, 5)
  const bad = revealOf(bob, 5)
  const ask = () => [
    isReveal(key, 5, good),
    isReveal(key, 5, good.slice()),
    isReveal(key, 5, bad),
    isReveal(key, 5, bad),
    isReveal(key, 5, good),
    isReveal(other, 5, good),
    isReveal(other, 5, bad),
    isReveal(other, 6, bad),
    isReveal(key, 5, good.subarray(1)),
  ]
  const answers = [true, true, false, false, true, false, true, false, false]
  expect(ask()).toEqual(answers)
  expect(ask()).toEqual(answers)
})

test('it remembers what it saw, not an array that changes later', () => {
  const isReveal = createRevealCheck(CHAIN_ID)
  const reveal = revealOf(alice, 5)
  expect(reveal).toHaveLength(REVEAL_BYTES)
  expect(isReveal(blsPublicKey(alice), 5, reveal)).toBe(true)
  reveal.set(revealOf(bob, 5))
  expect(isReveal(blsPublicKey(alice), 5, reveal)).toBe(false)
})
