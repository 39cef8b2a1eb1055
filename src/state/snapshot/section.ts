import { DecodeError, Reader, Writer } from '#base/codec.ts'
import { CHUNK_SLOTS, type TableView } from '../store/table.ts'

/**
 * A run of slots of one collection.
 *
 * section = collection u32 ‖ first slot u32 ‖ slots u32 ‖ bytes of the records u32 ‖ leaves [32 × slots] ‖ records
 *
 * A leaf of zeros is an empty slot; for each of the others there is a record: key and value in canonical form. Sections do
 * not cross multiples of 1,024 slots, and end early when their records get long. So the same state gives the same bytes.
 */
export interface Section {
  readonly collection: number
  readonly firstSlot: number
  readonly slots: number
  /** Views of the chunk. */
  readonly leaves: Uint8Array
  readonly records: Uint8Array
  /** Where the next section begins. */
  readonly end: number
}

const HEADER_BYTES = 16
const LEAF_BYTES = 32
const NO_LEAVES = new Uint8Array(CHUNK_SLOTS * LEAF_BYTES)
/** A section that has this many bytes of records takes no more. */
const LONG_RECORDS_BYTES = 256 * 1024

export interface SectionWriter {
  /**
   * The section that begins at `firstSlot`: valid until the next call.
   * PERF: under 1 ms but for a record that is long by itself.
   */
  encode(
    collection: number,
    view: TableView,
    leaves: readonly Uint8Array[],
    firstSlot: number,
  ): { readonly bytes: Uint8Array; readonly nextSlot: number }
}

export function createSectionWriter(): SectionWriter {
  const records = new Writer(LONG_RECORDS_BYTES * 2)
  const section = new Writer(LONG_RECORDS_BYTES * 2)
  return {
    encode: (collection, view, leaves, firstSlot) => {
      const nextSlot = encodeRecords(records.reset(), view, firstSlot)
      const slots = nextSlot - firstSlot
      const piece = leaves[Math.floor(firstSlot / CHUNK_SLOTS)] ?? NO_LEAVES
      const at = (firstSlot % CHUNK_SLOTS) * LEAF_BYTES
      section.reset().u32(collection).u32(firstSlot).u32(slots).u32(records.length)
      section.raw(piece.subarray(at, at + slots * LEAF_BYTES)).raw(records.view())
      return { bytes: section.view(), nextSlot }
    },
  }
}

/** Writes the records from `firstSlot` on; returns the slot that comes next. */
function encodeRecords(writer: Writer, view: TableView, firstSlot: number): number {
  const { key: keyCodec, value: valueCodec } = view.schema
  const piece = Math.floor(firstSlot / CHUNK_SLOTS)
  const end = Math.min(view.slots, (piece + 1) * CHUNK_SLOTS)
  const keys = view.keys[piece]
  const values = view.values[piece]
  let slot = firstSlot
  for (; slot < end && writer.length < LONG_RECORDS_BYTES; slot++) {
    const key = keys?.[slot % CHUNK_SLOTS]
    if (key === undefined) continue
    keyCodec.encode(writer, key)
    valueCodec.encode(writer, values?.[slot % CHUNK_SLOTS])
  }
  return slot
}

/** The section that begins at `at`. Throws `DecodeError` when there can be none. */
export function readSection(chunk: Uint8Array, at: number): Section {
  const header = new Reader(chunk.subarray(at, at + HEADER_BYTES))
  const collection = header.u32()
  const firstSlot = header.u32()
  const slots = header.u32()
  const recordBytes = header.u32()
  if (slots === 0 || (firstSlot % CHUNK_SLOTS) + slots > CHUNK_SLOTS) {
    throw new DecodeError('a section crosses its bounds')
  }
  const recordsAt = at + HEADER_BYTES + slots * LEAF_BYTES
  const end = recordsAt + recordBytes
  if (end > chunk.length) throw new DecodeError('a section is longer than its chunk')
  return {
    collection,
    firstSlot,
    slots,
    leaves: chunk.subarray(at + HEADER_BYTES, recordsAt),
    records: chunk.subarray(recordsAt, end),
    end,
  }
}
