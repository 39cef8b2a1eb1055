import { concatBytes, u64ToBytes, utf8ToBytes } from './bytes.ts'
import { keccak256 } from './hash.ts'
import { type Hex, toHex } from './hex.ts'

const PREFIX = utf8ToBytes('boule-system')

/**
 * Hash of the *system transaction* of a block: one that nobody sent, shown last in a block so that Ethereum tools see the logs
 * of the block itself (grants, elections, …). keccak256('boule-system' ‖ height as 8 bytes).
 */
export function systemTransactionHash(height: number): Hex {
  return toHex(keccak256(concatBytes(PREFIX, u64ToBytes(height))))
}
