import { Writer } from '#base/codec.ts'
import { sha256 } from '#base/hash.ts'
import { fromHex } from '#base/hex.ts'
import { merkleRoot } from '#base/merkle-root.ts'
import type { Log } from './abci.ts'
import type { Receipt, SignedTransaction } from './block.ts'

const writer = new Writer(1024)

function writeLog(target: Writer, log: Log): void {
  target.hex(log.address)
  target.list(log.topics, (w, topic) => w.hex(topic))
  target.bytes(log.data)
}

/** Canonical form of a receipt: what its leaf under the receipts root is the hash of. */
function encodeReceipt(target: Writer, receipt: Receipt): void {
  target
    .hex(receipt.transactionHash)
    .u8(receipt.status)
    .u32(receipt.code)
    .bytes(receipt.error)
    .u64(receipt.gasUsed)
    .uint(receipt.gasPriceRau)
    .list(receipt.logs, writeLog)
}

/**
 * Root over the receipts of a block and, as the last leaf, the block's own logs: everything that an index relies on
 * is under the app hash.
 */
export function computeReceiptsRoot(
  receipts: readonly Receipt[],
  systemLogs: readonly Log[],
): Uint8Array {
  const leaves = receipts.map((receipt) => {
    encodeReceipt(writer.reset(), receipt)
    return sha256(writer.view())
  })
  writer.reset().list(systemLogs, writeLog)
  leaves.push(sha256(writer.view()))
  return merkleRoot(leaves)
}

export function computeTransactionsRoot(transactions: readonly SignedTransaction[]): Uint8Array {
  return merkleRoot(transactions.map((signed) => fromHex(signed.transaction.hash)))
}
