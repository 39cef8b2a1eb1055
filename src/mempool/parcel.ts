/**
 * What an engine carries between nodes as one piece and knows by its bytes: a raw transaction, or several as a batch. The engine asks
 * about each piece alone, and two processes wake for every question, which costs more than checking a signature; a batch is one question.
 *
 * Layout of a batch: `BATCH_TYPE`, then each transaction behind its length in 4 bytes, the high one first. No transaction begins with
 * that byte: EIP-2718 keeps types up to 0x7f, and this one is not given out. All nodes of a network have to agree on it and its bounds.
 */
const BATCH_TYPE = 0x7d
/** In front of each transaction. */
export const LENGTH_BYTES = 4
/** A batch in all: 500 staking calls. */
export const MAX_BATCH_BYTES = 128 * 1024
/** Bounds what one question can cost: 4 ms of decoding. */
export const MAX_BATCH_TRANSACTIONS = 1_024

/** PERF: copies the bytes. */
export function packBatch(raws: readonly Uint8Array[]): Uint8Array {
  const batch = new Uint8Array(computeBatchBytes(raws))
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

/** The length of the batch of these transactions. */
export function computeBatchBytes(raws: readonly Uint8Array[]): number {
  return raws.reduce((sum, raw) => sum + LENGTH_BYTES + raw.length, 1)
}

export function isBatch(bytes: Uint8Array): boolean {
  return bytes[0] === BATCH_TYPE
}

/**
 * The transactions of a batch, as views of its bytes; none of them has been looked at. Undefined for what no honest node packs: too long,
 * cut off, fewer than two or too many transactions, an empty one, a batch inside.
 */
export function unpackBatch(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  if (!isBatch(bytes) || bytes.length > MAX_BATCH_BYTES) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const raws: Uint8Array[] = []
  let at = 1
  while (at < bytes.length) {
    if (raws.length === MAX_BATCH_TRANSACTIONS || at + LENGTH_BYTES > bytes.length) return undefined
    const start = at + LENGTH_BYTES
    at = start + view.getUint32(at)
    const raw = bytes.subarray(start, at)
    if (at > bytes.length || raw.length === 0 || isBatch(raw)) return undefined
    raws.push(raw)
  }
  return raws.length < 2 ? undefined : raws
}
