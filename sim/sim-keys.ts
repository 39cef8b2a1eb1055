import type { Address } from '#base/address.ts'
import { blsPublicKey, blsSecretKeyFromSeed, proveBlsPossession, signBls } from '#base/bls.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { ed25519PublicKey, signEd25519 } from '#base/ed25519.ts'
import { sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import { consensusKeyMessage } from '#protocol/delegates/consensus-proof.ts'
import { computeRevealMessage } from '#protocol/election/randomness.ts'

export const SIM_CHAIN_ID = 47_000

/** Keys of each kind: fewer than delegates, so that some are taken. */
export const SIM_KEYS = 10

/** 48 bytes that are neither a BLS key nor, for their length, an ed25519 key. */
export const BAD_KEY = new Uint8Array(48).fill(9)

const addresses = new Map<string, Address>()
const privateKeys = new Map<Address, Uint8Array>()

/** The address that stands for a name. Its private key follows from the name. */
export function simAddress(name: string): Address {
  const known = addresses.get(name)
  if (known !== undefined) return known
  const privateKey = sha256(utf8ToBytes(`sim ${name}`))
  const address = addressOfPrivateKey(privateKey)
  addresses.set(name, address)
  privateKeys.set(address, privateKey)
  return address
}

/** The private key of an address that `simAddress` gave. */
export function simPrivateKey(address: Address): Uint8Array {
  const key = privateKeys.get(address)
  if (key === undefined) throw new RangeError(`nobody in the simulator has the key of ${address}`)
  return key
}

interface BlsPair {
  readonly secretKey: Uint8Array
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
  return { secretKey, publicKey: blsPublicKey(secretKey), proof: proveBlsPossession(secretKey) }
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

/** What the holder of a BLS key reveals at a height. Undefined for a key that is none of the simulator's. */
export function makeReveal(publicKey: Uint8Array, height: number): Uint8Array | undefined {
  const wanted = toHex(publicKey)
  const pair = blsPairs.find((one) => toHex(one.publicKey) === wanted)
  if (pair === undefined) return undefined
  return signBls(pair.secretKey, computeRevealMessage(SIM_CHAIN_ID, height))
}
