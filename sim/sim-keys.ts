import type { Address } from '#base/address.ts'
import { blsPublicKey, blsSecretKeyFromSeed, proveBlsPossession } from '#base/bls.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { ed25519PublicKey, signEd25519 } from '#base/ed25519.ts'
import { sha256 } from '#base/hash.ts'
import { consensusKeyMessage } from '#protocol/delegates/consensus-proof.ts'
import { SIM_CHAIN_ID } from './sim-genesis.ts'

/** Keys of each kind: fewer than delegates, so that some are taken. */
export const SIM_KEYS = 10

/** 48 bytes that are neither a BLS key nor, for their length, an ed25519 key. */
export const BAD_KEY = new Uint8Array(48).fill(9)

interface BlsPair {
  readonly publicKey: Uint8Array
  /** Proof of possession. */
  readonly proof: Uint8Array
}

interface ConsensusPair {
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
}

const blsPairs = Array.from({ length: SIM_KEYS }, (_, index): BlsPair => {
  const secretKey = blsSecretKeyFromSeed(sha256(utf8ToBytes(`sim bls ${index}`)))
  return { publicKey: blsPublicKey(secretKey), proof: proveBlsPossession(secretKey) }
})

const consensusPairs = Array.from({ length: SIM_KEYS }, (_, index): ConsensusPair => {
  const secretKey = sha256(utf8ToBytes(`sim consensus ${index}`))
  return { secretKey, publicKey: ed25519PublicKey(secretKey) }
})

const proofs = new Map<string, Uint8Array>()

function pick<T>(values: readonly T[], index: number): T {
  const value = values[index]
  if (value === undefined) throw new RangeError(`no key ${index}`)
  return value
}

export const blsKeyPair = (index: number): BlsPair => pick(blsPairs, index)
export const consensusKeyPair = (index: number): ConsensusPair => pick(consensusPairs, index)

/** The proof with which a delegate takes a consensus key. Remembered: signing takes a millisecond. */
export function proveConsensusKey(delegate: Address, pair: ConsensusPair): Uint8Array {
  const message = consensusKeyMessage(SIM_CHAIN_ID, delegate, pair.publicKey)
  const key = message.join()
  const known = proofs.get(key) ?? signEd25519(pair.secretKey, message)
  proofs.set(key, known)
  return known
}
