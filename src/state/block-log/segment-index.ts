import { createHash } from 'node:crypto'
import fs from 'node:fs'

/**
 * Where the blocks of a finished segment begin, so that opening a long log need not read all of it. Derived: when it is
 * missing or wrong, the segment is scanned.
 *
 * "BOULEIDX" ‖ version u32 ‖ segment length u64 ‖ count u32 ‖ check u32 ‖ offsets u32 × count ‖ sha256 of all before [32]
 */
const MAGIC = Buffer.from('BOULEIDX')
const VERSION = 1
const HEADER_BYTES = 28
const DIGEST_BYTES = 32

export interface SegmentSummary {
  readonly segmentBytes: number
  readonly count: number
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

export function encodeSegmentIndex(segmentBytes: number, offsets: readonly number[]): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + 4 * offsets.length + DIGEST_BYTES)
  MAGIC.copy(bytes, 0)
  bytes.writeUInt32BE(VERSION, 8)
  bytes.writeBigUInt64BE(BigInt(segmentBytes), 12)
  bytes.writeUInt32BE(offsets.length, 20)
  sha256(bytes.subarray(0, 24)).copy(bytes, 24, 0, 4)
  offsets.forEach((offset, i) => {
    bytes.writeUInt32BE(offset, HEADER_BYTES + 4 * i)
  })
  sha256(bytes.subarray(0, bytes.length - DIGEST_BYTES)).copy(bytes, bytes.length - DIGEST_BYTES)
  return bytes
}

function parseSummary(bytes: Buffer): SegmentSummary | undefined {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, 8).equals(MAGIC)) return undefined
  if (bytes.readUInt32BE(8) !== VERSION) return undefined
  if (!sha256(bytes.subarray(0, 24)).subarray(0, 4).equals(bytes.subarray(24, 28))) return undefined
  return { segmentBytes: Number(bytes.readBigUInt64BE(12)), count: bytes.readUInt32BE(20) }
}

/** Reads length and count only. Undefined when the file is missing or not right. */
export function readSegmentSummary(path: string): SegmentSummary | undefined {
  let file: number
  try {
    file = fs.openSync(path, 'r')
  } catch {
    return undefined
  }
  try {
    const bytes = Buffer.alloc(HEADER_BYTES)
    const count = fs.readSync(file, bytes, 0, HEADER_BYTES, 0)
    return parseSummary(bytes.subarray(0, count))
  } finally {
    fs.closeSync(file)
  }
}

/** The offsets. Undefined when the file is missing or not right. */
export function readSegmentIndex(path: string): number[] | undefined {
  let bytes: Buffer
  try {
    bytes = fs.readFileSync(path)
  } catch {
    return undefined
  }
  const summary = parseSummary(bytes)
  if (summary === undefined) return undefined
  const end = HEADER_BYTES + 4 * summary.count
  if (bytes.length !== end + DIGEST_BYTES) return undefined
  if (!sha256(bytes.subarray(0, end)).equals(bytes.subarray(end))) return undefined
  const offsets: number[] = []
  for (let at = HEADER_BYTES; at < end; at += 4) offsets.push(bytes.readUInt32BE(at))
  return offsets
}
