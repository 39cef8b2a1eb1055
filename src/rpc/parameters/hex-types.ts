import { type Address, parseHexAddress } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import { AddressError, parseAddress } from '#base/io-address.ts'
import { invalidParams } from '../errors.ts'
import type { ParameterType } from '../method.ts'
import { mustBe } from './read-value.ts'

const QUANTITY = /^0x[0-9a-fA-F]{1,64}$/
const BYTES = /^0x[0-9a-fA-F]*$/

/** `0x` and up to 64 hex digits; leading zeros are taken. */
export function readQuantity(value: unknown, name: string): bigint {
  if (typeof value !== 'string' || !QUANTITY.test(value)) {
    throw mustBe(name, 'a quantity such as "0x1f"', value)
  }
  return BigInt(value)
}

/** The same below 2⁵³. */
export function readSafeQuantity(value: unknown, name: string): number {
  const quantity = readQuantity(value, name)
  if (quantity > BigInt(Number.MAX_SAFE_INTEGER)) throw mustBe(name, 'below 2^53', value)
  return Number(quantity)
}

export const quantity: ParameterType<bigint> = {
  schema: { type: 'string', pattern: '^0x[0-9a-fA-F]{1,64}$' },
  read: readQuantity,
}

export const smallQuantity: ParameterType<number> = {
  schema: { type: 'string', pattern: '^0x[0-9a-fA-F]{1,64}$' },
  read: readSafeQuantity,
}

export function readAddress(value: unknown, name: string): Address {
  const address = typeof value === 'string' ? parseHexAddress(value) : undefined
  if (address === undefined) throw mustBe(name, 'an address of 0x and 40 hex digits', value)
  return address
}

export const address: ParameterType<Address> = {
  schema: { type: 'string', pattern: '^0x[0-9a-fA-F]{40}$' },
  read: readAddress,
}

/** For methods that people call: the io1 form, too, and checksums are checked. */
export const anyAddress: ParameterType<Address> = {
  schema: { type: 'string', pattern: '^(0x[0-9a-fA-F]{40}|io1[0-9a-z]{38})$' },
  read: (value, name) => {
    if (typeof value !== 'string') throw mustBe(name, 'an address (0x… or io1…)', value)
    try {
      return parseAddress(value)
    } catch (error) {
      if (error instanceof AddressError) {
        throw invalidParams(`invalid parameter '${name}': ${error.message}`)
      }
      throw error
    }
  },
}

export function readHash(value: unknown, name: string): Hex {
  if (typeof value !== 'string' || value.length !== 66 || !QUANTITY.test(value)) {
    throw mustBe(name, '32 bytes: 0x and 64 hex digits', value)
  }
  return value.toLowerCase() as Hex
}

export const hash: ParameterType<Hex> = {
  schema: { type: 'string', pattern: '^0x[0-9a-fA-F]{64}$' },
  read: readHash,
}

/**
 * Bytes of `0x…` text. The result has memory of its own, so that it may be kept and handed to workers.
 * PERF: native, 0.4 µs for a transaction.
 */
export function readBytes(value: unknown, name: string): Uint8Array {
  // Node's own decoder takes some characters beyond ASCII for digits, so they are checked first.
  if (typeof value === 'string' && value.length % 2 === 0 && BYTES.test(value)) {
    const bytes = new Uint8Array(value.length / 2 - 1)
    Buffer.from(bytes.buffer).write(value.slice(2), 'hex')
    return bytes
  }
  throw mustBe(name, 'bytes: 0x and an even number of hex digits', value)
}

export const bytes: ParameterType<Uint8Array> = {
  schema: { type: 'string', pattern: '^0x([0-9a-fA-F]{2})*$' },
  read: readBytes,
}
