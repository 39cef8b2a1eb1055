import type { InsertTxResult } from '#protocol/abci.ts'

/**
 * Several transactions as one: what nodes send each other through the engine. The engine carries whole byte strings, asks the
 * application about each of them alone, one at a time, and two processes wake for every question: 80 µs a transaction and node where
 * checking its signature takes 65. A batch is one question.
 *
 * Layout: `BATCH_TYPE`, then each transaction behind its length in 4 bytes, the high one first. No transaction begins with that byte:
 * EIP-2718 keeps types up to 0x7f, and this one is not given out.
 */
const BATCH_TYPE = 0x7d
const LENGTH_BYTES = 4

export function packBatch(raws: readonly Uint8Array[]): Uint8Array {
  let size = 1
  for (const raw of raws) size += LENGTH_BYTES + raw.length
  const batch = new Uint8Array(size)
  const view = new DataView(batch.buffer)
  batch[0] = BATCH_TYPE
  let at = 1
  for (const raw of raws) {
    view.setUint32(at, raw.length)
    batch.set(raw, at + LENGTH_BYTES)
    at += LENGTH_BYTES + raw.length
  }
  return batch
}

/** The transactions of a batch, as views of it; undefined when the bytes are none: cut off, or with an empty transaction. */
export function unpackBatch(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  if (!isBatch(bytes)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const raws: Uint8Array[] = []
  let at = 1
  while (at < bytes.length) {
    if (at + LENGTH_BYTES > bytes.length) return undefined
    const length = view.getUint32(at)
    at += LENGTH_BYTES
    if (length === 0 || at + length > bytes.length) return undefined
    raws.push(bytes.subarray(at, at + length))
    at += length
  }
  return raws.length === 0 ? undefined : raws
}

function isBatch(bytes: Uint8Array): boolean {
  return bytes[0] === BATCH_TYPE
}

/** Hands what another node sent to `insert`, one by one. To be sent again when one of them is; refused when it is no batch, or all are. */
export function insertBatch(
  bytes: Uint8Array,
  insert: (raw: Uint8Array) => InsertTxResult,
): InsertTxResult {
  if (!isBatch(bytes)) return insert(bytes)
  const raws = unpackBatch(bytes)
  if (raws === undefined) return 'refused'
  let answer: InsertTxResult = 'refused'
  for (const raw of raws) {
    const result = insert(raw)
    if (result === 'retry') answer = 'retry'
    else if (result === 'taken' && answer === 'refused') answer = 'taken'
  }
  return answer
}

/** What `reap` gives as one batch. A single one goes as it is, and so do all where the batch would be more than `maxBytes` (0: no limit). */
export function reapBatch(
  maxBytes: number,
  reap: (maxBytes: number) => readonly Uint8Array[],
): readonly Uint8Array[] {
  const raws = reap(maxBytes)
  if (raws.length < 2) return raws
  const batch = packBatch(raws)
  return maxBytes !== 0 && batch.length > maxBytes ? raws : [batch]
}
