import { keccak256 } from '#base/hash.ts'
import type { Account, OutcomeCode } from './types.ts'

export const ZERO = `0x${'0'.repeat(40)}`

function moduleAddress(name: string): Account {
  const hash = Buffer.from(keccak256(Buffer.from(name)))
  return `0x${hash.toString('hex').slice(24)}`
}

/** Where the community's part of the epoch reward waits. */
export const COMMUNITY = moduleAddress('community')

/** IoTeX's four, and the last 20 bytes of the hash of a module's name for the others. */
const SYSTEM_ADDRESSES = [
  '0x04c22afae6a03438b8fed74cb1cf441168df3f12',
  '0xa576c141e5659137ddda4223d209d4744b2106be',
  '0x166b743c2c1a57c93c2e2bc3e169d28bbb9f6da3',
  '0x041370e00a711cd81da1918f0e494459aadae50e',
  ...['delegates', 'election', 'epochs', 'liveness', 'params', 'governance'].map(moduleAddress),
  COMMUNITY,
]

/** What is refused about the first of some addresses that nobody has the key of; 0 when there is none. */
export function refuseUnusable(...accounts: readonly Account[]): OutcomeCode {
  for (const account of accounts) {
    if (account === ZERO) return 221
    if (SYSTEM_ADDRESSES.includes(account)) return 225
  }
  return 0
}
