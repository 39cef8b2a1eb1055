import { assert } from './assert.ts'
import { fromHex, type Hex, toHex } from './hex.ts'

/** An account's 20 bytes as `0x` and 40 lower-case digits. The only form used inside; checksummed and `io1` forms are for people. */
export type Address = Hex & { readonly __brand: 'Address' }

/** 20 bytes to an address. */
export function addressFromBytes(bytes: Uint8Array): Address {
  assert(bytes.length === 20, 'an address has 20 bytes')
  return toHex(bytes) as Address
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
