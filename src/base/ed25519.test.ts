import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isEd25519PublicKey, verifyEd25519 } from './ed25519.ts'
import { fromHex } from './hex.ts'

/** RFC 8032, section 7.1, test 2. */
const KEY = fromHex('0x3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
const MESSAGE = Uint8Array.of(0x72)
const SIGNATURE = fromHex(
  '0x92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
)
const flip = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

describe('ed25519', () => {
  it.each([
    ['the RFC’s', KEY, MESSAGE, SIGNATURE, true],
    ['another message', KEY, Uint8Array.of(0x73), SIGNATURE, false],
    ['a changed R', KEY, MESSAGE, flip(SIGNATURE, 0), false],
    ['a changed S', KEY, MESSAGE, flip(SIGNATURE, 32), false],
    ['another key', flip(KEY, 0), MESSAGE, SIGNATURE, false],
    ['a short signature', KEY, MESSAGE, SIGNATURE.subarray(1), false],
    ['a short key', KEY.subarray(1), MESSAGE, SIGNATURE, false],
    ['no bytes', new Uint8Array(0), new Uint8Array(0), new Uint8Array(0), false],
  ])('%s', (_name, key, message, signature, good) => {
    expect(verifyEd25519(key, message, signature)).toBe(good)
  })

  it('takes what Node signs', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
    const signature = sign(null, MESSAGE, privateKey)
    expect(isEd25519PublicKey(key)).toBe(true)
    expect(verifyEd25519(key, MESSAGE, signature)).toBe(true)
  })

  it.each([
    ['the RFC’s', KEY, true],
    ['31 bytes', KEY.subarray(1), false],
    ['the neutral point', Uint8Array.from([1, ...new Uint8Array(31)]), false],
    ['a point of order 4', new Uint8Array(32), false],
    ['y not below the modulus', new Uint8Array(32).fill(255), false],
    ['no point', Uint8Array.from([2, ...new Uint8Array(31)]), false],
  ])('key: %s', (_name, key, good) => {
    expect(isEd25519PublicKey(key)).toBe(good)
  })
})
