import { expect, test } from 'vitest'
import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { createDevRevealKeys } from './reveal-keys.ts'
import { testGenesis } from './test-network.fixture.ts'

test('the keys of genesis delegates are known to everybody, others are not', () => {
  const genesis = testGenesis()
  const strange = blsPublicKey(blsSecretKeyFromSeed(new Uint8Array(32).fill(3)))
  const [first, second] = genesis.delegates
  if (first === undefined || second === undefined) throw new Error('the test network has delegates')
  const keys = createDevRevealKeys({
    ...genesis,
    delegates: [first, { ...second, blsKey: strange }],
  })
  const secret = keys.secretOf(first.blsKey)
  expect(secret).toBeDefined()
  expect(blsPublicKey(secret ?? new Uint8Array(0))).toEqual(first.blsKey)
  // A genesis delegate with a key of its own: its name does not give it away.
  expect(keys.secretOf(strange)).toBeUndefined()
  expect(keys.secretOf(second.blsKey)).toBeUndefined()
})
