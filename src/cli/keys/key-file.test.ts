import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isBlsPublicKey } from '#base/bls.ts'
import { isEd25519PublicKey } from '#base/ed25519.ts'
import { fromHex } from '#base/hex.ts'
import { createDelegateKeys, readDelegateKeys, writeDelegateKeys } from './key-file.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boule-keys-'))
  file = path.join(folder, 'keys.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the key file of a delegate', () => {
  test('is read as it was written, by its owner only', () => {
    const keys = createDelegateKeys()
    writeDelegateKeys(file, keys)
    expect(readDelegateKeys(file)).toEqual(keys)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(isEd25519PublicKey(fromHex(keys.consensus.publicKey))).toBe(true)
    expect(isBlsPublicKey(fromHex(keys.bls.publicKey))).toBe(true)
  })

  test('that others can read is refused', () => {
    writeDelegateKeys(file, createDelegateKeys())
    chmodSync(file, 0o640)
    expect(() => readDelegateKeys(file)).toThrow(`can be read by others: run \`chmod 600 ${file}\``)
  })

  test('is never replaced', () => {
    writeDelegateKeys(file, createDelegateKeys())
    const before = readFileSync(file, 'utf8')
    expect(() => writeDelegateKeys(file, createDelegateKeys())).toThrow(/EEXIST/)
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  test.each([
    ['no JSON', () => '{', 'it is not JSON'],
    ['another format', () => '{"format":"x"}', '"format" must be'],
    [
      'a short secret',
      (text: string) => text.replace(/("secretKey": "0x)../, '$1'),
      '"consensus.secretKey" must be 0x and 64 hex digits',
    ],
    [
      'halves that do not belong together',
      (text: string) => {
        const one = JSON.parse(text) as { bls: { publicKey: string } }
        one.bls.publicKey = createDelegateKeys().bls.publicKey
        return JSON.stringify(one)
      },
      '"bls.publicKey" is not the public half',
    ],
    [
      'a BLS secret beyond the order',
      (text: string) => {
        const one = JSON.parse(text) as { bls: { secretKey: string } }
        one.bls.secretKey = `0x${'ff'.repeat(32)}`
        return JSON.stringify(one)
      },
      '"bls.secretKey" is not a key',
    ],
  ])('with %s is refused', (_, change, message) => {
    writeDelegateKeys(file, createDelegateKeys())
    writeFileSync(file, change(readFileSync(file, 'utf8')))
    expect(() => readDelegateKeys(file)).toThrow(message)
  })
})
