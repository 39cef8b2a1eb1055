import { createHash } from 'node:crypto'

/**
 * The bytes of a segment: a header, then one frame per block.
 *
 * header = "BOULEBLK" ‖ version u32 ‖ first height u64 ‖ genesis hash [32] ‖ salt [8] ‖ check u32
 * frame  = "BLCK" ‖ length u32 ‖ height u64 ‖ sha256(salt ‖ payload)[0..16] ‖ check u32 ‖ payload
 *
 * A check is the first 4 bytes of sha256(salt ‖ the bytes of the header before it). The salt is drawn for each segment, so
 * nobody can put a transaction into a block whose bytes pass for a frame.
 */
export const SEGMENT_VERSION = 1
export const SEGMENT_HEADER_BYTES = 64
export const FRAME_HEADER_BYTES = 36
/** A longer record is not believed. CometBFT's largest block is 100 MB. */
const MAX_PAYLOAD_BYTES = 128 * 1024 * 1024

const MAGIC = Buffer.from('BOULEBLK')
const MARKER = Buffer.from('BLCK')
const SALT_AT = 52
const SALT_BYTES = 8
const DIGEST_BYTES = 16

export interface SegmentHeader {
  readonly version: number
  readonly firstHeight: number
  readonly genesisHash: Buffer
  readonly salt: Buffer
}

function digest(salt: Uint8Array, bytes: Uint8Array): Buffer {
  return createHash('sha256').update(salt).update(bytes).digest()
}

export function encodeSegmentHeader(header: Omit<SegmentHeader, 'version'>): Buffer {
  const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES)
  MAGIC.copy(bytes, 0)
  bytes.writeUInt32BE(SEGMENT_VERSION, 8)
  bytes.writeBigUInt64BE(BigInt(header.firstHeight), 12)
  header.genesisHash.copy(bytes, 20, 0, 32)
  header.salt.copy(bytes, SALT_AT, 0, SALT_BYTES)
  digest(header.salt, bytes.subarray(0, 60)).copy(bytes, 60, 0, 4)
  return bytes
}

/** Undefined when the bytes are not a whole header. The version is not judged. */
export function parseSegmentHeader(bytes: Buffer): SegmentHeader | undefined {
  if (bytes.length < SEGMENT_HEADER_BYTES || !bytes.subarray(0, 8).equals(MAGIC)) return undefined
  const salt = Buffer.from(bytes.subarray(SALT_AT, SALT_AT + SALT_BYTES))
  const check = digest(salt, bytes.subarray(0, 60)).subarray(0, 4)
  if (!check.equals(bytes.subarray(60, 64))) return undefined
  return {
    version: bytes.readUInt32BE(8),
    firstHeight: Number(bytes.readBigUInt64BE(12)),
    genesisHash: Buffer.from(bytes.subarray(20, 52)),
    salt,
  }
}

export function encodeFrame(salt: Buffer, height: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(FRAME_HEADER_BYTES + payload.length)
  MARKER.copy(bytes, 0)
  bytes.writeUInt32BE(payload.length, 4)
  bytes.writeBigUInt64BE(BigInt(height), 8)
  digest(salt, payload).copy(bytes, 16, 0, DIGEST_BYTES)
  digest(salt, bytes.subarray(0, 32)).copy(bytes, 32, 0, 4)
  bytes.set(payload, FRAME_HEADER_BYTES)
  return bytes
}

export interface FrameHeader {
  readonly length: number
  readonly height: number
  readonly digest: Buffer
}

/** Undefined when there is no frame header with a right check at `at`. */
export function parseFrameHeader(bytes: Buffer, at: number, salt: Buffer): FrameHeader | undefined {
  if (at + FRAME_HEADER_BYTES > bytes.length) return undefined
  if (!bytes.subarray(at, at + 4).equals(MARKER)) return undefined
  const check = digest(salt, bytes.subarray(at, at + 32)).subarray(0, 4)
  if (!check.equals(bytes.subarray(at + 32, at + 36))) return undefined
  const length = bytes.readUInt32BE(at + 4)
  if (length > MAX_PAYLOAD_BYTES) return undefined
  return {
    length,
    height: Number(bytes.readBigUInt64BE(at + 8)),
    digest: bytes.subarray(at + 16, at + 16 + DIGEST_BYTES),
  }
}

/** Whether `payload` is what the frame header was written for. */
export function isPayloadOf(header: FrameHeader, salt: Buffer, payload: Uint8Array): boolean {
  return digest(salt, payload).subarray(0, DIGEST_BYTES).equals(header.digest)
}

/** Position of the next marker at or behind `from`; −1 when there is none. */
export function findMarker(bytes: Buffer, from: number): number {
  return bytes.indexOf(MARKER, from)
}
