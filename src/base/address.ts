import { assert } from './assert.ts'
import { fromHex, type Hex, toHex } from './hex.ts'

/** An account's 20 bytes as `0x` and 40 lower-case digits. The only form used inside; checksummed and `io1` forms are for people. */
export type Address = Hex & { readonly __brand: 'Address' }

/** 20 bytes to an address. */
export function addressFromBytes(bytes: Uint8Array): Address {
  assert(bytes.length === 20, 'an address has 20 bytes')
  return toHex(bytes) as Address
}

/** Addresses that were read lately, each in the place that its last bits name: its text and its five words. */
const RECENT = 1024
const recentTexts: (Address | undefined)[] = new Array<undefined>(RECENT).fill(undefined)
const recentWords = new Int32Array(RECENT * 5)

/**
 * The address whose 20 bytes begin at `at`. One that was read lately is the same text again: records name the same few
 * delegates over and over, and a text for each of them would fill the memory.
 */
export function readAddress(view: DataView, at: number): Address {
  const last = view.getInt32(at + 16)
  const place = last & (RECENT - 1)
  const words = place * 5
  const known = recentTexts[place]
  if (
    known !== undefined &&
    recentWords[words] === view.getInt32(at) &&
    recentWords[words + 1] === view.getInt32(at + 4) &&
    recentWords[words + 2] === view.getInt32(at + 8) &&
    recentWords[words + 3] === view.getInt32(at + 12) &&
    recentWords[words + 4] === last
  ) {
    return known
  }
  const address = addressFromBytes(new Uint8Array(view.buffer, view.byteOffset + at, 20))
  for (let i = 0; i < 5; i++) recentWords[words + i] = view.getInt32(at + 4 * i)
  recentTexts[place] = address
  return address
}

/** Text known to be an address (a constant, a decoded record). For input use `parseAddress`. */
export function toAddress(text: string): Address {
  const address = parseHexAddress(text)
  assert(address !== undefined, `not an address: ${text}`)
  return address
}

/** `0x` and 40 hex digits of any case to an address; `undefined` otherwise. Checksum case is not checked here. */
export function parseHexAddress(text: string): Address | undefined {
  if (text.length !== 42) return undefined
  const lower = text.toLowerCase()
  if (lower[0] !== '0' || lower[1] !== 'x') return undefined
  for (let i = 2; i < 42; i++) {
    const code = lower.charCodeAt(i)
    if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 102))) return undefined
  }
  return lower as Address
}

export function addressToBytes(address: Address): Uint8Array {
  return fromHex(address)
}

export const ZERO_ADDRESS = toAddress('0x0000000000000000000000000000000000000000')
