import { blsPublicKey, blsSecretKeyFromSeed, proveBlsPossession } from '#base/bls.ts'
import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import { ed25519PublicKey, signEd25519 } from '#base/ed25519.ts'
import { toHex } from '#base/hex.ts'
import { describe, expect, test } from 'vitest'
import { account, CHAIN_ID, createNetwork, describeLog } from '../staking/staking.fixture.ts'
import { DELEGATES_ADDRESS } from '../system-addresses.ts'
import { consensusKeyMessage } from './consensus-proof.ts'
import { DELEGATES_EVENTS } from './events.ts'

const AT = { to: DELEGATES_ADDRESS }
const SECRET = new Uint8Array(32).fill(3)
const KEY = ed25519PublicKey(SECRET)

function prove(secret: Uint8Array, delegate: string, chainId = CHAIN_ID): Uint8Array {
  return signEd25519(
    secret,
    consensusKeyMessage(chainId, account(delegate), ed25519PublicKey(secret)),
  )
}

describe('setConsensusKey', () => {
  const SIGNATURE = 'setConsensusKey(bytes,bytes)'

  test.each(['ann', 'anna operator'])('%s may set it', (from) => {
    const network = createNetwork()
    const outcome = network.act(from, SIGNATURE, [KEY, prove(SECRET, 'ann')], AT)
    expect(outcome.text).toBe('ok')
    const validator = toUpperHex(consensusAddress(KEY))
    expect(network.world.delegates.index.byValidator(validator)).toBe(account('ann'))
    expect(outcome.logs.map((log) => describeLog(log, DELEGATES_EVENTS))).toEqual([
      `ConsensusKeySet(${account('ann')},${toHex(KEY)})`,
    ])
  })

  test('the key that a delegate gave up is free for another', () => {
    const network = createNetwork()
    const other = new Uint8Array(32).fill(4)
    network.act('ann', SIGNATURE, [KEY, prove(SECRET, 'ann')], AT)
    const taken = network.act('ben', SIGNATURE, [KEY, prove(SECRET, 'ben')], AT)
    expect(taken.text).toBe(`ConsensusKeyIsTaken(${account('ann')})`)
    network.act('ann', SIGNATURE, [ed25519PublicKey(other), prove(other, 'ann')], AT)
    expect(network.act('ben', SIGNATURE, [KEY, prove(SECRET, 'ben')], AT).text).toBe('ok')
  })

  const SMALL_ORDER = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0))

  test.each<[string, string, Uint8Array, Uint8Array, string]>([
    ['no delegate', 'alice', KEY, prove(SECRET, 'ann'), `NotACandidate(${account('alice')})`],
    ['31 bytes', 'ann', KEY.slice(1), prove(SECRET, 'ann'), 'BadConsensusKey()'],
    ['a point of small order', 'ann', SMALL_ORDER, prove(SECRET, 'ann'), 'BadConsensusKey()'],
    ['no point', 'ann', new Uint8Array(32).fill(0xff), prove(SECRET, 'ann'), 'BadConsensusKey()'],
    ['a proof for another delegate', 'ann', KEY, prove(SECRET, 'ben'), 'BadConsensusProof()'],
    ['a proof for another network', 'ann', KEY, prove(SECRET, 'ann', 1), 'BadConsensusProof()'],
    ['a proof by another key', 'ann', KEY, prove(new Uint8Array(32), 'ann'), 'BadConsensusProof()'],
    ['a proof of no length', 'ann', KEY, new Uint8Array(0), 'BadConsensusProof()'],
  ])('is refused: %s', (_, from, key, proof, text) => {
    expect(createNetwork().act(from, SIGNATURE, [key, proof], AT).text).toBe(text)
  })
})

describe('setBlsKey', () => {
  const SIGNATURE = 'setBlsKey(bytes,bytes)'
  const secret = blsSecretKeyFromSeed(new Uint8Array(32).fill(5))
  const key = blsPublicKey(secret)
  const otherProof = proveBlsPossession(blsSecretKeyFromSeed(new Uint8Array(32).fill(6)))

  test.each(['ann', 'anna operator'])('%s may set it', (from) => {
    const network = createNetwork()
    const outcome = network.act(from, SIGNATURE, [key, proveBlsPossession(secret)], AT)
    expect(outcome.text).toBe('ok')
    expect(network.world.delegates.delegates.get(account('ann'))?.blsKey).toEqual(key)
    expect(outcome.logs.map((log) => describeLog(log, DELEGATES_EVENTS))).toEqual([
      `BlsKeySet(${account('ann')},${toHex(key)})`,
    ])
  })

  test.each<[string, string, Uint8Array, Uint8Array, string]>([
    ['no delegate', 'alice', key, proveBlsPossession(secret), `NotACandidate(${account('alice')})`],
    ['a bad key', 'ann', key.slice(1), proveBlsPossession(secret), 'BadBlsKey()'],
    ['a proof by another key', 'ann', key, otherProof, 'BadBlsProof()'],
    ['no proof', 'ann', key, new Uint8Array(0), 'BadBlsProof()'],
  ])('is refused: %s', (_, from, publicKey, proof, text) => {
    expect(createNetwork().act(from, SIGNATURE, [publicKey, proof], AT).text).toBe(text)
  })
})
