import fc from 'fast-check'
import { bech32 } from '@scure/base'
import { getAddress } from 'ethers'
import { getAddress as viemGetAddress } from 'viem'
import { afterAll, describe, expect, it } from 'vitest'
import { toAddress } from './address.ts'
import {
  AddressError,
  type AddressErrorCode,
  parseAddress,
  parseIoAddress,
  toChecksumAddress,
  toIoAddress,
} from './io-address.ts'
import { anyAddress } from './transaction.fixture.ts'

const executed = { addresses: 0, mistyped: 0, random: 0 }
afterAll(() => console.log('address cases', JSON.stringify(executed)))

const STAKING = '0x04C22AfaE6a03438b8FED74cb1Cf441168DF3F12'
const STAKING_IO = 'io1qnpz47hx5q6r3w876axtrn6yz95d70cjl35r53'
const REWARDING = '0xA576C141e5659137ddDa4223d209d4744b2106BE'
const REWARDING_IO = 'io154mvzs09vkgn0hw6gg3ayzw5w39jzp47f8py9v'

describe('forms of an address', () => {
  it.each([
    ['IoTeX staking', STAKING, STAKING_IO],
    ['IoTeX rewarding', REWARDING, REWARDING_IO],
  ])('%s', (_name, hex, io) => {
    const address = toAddress(hex)
    expect(toIoAddress(address)).toBe(io)
    expect(toChecksumAddress(address)).toBe(hex)
    for (const text of [
      hex,
      hex.toLowerCase(),
      `0x${hex.slice(2).toUpperCase()}`,
      hex.toUpperCase(),
      io,
      io.toUpperCase(),
    ]) {
      expect(parseAddress(text)).toBe(address)
    }
  })

  it('random addresses go through every form, checksums as viem and ethers', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        executed.addresses++
        const checksum = toChecksumAddress(address)
        expect(checksum).toBe(getAddress(address))
        expect(checksum).toBe(viemGetAddress(address))
        expect(parseAddress(checksum)).toBe(address)
        expect(parseAddress(toIoAddress(address))).toBe(address)
        expect(parseIoAddress(toIoAddress(address))).toBe(address)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('bad addresses', () => {
  const ofBytes = (prefix: string, length: number): string =>
    bech32.encode(prefix, bech32.toWords(new Uint8Array(length)))
  const rows: readonly [string, string, AddressErrorCode, string][] = [
    ['nothing', '', 'empty', 'give 0x… or io1…'],
    ['a name', 'alice', 'unknown-form', '"alice" is no address'],
    ['no prefix', STAKING.slice(2), 'unknown-form', 'begins with 0x'],
    ['a testnet prefix', ofBytes('it', 20), 'unknown-form', 'or with io1'],
    ['a blank before', ` ${STAKING}`, 'unknown-form', 'is no address'],
    ['0x alone', '0x', 'bad-length', 'has 0 characters after 0x'],
    [
      '39 digits',
      STAKING.slice(0, -1),
      'bad-length',
      'has 39 characters after 0x; an address has 40',
    ],
    ['41 digits', `${STAKING}0`, 'bad-length', 'has 41 characters'],
    ['a blank behind', `${STAKING} `, 'bad-length', 'has 41 characters'],
    ['a letter beyond f', `${STAKING.slice(0, -1)}g`, 'bad-character', 'no hex digits'],
    ['a wide digit', `${STAKING.slice(0, -1)}\uff11`, 'bad-character', 'no hex digits'],
    ['a wrong checksum', STAKING.replace('C', 'c'), 'bad-checksum', 'wrong checksum'],
    ['io1 alone', 'io1', 'bad-length', 'has 3 characters; an io1 address has 41'],
    ['io1 cut off', STAKING_IO.slice(0, -1), 'bad-length', 'has 40 characters'],
    ['io1 of 32 bytes', ofBytes('io', 32), 'bad-length', 'an io1 address has 41'],
    ['io1 mistyped', STAKING_IO.replace('q', 'p'), 'bad-checksum', 'mistyped'],
    ['io1 in mixed case', `IO1${STAKING_IO.slice(3)}`, 'bad-checksum', 'mistyped'],
    [
      'a pool name of IoTeX',
      'io000000000000000000000000stakingprotocol',
      'unknown-form',
      'is no address',
    ],
    ['control characters', '\u001b[31mred\n', 'unknown-form', '"?[31mred?"'],
    ['very long text', 'x'.repeat(10_000), 'unknown-form', `"${'x'.repeat(60)}…"`],
  ]
  it.each(rows)('%s', (_name, text, code, message) => {
    let thrown: unknown
    try {
      parseAddress(text)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(AddressError)
    expect((thrown as AddressError).code).toBe(code)
    expect((thrown as AddressError).message).toContain(message)
    expect((thrown as AddressError).message.length).toBeLessThan(200)
    expect(parseIoAddress(text)).toBeUndefined()
  })

  it('io1 with spare bits that are not zero', () => {
    const wordsOfAddress = bech32.toWords(new Uint8Array(20))
    expect(parseIoAddress(bech32.encode('io', wordsOfAddress))).toBeDefined()
    // 32 words hold 160 bits exactly; 33 words would have spare ones.
    expect(parseIoAddress(bech32.encode('io', [...wordsOfAddress, 0]))).toBeUndefined()
  })

  it('one mistyped character of an io1 address is always found', () => {
    const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
    fc.assert(
      fc.property(anyAddress, fc.integer({ min: 3, max: 40 }), fc.nat(31), (address, at, to) => {
        const text = toIoAddress(address)
        const wrong = text.slice(0, at) + alphabet[to] + text.slice(at + 1)
        if (wrong === text) return
        executed.mistyped++
        expect(() => parseAddress(wrong)).toThrow(AddressError)
      }),
      { numRuns: 2_000 },
    )
  })

  it('random text is an address or an AddressError', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', '0x', 'io1'),
        fc.string({ unit: 'binary' }),
        (prefix, text) => {
          executed.random++
          expect(() => parseAddress(prefix + text)).toThrow(AddressError)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
