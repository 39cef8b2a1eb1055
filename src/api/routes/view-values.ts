import type { Address } from '#base/address.ts'
import { toChecksumAddress, toIoAddress } from '#base/io-address.ts'

/** How values of the index look in answers. */

/** An address of the index: `0x` and 40 lower-case hex digits. */
export function asAddress(text: string): Address {
  return text as Address
}

/** Most addresses whose checksum is remembered: those of delegates come again and again. */
const MAX_REMEMBERED = 20_000
const checksums = new Map<string, `0x${string}`>()

/** With the checksum of EIP-55 in the case of its letters. */
export function viewAddress(text: string): `0x${string}` {
  const known = checksums.get(text)
  if (known !== undefined) return known
  const address = toChecksumAddress(asAddress(text))
  if (checksums.size >= MAX_REMEMBERED) checksums.clear()
  checksums.set(text, address)
  return address
}

export function viewIoAddress(text: string): string {
  return toIoAddress(asAddress(text))
}

export function viewRau(amount: bigint): string {
  return amount.toString()
}

export interface DelegateReference {
  readonly id: string
  readonly name: string | null
}

export function viewDelegate(id: string, name: string | null): DelegateReference {
  return { id: viewAddress(id), name }
}

/** Null stays null. */
export function viewDelegateOrNull(
  id: string | null,
  name: string | null,
): DelegateReference | null {
  return id === null ? null : viewDelegate(id, name)
}

export function orNull<T, V>(value: T | null, view: (value: T) => V): V | null {
  return value === null ? null : view(value)
}

/** Parts of 10,000, rounded down; 0 of nothing. */
export function shareBps(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 10_000n) / whole)
}
