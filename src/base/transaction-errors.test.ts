import { describe, expect, it } from 'vitest'
import { concatBytes } from './bytes.ts'
import { keccak256 } from './hash.ts'
import { encodeRlp, integerBytes, type RlpItem } from './rlp.ts'
import { signDigest } from './secp256k1-native.ts'
import { decodeTransaction } from './transaction.ts'
import {
  TRANSACTION_ERROR_CODES,
  TransactionError,
  type TransactionErrorCode,
} from './transaction-error.ts'

const EMPTY = new Uint8Array(0)
const TO = new Uint8Array(20).fill(0x11)
const KEY = keccak256(new Uint8Array(1))
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const HALF = ORDER / 2n
const signature = signDigest(keccak256(EMPTY), KEY)
const R = signature.r
const S = signature.s
const LARGE = integerBytes(2n ** 53n)
const HUGE = integerBytes(2n ** 256n)

type Fields = Readonly<Record<string, RlpItem>>

/** The fields in order, some replaced. */
const LEGACY: Fields = {
  nonce: EMPTY,
  gasPrice: integerBytes(1),
  gasLimit: integerBytes(21_000),
  to: TO,
  value: EMPTY,
  data: EMPTY,
  v: integerBytes(4690 * 2 + 35),
  r: R,
  s: S,
}

const TYPED: Fields = {
  chainId: integerBytes(4690),
  nonce: EMPTY,
  tip: integerBytes(1),
  maxFee: integerBytes(1),
  gasLimit: integerBytes(21_000),
  to: TO,
  value: EMPTY,
  data: EMPTY,
  accessList: [],
  yParity: EMPTY,
  r: R,
  s: S,
}

const legacy = (change: Fields): Uint8Array => encodeRlp(Object.values({ ...LEGACY, ...change }))
const typed = (change: Fields, type = 2): Uint8Array =>
  concatBytes(Uint8Array.of(type), encodeRlp(Object.values({ ...TYPED, ...change })))

const entry = (address: RlpItem, keys: RlpItem): RlpItem => [[address, keys]]

const ROWS: readonly [string, Uint8Array, TransactionErrorCode, string][] = [
  ['no bytes', EMPTY, 'empty', 'has no bytes'],
  ['one byte too many', new Uint8Array(65_537), 'oversized', 'at most 65536'],
  ['type 0 written out', typed({}, 0), 'unknown-type', 'type 0 is not known'],
  ['type 3', typed({}, 3), 'unsupported-type', 'blob transactions'],
  ['type 4', typed({}, 4), 'unsupported-type', 'set-code transactions'],
  ['type 5', typed({}, 5), 'unknown-type', 'type 5 is not known'],
  ['type 127', typed({}, 0x7f), 'unknown-type', 'type 127 is not known'],
  ['an RLP string', Uint8Array.of(0x80), 'malformed', 'neither a list nor a typed one'],
  ['wrapped into a string', encodeRlp(typed({})), 'malformed', 'neither a list nor a typed one'],
  ['only a type', Uint8Array.of(2), 'malformed', 'an item is missing'],
  ['a string behind the type', Uint8Array.of(2, 0x80), 'malformed', 'a list is expected'],
  [
    'bytes behind a legacy transaction',
    concatBytes(legacy({}), EMPTY, Uint8Array.of(0)),
    'malformed',
    'left over',
  ],
  ['bytes behind a typed one', concatBytes(typed({}), Uint8Array.of(0)), 'malformed', 'left over'],
  ['cut off', typed({}).subarray(0, 40), 'malformed', 'longer than what holds it'],
  ['a field too many', typed({ more: EMPTY }), 'malformed', 'too many items'],
  ['a field too many in a legacy one', legacy({ more: EMPTY }), 'malformed', 'too many items'],
  ['unsigned', encodeRlp(Object.values(LEGACY).slice(0, 6)), 'malformed', 'an item is missing'],
  ['a list for a nonce', typed({ nonce: [] }), 'malformed', 'bytes are expected'],
  ['bytes for an access list', typed({ accessList: EMPTY }), 'malformed', 'a list is expected'],
  [
    'a nonce with leading zeros',
    typed({ nonce: Uint8Array.of(0, 128) }),
    'malformed',
    'leading zeros',
  ],
  ['a nonce of one zero byte', typed({ nonce: Uint8Array.of(0) }), 'malformed', 'leading zeros'],
  [
    'a value with leading zeros',
    legacy({ value: Uint8Array.of(0, 1) }),
    'malformed',
    'leading zeros',
  ],
  [
    'r with leading zeros',
    typed({ r: concatBytes(EMPTY, Uint8Array.of(0), R) }),
    'malformed',
    'leading zeros',
  ],
  ['r of 33 bytes', typed({ r: HUGE }), 'malformed', '256 bits'],
  ['a fee of 33 bytes', typed({ maxFee: HUGE }), 'malformed', '256 bits'],
  ['a tip of 33 bytes', typed({ tip: HUGE, maxFee: HUGE }), 'malformed', '256 bits'],
  ['a gas price of 33 bytes', legacy({ gasPrice: HUGE }), 'malformed', '256 bits'],
  ['a value of 33 bytes', typed({ value: HUGE }), 'malformed', '256 bits'],
  ['an entry that is no list', typed({ accessList: [EMPTY] }), 'malformed', 'a list is expected'],
  ['an entry without keys', typed({ accessList: [[TO]] }), 'malformed', 'an item is missing'],
  ['an entry with 3 parts', typed({ accessList: [[TO, [], []]] }), 'malformed', 'too many items'],
  [
    'a listed address of 19 bytes',
    typed({ accessList: entry(TO.subarray(1), []) }),
    'malformed',
    '20 bytes are expected where 19 stand',
  ],
  [
    'a listed key of 31 bytes',
    typed({ accessList: entry(TO, [R.subarray(1)]) }),
    'malformed',
    '32 bytes are expected where 31 stand',
  ],
  ['a recipient of 19 bytes', typed({ to: TO.subarray(1) }), 'bad-recipient', 'has 19 bytes'],
  ['a recipient of 21 bytes', legacy({ to: new Uint8Array(21) }), 'bad-recipient', 'has 21 bytes'],
  ['v 27', legacy({ v: integerBytes(27) }), 'no-chain-id', 'names no chain'],
  ['v 28', legacy({ v: integerBytes(28) }), 'no-chain-id', 'names no chain'],
  ['v 35', legacy({ v: integerBytes(35) }), 'no-chain-id', 'names no chain'],
  ['v 36', legacy({ v: integerBytes(36) }), 'no-chain-id', 'names no chain'],
  ['v 0', legacy({ v: EMPTY }), 'bad-signature', 'v of the signature is 0'],
  ['v 26', legacy({ v: integerBytes(26) }), 'bad-signature', 'v of the signature is 26'],
  ['v 29', legacy({ v: integerBytes(29) }), 'bad-signature', 'v of the signature is 29'],
  ['v 34', legacy({ v: integerBytes(34) }), 'bad-signature', 'v of the signature is 34'],
  ['v above 2^53 - 1', legacy({ v: LARGE }), 'chain-id-too-large', 'chain id'],
  ['a chain id above 2^53 - 1', typed({ chainId: LARGE }), 'chain-id-too-large', 'chain id'],
  ['a chain id of 33 bytes', typed({ chainId: HUGE }), 'chain-id-too-large', 'chain id'],
  ['a nonce above 2^53 - 1', typed({ nonce: LARGE }), 'nonce-too-large', 'nonce'],
  ['a legacy nonce above 2^53 - 1', legacy({ nonce: LARGE }), 'nonce-too-large', 'nonce'],
  ['a gas limit above 2^53 - 1', typed({ gasLimit: LARGE }), 'gas-limit-too-large', 'gas limit'],
  [
    'a tip above the fee cap',
    typed({ tip: integerBytes(2) }),
    'tip-above-fee-cap',
    'max priority fee per gas higher than max fee per gas',
  ],
  ['yParity 2', typed({ yParity: integerBytes(2) }), 'bad-signature', 'neither 0 nor 1'],
  ['yParity 27', typed({ yParity: integerBytes(27) }), 'bad-signature', 'neither 0 nor 1'],
  ['yParity of 32 bytes', typed({ yParity: R }), 'bad-signature', 'neither 0 nor 1'],
  ['r is 0', typed({ r: EMPTY }), 'bad-signature', 'is 0'],
  ['s is 0', legacy({ s: EMPTY }), 'bad-signature', 'is 0'],
  ['r is the order', typed({ r: integerBytes(ORDER) }), 'bad-signature', 'not below the order'],
  ['s is the order', typed({ s: integerBytes(ORDER) }), 'bad-signature', 'not below the order'],
  ['s is the largest', typed({ s: integerBytes(2n ** 256n - 1n) }), 'bad-signature', 'not below'],
  ['s is half the order and 1', typed({ s: integerBytes(HALF + 1n) }), 'high-s', 'upper half'],
  ['s is the order less 1', legacy({ s: integerBytes(ORDER - 1n) }), 'high-s', 'upper half'],
]

describe('refused', () => {
  it.each(ROWS)('%s', (_name, raw, code, text) => {
    let thrown: unknown
    try {
      decodeTransaction(raw)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(TransactionError)
    expect((thrown as TransactionError).code).toBe(code)
    expect((thrown as TransactionError).message).toContain(text)
    expect((thrown as TransactionError).message).not.toContain('\n')
  })

  it('shows every code at least once', () => {
    expect(new Set(ROWS.map(([, , code]) => code))).toEqual(new Set(TRANSACTION_ERROR_CODES))
  })
})

describe('taken', () => {
  it.each([
    ['the rows changed above, unchanged', typed({})],
    ['a legacy one', legacy({})],
    ['a contract creation', typed({ to: EMPTY })],
    ['s is half the order', typed({ s: integerBytes(HALF) })],
    ['r is the order less 1', typed({ r: integerBytes(ORDER - 1n) })],
    ['r is 1', legacy({ r: integerBytes(1) })],
    ['v 37, chain 1', legacy({ v: integerBytes(37) })],
    ['an access list', typed({ accessList: entry(TO, [R, S]) })],
  ])('%s', (_name, raw) => {
    expect(decodeTransaction(raw).raw).toBe(raw)
  })
})
