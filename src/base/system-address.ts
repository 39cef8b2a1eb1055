import { type Address, addressFromBytes } from './address.ts'
import { utf8ToBytes } from './bytes.ts'
import { keccak256 } from './hash.ts'

/** Where a protocol module is reached by transactions: the last 20 bytes of keccak256 of its name, as IoTeX forms them. */
export function systemAddress(moduleName: string): Address {
  return addressFromBytes(keccak256(utf8ToBytes(moduleName)).subarray(12))
}
