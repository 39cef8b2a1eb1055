import { bech32 } from '@scure/base'
import { type Address, addressFromBytes, addressToBytes, parseHexAddress } from './address.ts'
import { utf8ToBytes } from './bytes.ts'
import { keccak256 } from './hash.ts'

/** What is wrong with an address that someone wrote. */
export type AddressErrorCode =
  | 'empty'
  | 'unknown-form'
  | 'bad-length'
  | 'bad-character'
  | 'bad-checksum'

/** The text is no address; `message` says what is wrong and what would be right. */
export class AddressError extends Error {
  override readonly name = 'AddressError'
  readonly code: AddressErrorCode

  constructor(code: AddressErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

const IO_PREFIX = 'io'
const IO_LENGTH = 41
const HEX_LENGTH = 42

/**
 * An address as a person writes it: `0x` and 40 hex digits (in mixed case the EIP-55 checksum must be right), or `io1…`
 * (bech32, as IoTeX writes addresses). Throws `AddressError`.
 */
export function parseAddress(text: string): Address {
  if (text === '') throw new AddressError('empty', 'an address is missing: give 0x… or io1…')
  const prefix = text.slice(0, 3).toLowerCase()
  if (prefix.startsWith('0x')) return parseHexForm(text)
  if (prefix === 'io1') return parseIoForm(text)
  throw new AddressError(
    'unknown-form',
    `${quote(text)} is no address: one begins with 0x and has 40 hex digits, or with io1`,
  )
}

/** `io1…` text to an address; `undefined` when it is none. Upper case is taken, mixed case is not (BIP-173). */
export function parseIoAddress(text: string): Address | undefined {
  if (text.length !== IO_LENGTH) return undefined
  const decoded = bech32.decodeUnsafe(text, IO_LENGTH)
  if (!decoded || decoded.prefix !== IO_PREFIX) return undefined
  const bytes = bech32.fromWordsUnsafe(decoded.words)
  return bytes && bytes.length === 20 ? addressFromBytes(bytes) : undefined
}

/** The `io1…` form of an address. */
export function toIoAddress(address: Address): string {
  return bech32.encode(IO_PREFIX, bech32.toWords(addressToBytes(address)))
}

/** The form with a checksum in the case of its letters (EIP-55), as wallets show it. */
export function toChecksumAddress(address: Address): `0x${string}` {
  const hash = keccak256(utf8ToBytes(address.slice(2)))
  let text: `0x${string}` = '0x'
  for (let i = 0; i < 40; i++) {
    const digit = address[i + 2] as string
    const bits = (hash[i >> 1] as number) >> (i % 2 === 0 ? 4 : 0)
    text += (bits & 8) !== 0 ? digit.toUpperCase() : digit
  }
  return text
}

function parseHexForm(text: string): Address {
  if (text.length !== HEX_LENGTH) {
    throw new AddressError(
      'bad-length',
      `${quote(text)} has ${text.length - 2} characters after 0x; an address has 40`,
    )
  }
  const digits = text.slice(2)
  const address = parseHexAddress(`0x${digits}`)
  if (address === undefined) {
    throw new AddressError('bad-character', `${quote(text)} has characters that are no hex digits`)
  }
  const mixed = digits !== digits.toLowerCase() && digits !== digits.toUpperCase()
  if (mixed && toChecksumAddress(address) !== `0x${digits}`) {
    throw new AddressError(
      'bad-checksum',
      `${quote(text)} has a wrong checksum: a letter is mistyped, or write it all in lower case`,
    )
  }
  return address
}

function parseIoForm(text: string): Address {
  if (text.length !== IO_LENGTH) {
    throw new AddressError(
      'bad-length',
      `${quote(text)} has ${text.length} characters; an io1 address has ${IO_LENGTH}`,
    )
  }
  const address = parseIoAddress(text)
  if (address === undefined) {
    throw new AddressError(
      'bad-checksum',
      `${quote(text)} is no io1 address: a character is mistyped (its checksum does not fit)`,
    )
  }
  return address
}

/** At most 60 characters, and none that would disturb a terminal. */
function quote(text: string): string {
  let shown = ''
  for (let i = 0; i < text.length && i < 60; i++) {
    const code = text.charCodeAt(i)
    shown += code >= 0x20 && code < 0x7f ? text[i] : '?'
  }
  return text.length > 60 ? `"${shown}…"` : `"${shown}"`
}
