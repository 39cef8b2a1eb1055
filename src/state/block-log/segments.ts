import fs from 'node:fs'
import { join } from 'node:path'
import { type Disk, replaceFile } from '../disk.ts'
import { fromSystemError, StorageError } from '../storage-error.ts'
import { type SegmentScan, scanSegment } from './scan-segment.ts'
import {
  parseSegmentHeader,
  SEGMENT_HEADER_BYTES,
  SEGMENT_VERSION,
  type SegmentHeader,
} from './segment-format.ts'
import { encodeSegmentIndex, readSegmentSummary } from './segment-index.ts'

/** A file of the block log. */
export interface Segment {
  readonly path: string
  readonly header: SegmentHeader
  /** Length of its good part. */
  bytes: number
  count: number
}

/** The segment that is written to: its offsets are kept. */
export interface LastSegment extends Segment {
  readonly offsets: number[]
}

export interface FoundSegments {
  readonly finished: Segment[]
  readonly last: LastSegment | undefined
}

export interface SegmentOptions {
  readonly genesisHash: Uint8Array
  readonly disk: Disk
  /** True: nothing is cut off, removed or rewritten. */
  readonly readOnly: boolean
  readonly notice: (text: string) => void
}

const NAME = /^\d{16}\.blocks$/

export function segmentPath(dir: string, firstHeight: number): string {
  return join(dir, `${String(firstHeight).padStart(16, '0')}.blocks`)
}

export function indexPath(segment: string): string {
  return segment.replace(/\.blocks$/, '.index')
}

/** Finds and checks the segments of a directory; cuts off what an interrupted write left at the end of the last. */
export async function findSegments(dir: string, options: SegmentOptions): Promise<FoundSegments> {
  const paths = fs
    .readdirSync(dir)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => join(dir, name))
  const finished: Segment[] = []
  let last = paths.pop()
  if (last !== undefined && (await removeUnborn(last, options))) last = paths.pop()
  for (const path of paths) {
    checkFollows(finished.at(-1), path, readHeader(path, options))
    finished.push(await openFinished(path, options))
  }
  if (last === undefined) return { finished, last: undefined }
  checkFollows(finished.at(-1), last, readHeader(last, options))
  return { finished, last: await openLast(last, options) }
}

/** Removes a segment whose creation was interrupted: it has no block yet. */
async function removeUnborn(path: string, options: SegmentOptions): Promise<boolean> {
  const bytes = readStart(path)
  if (bytes.length > SEGMENT_HEADER_BYTES || parseSegmentHeader(bytes) !== undefined) return false
  options.notice(`${path}: removed, its creation was interrupted and it holds no block`)
  if (!options.readOnly) await options.disk.remove(path)
  return true
}

/** The header, and one byte more when there is more. */
function readStart(path: string): Buffer {
  const file = fs.openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES + 1)
    return bytes.subarray(0, fs.readSync(file, bytes, 0, bytes.length, 0))
  } finally {
    fs.closeSync(file)
  }
}

function readHeader(path: string, options: SegmentOptions): SegmentHeader {
  const header = parseSegmentHeader(readStart(path))
  if (header === undefined) {
    throw new StorageError(
      'damaged',
      path,
      `${path} is damaged at offset 0: its header is not what was written; restore the file from a backup`,
    )
  }
  if (header.version !== SEGMENT_VERSION) {
    throw new StorageError(
      'unknown-format',
      path,
      `${path} has format ${header.version}, this version reads ${SEGMENT_VERSION}; use the version that wrote it`,
    )
  }
  if (!header.genesisHash.equals(options.genesisHash)) {
    throw new StorageError(
      'foreign',
      path,
      `${path} holds blocks of another network (its genesis differs)`,
    )
  }
  return header
}

function checkFollows(before: Segment | undefined, path: string, header: SegmentHeader): void {
  if (before === undefined) return
  const expected = before.header.firstHeight + before.count
  if (header.firstHeight === expected) return
  throw new StorageError(
    'blocks-missing',
    path,
    `${path} begins at height ${header.firstHeight}, but the file before it ends at ${expected - 1}; restore what is missing from a backup`,
  )
}

/** A finished segment: taken from its index when that fits, scanned otherwise. */
async function openFinished(path: string, options: SegmentOptions): Promise<Segment> {
  const header = readHeader(path, options)
  const bytes = fs.statSync(path).size
  const summary = readSegmentSummary(indexPath(path))
  if (summary?.segmentBytes === bytes) return { path, header, bytes, count: summary.count }
  const scan = scanWhole(path, header)
  if (!options.readOnly) await writeIndex(options.disk, path, bytes, scan.offsets)
  return { path, header, bytes, count: scan.offsets.length }
}

async function openLast(path: string, options: SegmentOptions): Promise<LastSegment> {
  const header = readHeader(path, options)
  const content = fs.readFileSync(path)
  const scan = scanSegment(content, header)
  if (scan.hasMoreBehind) throw damagedAt(path, header, scan)
  if (scan.problem !== undefined) await cutTail(path, header, scan, content.length, options)
  return { path, header, bytes: scan.end, count: scan.offsets.length, offsets: scan.offsets }
}

async function cutTail(
  path: string,
  header: SegmentHeader,
  scan: SegmentScan,
  length: number,
  options: SegmentOptions,
): Promise<void> {
  const height = header.firstHeight + scan.offsets.length
  options.notice(
    `${path}: cut off ${length - scan.end} bytes at offset ${scan.end}, the record of height ${height} that was never confirmed (${scan.problem})`,
  )
  if (options.readOnly) return
  const { disk } = options
  try {
    const file = await disk.open(path)
    try {
      await disk.truncate(file, scan.end)
      await disk.sync(file)
    } finally {
      await disk.close(file)
    }
  } catch (error) {
    throw fromSystemError(error, 'cutting the unfinished record off', path)
  }
}

/** Scans a segment that must be good to its end. */
export function scanWhole(path: string, header: SegmentHeader): SegmentScan {
  const scan = scanSegment(fs.readFileSync(path), header)
  if (scan.problem !== undefined) throw damagedAt(path, header, scan)
  return scan
}

function damagedAt(path: string, header: SegmentHeader, scan: SegmentScan): StorageError {
  const height = header.firstHeight + scan.offsets.length
  return new StorageError(
    'damaged',
    path,
    `${path} is damaged at offset ${scan.end}, block of height ${height}: ${scan.problem}; restore the file from a backup`,
  )
}

/** Writes the index of a finished segment. It can be rebuilt, so a failure is not one of the log. */
export async function writeIndex(
  disk: Disk,
  segment: string,
  bytes: number,
  offsets: readonly number[],
): Promise<void> {
  await replaceFile(disk, indexPath(segment), encodeSegmentIndex(bytes, offsets)).catch(() => {})
}
