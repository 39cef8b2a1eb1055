import { PublicKey } from '@chainsafe/blst'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { describe, expect, it } from 'vitest'
import {
  BLS_PUBLIC_KEY_BYTES,
  BLS_SECRET_KEY_BYTES,
  BLS_SIGNATURE_BYTES,
  blsPublicKey,
  blsSecretKeyFromSeed,
  isBlsPublicKey,
  proveBlsPossession,
  signBls,
  verifyBls,
  verifyBlsPossession,
} from './bls.ts'
import { concatBytes, utf8ToBytes } from './bytes.ts'
import { fromHex, toHex } from './hex.ts'

const ETHEREUM_DST = 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_'
const noble = bls12_381.longSignatures
const seed = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)

const alice = blsSecretKeyFromSeed(seed(1))
const alicePublic = blsPublicKey(alice)
const bob = blsSecretKeyFromSeed(seed(2))
const bobPublic = blsPublicKey(bob)
const message = utf8ToBytes('block 7')
const signature = signBls(alice, message)

const INFINITY_KEY = Uint8Array.from([0xc0, ...new Uint8Array(47)])
const INFINITY_SIGNATURE = Uint8Array.from([0xc0, ...new Uint8Array(95)])

/** The compressed form with the least x for which the curve y² = x³ + 4 has a point, or has none. A point with such an x is outside the group of prime order. */
function smallX(hasPoint: boolean): Uint8Array {
  const { Fp } = bls12_381.fields
  for (let x = 1n; ; x++) {
    const square = Fp.add(Fp.pow(x, 3n), 4n)
    const isSquare = Fp.eql(Fp.pow(square, (Fp.ORDER - 1n) / 2n), Fp.ONE)
    if (isSquare !== hasPoint) continue
    const bytes = new Uint8Array(48)
    bytes[0] = 0x80
    bytes[47] = Number(x)
    return bytes
  }
}

describe('keys', () => {
  it('a seed gives a key of 32 bytes, always the same', () => {
    expect(alice.length).toBe(BLS_SECRET_KEY_BYTES)
    expect(toHex(blsSecretKeyFromSeed(seed(1)))).toBe(toHex(alice))
    expect(toHex(bob)).not.toBe(toHex(alice))
    expect(() => blsSecretKeyFromSeed(new Uint8Array(31))).toThrow('32 bytes')
  })

  it('public keys as noble derives them', () => {
    expect(alicePublic.length).toBe(BLS_PUBLIC_KEY_BYTES)
    expect(toHex(alicePublic)).toBe(toHex(noble.getPublicKey(alice).toBytes()))
  })

  it('a known pair of the Ethereum consensus tests', () => {
    const secret = fromHex('0x263dbd792f5b1be47ed85f8938c0f29586af0d3ac7b977f21c278fe1462040e3')
    const known = signBls(secret, seed(0))
    expect(toHex(blsPublicKey(secret))).toBe(
      '0xa491d1b0ecd9bb917989f0e74f0dea0422eac4a873e5e2644f368dffb9a6e20fd6e10c1b77654d067c0618f6e5a7f79a',
    )
    expect(toHex(known)).toBe(
      '0xb6ed936746e01f8ecf281f020953fbf1f01debd5657c4a383940b020b26507f6076334f91e2366c96e9ab279fb5158090352ea1c5b0c9274504f4f0e7053af24802e51e4568d164fe986834f41e55c8e850ce1f98458c0cfc9ab380b55285a55',
    )
  })

  it.each([
    ['a good key', alicePublic, true],
    ['no bytes', new Uint8Array(0), false],
    ['47 bytes', alicePublic.subarray(1), false],
    ['49 bytes', concatBytes(alicePublic, seed(0).subarray(0, 1)), false],
    ['uncompressed', noble.getPublicKey(alice).toBytes(false), false],
    ['infinity', INFINITY_KEY, false],
    ['zeros', new Uint8Array(48), false],
    ['all ones', new Uint8Array(48).fill(255), false],
    ['x not below the modulus', Uint8Array.from([0x9f, ...new Uint8Array(47).fill(255)]), false],
    ['not on the curve', smallX(false), false],
    ['on the curve, outside the group', smallX(true), false],
  ])('%s', (_name, bytes, good) => {
    expect(isBlsPublicKey(bytes)).toBe(good)
  })
})

describe('a point outside the group', () => {
  it('is a point for the library when the group is not checked, so the check is what refuses it', () => {
    expect(() => PublicKey.fromBytes(smallX(true), false)).not.toThrow()
    expect(() => PublicKey.fromBytes(smallX(false), false)).toThrow()
  })
})

describe('signatures', () => {
  it('are those of noble', () => {
    const point = noble.hash(message, ETHEREUM_DST)
    expect(signature.length).toBe(BLS_SIGNATURE_BYTES)
    expect(toHex(signature)).toBe(toHex(noble.sign(point, alice).toBytes()))
    expect(noble.verify(signature, point, alicePublic)).toBe(true)
    expect(toHex(signBls(alice, message))).toBe(toHex(signature))
  })

  const flipped = signature.slice()
  flipped[95] = (flipped[95] as number) ^ 1
  it.each([
    ['good', alicePublic, message, signature, true],
    ['another key', bobPublic, message, signature, false],
    ['another message', alicePublic, utf8ToBytes('block 8'), signature, false],
    ['an empty message', alicePublic, new Uint8Array(0), signature, false],
    [
      'an empty message, signed',
      alicePublic,
      new Uint8Array(0),
      signBls(alice, new Uint8Array(0)),
      true,
    ],
    ['a bit flipped', alicePublic, message, flipped, false],
    ['signature cut off', alicePublic, message, signature.subarray(0, 95), false],
    ['signature empty', alicePublic, message, new Uint8Array(0), false],
    ['signature at infinity', alicePublic, message, INFINITY_SIGNATURE, false],
    ['key and signature at infinity', INFINITY_KEY, message, INFINITY_SIGNATURE, false],
    ['key cut off', alicePublic.subarray(0, 47), message, signature, false],
    ['signature all ones', alicePublic, message, new Uint8Array(96).fill(255), false],
    [
      'signature uncompressed',
      alicePublic,
      message,
      noble.Signature.fromBytes(signature).toBytes(false),
      false,
    ],
  ])('%s', (_name, key, signed, bytes, good) => {
    expect(verifyBls(key, signed, bytes)).toBe(good)
  })
})

describe('proof of possession', () => {
  it('is checked against its own key only', () => {
    const proof = proveBlsPossession(alice)
    expect(verifyBlsPossession(alicePublic, proof)).toBe(true)
    expect(verifyBlsPossession(bobPublic, proof)).toBe(false)
    expect(verifyBlsPossession(bobPublic, proveBlsPossession(bob))).toBe(true)
    expect(verifyBlsPossession(INFINITY_KEY, INFINITY_SIGNATURE)).toBe(false)
    expect(verifyBlsPossession(new Uint8Array(0), new Uint8Array(0))).toBe(false)
  })

  it('is a signature over its tag and the key, and nothing else passes for it', () => {
    const tag = utf8ToBytes('BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_')
    const proof = signBls(alice, concatBytes(tag, alicePublic))
    expect(toHex(proof)).toBe(toHex(proveBlsPossession(alice)))
    expect(verifyBlsPossession(alicePublic, signBls(alice, alicePublic))).toBe(false)
    expect(verifyBls(alicePublic, alicePublic, proof)).toBe(false)
  })

  it('stops a rogue key, for which signatures can be forged', () => {
    // Mallory claims M − A as key: with A's key it sums to M, so M alone could sign for both.
    const mallory = blsSecretKeyFromSeed(seed(3))
    const point = (key: Uint8Array) => bls12_381.G1.Point.fromBytes(key)
    const rogue = point(blsPublicKey(mallory)).subtract(point(alicePublic)).toBytes(true)
    expect(isBlsPublicKey(rogue)).toBe(true)
    expect(verifyBlsPossession(rogue, proveBlsPossession(mallory))).toBe(false)
    expect(verifyBlsPossession(rogue, proveBlsPossession(alice))).toBe(false)
  })
})
