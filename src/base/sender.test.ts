import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { recoverAddress } from 'ethers'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { keccak256 } from './hash.ts'
import { toHex } from './hex.ts'
import { loadNativeSecp256k1, recoverPublicKey, signDigest } from './secp256k1-native.ts'
import { recoverSender } from './sender.ts'
import { recoverSenderPortable } from './sender-portable.ts'
import { addressOfPrivateKey, signDigestPortable } from './sign-transaction.ts'
import { anyPrivateKey } from './transaction.fixture.ts'

const executed = { signed: 0, random: 0, randomRecovered: 0 }
afterAll(() => console.log('sender cases', JSON.stringify(executed)))

const word = fc.uint8Array({ minLength: 32, maxLength: 32 })
const parity = fc.constantFrom(0 as const, 1 as const)

describe('recovery', () => {
  it('finds the signer: native, portable and ethers agree', () => {
    fc.assert(
      fc.property(anyPrivateKey, word, (privateKey, digest) => {
        executed.signed++
        const signature = signDigest(digest, privateKey)
        expect(signature).toEqual(signDigestPortable(digest, privateKey))
        const { r, s, yParity } = signature
        const sender = addressOfPrivateKey(privateKey)
        expect(recoverSender(digest, r, s, yParity)).toBe(sender)
        expect(recoverSenderPortable(digest, r, s, yParity)).toBe(sender)
        const theirs = recoverAddress(digest, { r: toHex(r), s: toHex(s), yParity })
        expect(theirs.toLowerCase()).toBe(sender)
      }),
      { numRuns: 100 },
    )
  })

  it('random numbers: native and portable agree on who signed, or that nobody did', () => {
    fc.assert(
      fc.property(word, word, word, parity, (digest, r, s, yParity) => {
        executed.random++
        const sender = recoverSender(digest, r, s, yParity)
        if (sender !== undefined) executed.randomRecovered++
        expect(recoverSenderPortable(digest, r, s, yParity)).toBe(sender)
      }),
      { numRuns: 300 },
    )
    expect(executed.randomRecovered).toBeGreaterThan(50)
    expect(executed.randomRecovered).toBeLessThan(executed.random)
  })

  const digest = keccak256(new Uint8Array(1))
  const one = new Uint8Array(32)
  one[31] = 1
  const five = new Uint8Array(32)
  five[31] = 5
  const ones = new Uint8Array(32).fill(255)
  const zero = new Uint8Array(32)
  it.each([
    ['r is 0', zero, one],
    ['s is 0', one, zero],
    ['r is above the order', ones, one],
    ['s is above the order', one, ones],
    ['no point has this r', five, one],
  ])('nobody when %s', (_name, r, s) => {
    expect(recoverSender(digest, r, s, 0)).toBeUndefined()
    expect(recoverSenderPortable(digest, r, s, 0)).toBeUndefined()
  })

  it('takes 32 bytes of each', () => {
    expect(() => recoverPublicKey(digest.subarray(1), one, one, 0)).toThrow('32 bytes')
    expect(() => recoverPublicKey(digest, one, one.subarray(1), 0)).toThrow('32 bytes')
  })

  it.each([
    ['0', zero],
    ['above the order', ones],
  ])('a private key that is %s', (_name, key) => {
    expect(() => signDigest(digest, key)).toThrow(RangeError)
  })
})

describe('native library', () => {
  it('is loaded, not its JavaScript stand-in', () => {
    // The addon's own object, with its numbers for results; the stand-in and the wrapper have neither.
    const output = new Uint8Array(65)
    const step = loadNativeSecp256k1().ecdsaRecover(
      output,
      new Uint8Array(64),
      0,
      new Uint8Array(32),
    )
    expect(step).toBe(2)
    expect(String(loadNativeSecp256k1().ecdsaRecover)).toContain('[native code]')
  })

  it('says what to install when it is missing', () => {
    const file = fileURLToPath(new URL('./secp256k1-native.ts', import.meta.url))
    const program = `
      const { loadNativeSecp256k1, NativeLibraryError } = await import(${JSON.stringify(file)})
      try { loadNativeSecp256k1() } catch (error) {
        console.log(error instanceof NativeLibraryError, error.message)
      }`
    // node-gyp-build looks into this folder instead of the package's own.
    const env = { ...process.env, SECP256K1_PREBUILD: '/nowhere' }
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { env })
    expect(output.toString()).toContain('true the native part of the package secp256k1 is missing')
    expect(output.toString()).toContain('npm rebuild secp256k1')
  })
})
