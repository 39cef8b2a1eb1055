import { type Address, addressToBytes } from '#base/address.ts'
import { concatBytes, u64ToBytes, utf8ToBytes } from '#base/bytes.ts'

const TAG = utf8ToBytes('boule consensus key')

/**
 * What a proof of possession of a consensus key signs: a tag that no block signature begins with, the chain id (8 bytes), the
 * delegate's identity (20 bytes) and the key (32 bytes). So a proof is good on one network and for one delegate.
 */
export function consensusKeyMessage(
  chainId: number,
  delegate: Address,
  publicKey: Uint8Array,
): Uint8Array {
  return concatBytes(TAG, u64ToBytes(chainId), addressToBytes(delegate), publicKey)
}
