import { concatBytes, u64ToBytes, utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import type { BlockRecord } from './backend.ts'

const PREFIX = utf8ToBytes('boule-system')

/**
 * Hash of the *system transaction* of a block: a transaction that nobody sent, shown last in the block so that Ethereum
 * tools see the logs of the block itself (grants, elections, …). keccak256('boule-system' ‖ height, 8 bytes).
 */
export function systemTransactionHash(height: number): Hex {
  return toHex(keccak256(concatBytes(PREFIX, u64ToBytes(height))))
}

/** Only blocks with logs of their own show one. */
export function hasSystemTransaction(block: BlockRecord): boolean {
  return block.systemLogs.length > 0
}

/** Transactions that RPC shows for a block, the system transaction among them. */
export function countTransactions(block: BlockRecord): number {
  return block.transactions.length + (hasSystemTransaction(block) ? 1 : 0)
}
