import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { assert } from '#base/assert.ts'
import { DecodeError, decodeRecord, Writer } from '#base/codec.ts'
import { type CrashPoint, noCrash } from '../crash-point.ts'
import { type Disk, nodeDisk } from '../disk.ts'
import { fromSystemError, StorageError } from '../storage-error.ts'
import {
  encodeFrame,
  encodeSegmentHeader,
  FRAME_HEADER_BYTES,
  isPayloadOf,
  parseFrameHeader,
  SEGMENT_HEADER_BYTES,
  SEGMENT_VERSION,
} from './segment-format.ts'
import { readSegmentIndex } from './segment-index.ts'
import {
  findSegments,
  indexPath,
  type LastSegment,
  type Segment,
  scanWhole,
  segmentPath,
  writeIndex,
} from './segments.ts'
import { type StoredBlock, storedBlockCodec } from './stored-block.ts'

export interface BlockLogOptions {
  /** Blocks of another genesis are refused. */
  readonly genesisHash: Uint8Array
  /** A segment that has reached this length is finished. */
  readonly segmentBytes?: number
  readonly readOnly?: boolean
  /** Told in one line of what was repaired. */
  readonly notice?: (text: string) => void
  readonly disk?: Disk
  readonly crashPoint?: CrashPoint
}

/**
 * Opens the log in `dir`, which is made when missing. An unfinished record at the end is cut off.
 * Throws `StorageError` when blocks are damaged or missing.
 */
export async function openBlockLog(dir: string, options: BlockLogOptions): Promise<BlockLog> {
  const disk = options.disk ?? nodeDisk
  const readOnly = options.readOnly ?? false
  if (!readOnly) fs.mkdirSync(dir, { recursive: true })
  const notice = options.notice ?? (() => {})
  const { genesisHash } = options
  const found = fs.existsSync(dir)
    ? await findSegments(dir, { genesisHash, disk, readOnly, notice })
    : { finished: [], last: undefined }
  return new BlockLog({
    dir,
    disk,
    readOnly,
    genesisHash: Buffer.from(genesisHash),
    segmentBytes: options.segmentBytes ?? 64 * 1024 * 1024,
    crashPoint: options.crashPoint ?? noCrash,
    ...found,
  })
}

interface Parts {
  readonly dir: string
  readonly disk: Disk
  readonly readOnly: boolean
  readonly genesisHash: Buffer
  readonly segmentBytes: number
  readonly crashPoint: CrashPoint
  readonly finished: Segment[]
  readonly last: LastSegment | undefined
}

/** The append-only log of blocks: the truth from which everything else can be rebuilt. */
export class BlockLog {
  readonly #parts: Parts
  #last: LastSegment | undefined
  /** Open for writing on the last segment. */
  #file: number | undefined
  /** Height of the last block handed to `append`. */
  #queued: number
  /** Height of the last block on disk. */
  #tip: number
  #work: Promise<void> = Promise.resolve()
  #failure: StorageError | undefined
  /** Offsets of the finished segment that was read last. */
  #recent: { readonly path: string; readonly offsets: readonly number[] } | undefined
  readonly #writer = new Writer(64 * 1024)

  constructor(parts: Parts) {
    this.#parts = parts
    this.#last = parts.last
    const last = parts.last ?? parts.finished.at(-1)
    this.#tip = last === undefined ? 0 : last.header.firstHeight + last.count - 1
    this.#queued = this.#tip
  }

  /** Height of the first block; 0 when there is none. */
  get firstHeight(): number {
    const first = this.#parts.finished[0] ?? this.#last
    return first === undefined || this.#tip === 0 ? 0 : first.header.firstHeight
  }

  /** Height of the last block that is on disk; 0 when there is none. */
  get tip(): number {
    return this.#tip
  }

  /**
   * Resolves when the block is on the medium. Blocks come one after another; a call need not wait for the one before.
   * Rejects with `StorageError`, and after that always: what was written last is then unknown until a restart.
   */
  append(block: StoredBlock): Promise<void> {
    const { height } = block.request
    assert(!this.#parts.readOnly, 'the log was opened for reading')
    assert(
      height === this.#queued + 1 || (this.#queued === 0 && height > 0),
      `block ${height} does not follow block ${this.#queued}`,
    )
    storedBlockCodec.encode(this.#writer.reset(), block)
    const payload = this.#writer.finish()
    this.#queued = height
    const done = this.#work.then(() => this.#write(height, payload))
    this.#work = done.catch(() => {})
    return done
  }

  /** The block of a height; undefined when the log does not have it. Throws `StorageError` when it is damaged. */
  read(height: number): StoredBlock | undefined {
    if (height > this.#tip || height < this.firstHeight || height === 0) return undefined
    const segment = this.#segmentOf(height)
    const at = this.#offsets(segment)[height - segment.header.firstHeight] as number
    const file = fs.openSync(segment.path, 'r')
    try {
      const head = readAt(file, at, FRAME_HEADER_BYTES)
      const length = head.length < FRAME_HEADER_BYTES ? 0 : head.readUInt32BE(4)
      const frame = Buffer.concat([
        head,
        readAt(file, at + FRAME_HEADER_BYTES, Math.min(length, segment.bytes)),
      ])
      return decodeFrame(frame, 0, segment, height, at)
    } finally {
      fs.closeSync(file)
    }
  }

  /** The blocks from height `from` on, in order. Throws `StorageError` at the first that is damaged. */
  *iterate(from: number): Generator<StoredBlock> {
    const tip = this.#tip
    for (let height = Math.max(from, this.firstHeight); height <= tip && height > 0; ) {
      const segment = this.#segmentOf(height)
      const content = fs.readFileSync(segment.path)
      const offsets = this.#offsets(segment)
      const end = segment.header.firstHeight + offsets.length
      for (; height < end && height <= tip; height++) {
        const at = offsets[height - segment.header.firstHeight] as number
        yield decodeFrame(content, at, segment, height, at)
      }
    }
  }

  /**
   * Removes the files whose blocks are all below `height`; whole files only, so that some of these blocks stay. Rejects with
   * `StorageError`; what is left is a good log in any case.
   */
  async dropBelow(height: number): Promise<void> {
    const { dir, disk, crashPoint, finished } = this.#parts
    try {
      for (let one = finished[0]; one !== undefined && endOf(one) <= height; one = finished[0]) {
        finished.shift()
        // The index first: one without its segment would stay for ever.
        await disk.remove(indexPath(one.path))
        crashPoint('segment:index-dropped')
        await disk.remove(one.path)
        await disk.syncDirectory(dir)
        crashPoint('segment:dropped')
      }
    } catch (error) {
      throw fromSystemError(error, `removing blocks below ${height} from`, dir)
    }
  }

  /** Resolves when all blocks handed to `append` are on the medium. Rejects when one of them could not be written. */
  async flush(): Promise<void> {
    await this.#work
    if (this.#failure !== undefined) throw stopped(this.#failure)
  }

  /** Waits for what is being written and closes the files. */
  async close(): Promise<void> {
    await this.#work
    if (this.#file !== undefined) await this.#parts.disk.close(this.#file)
    this.#file = undefined
    this.#failure ??= new StorageError('stopped', this.#parts.dir, 'the block log is closed')
  }

  async #write(height: number, payload: Uint8Array): Promise<void> {
    if (this.#failure !== undefined) throw stopped(this.#failure)
    const { disk, crashPoint } = this.#parts
    try {
      const segment = await this.#segmentFor(height)
      const frame = encodeFrame(segment.header.salt, height, payload)
      const file = this.#file as number
      crashPoint('block:before-write')
      if (crashPoint === noCrash) {
        await disk.write(file, frame, segment.bytes)
      } else {
        const half = frame.length >>> 1
        await disk.write(file, frame.subarray(0, half), segment.bytes)
        crashPoint('block:half-written')
        await disk.write(file, frame.subarray(half), segment.bytes + half)
      }
      crashPoint('block:written')
      await disk.sync(file)
      crashPoint('block:synced')
      segment.offsets.push(segment.bytes)
      segment.bytes += frame.length
      segment.count++
      this.#tip = height
    } catch (error) {
      this.#failure = fromSystemError(error, `writing block ${height} to`, this.#parts.dir)
      throw this.#failure
    }
  }

  /** The segment that takes the next block, opened for writing. */
  async #segmentFor(height: number): Promise<LastSegment> {
    const { disk } = this.#parts
    const last = this.#last
    if (last !== undefined && last.bytes < this.#parts.segmentBytes) {
      this.#file ??= await disk.open(last.path)
      return last
    }
    if (last !== undefined) {
      if (this.#file !== undefined) await disk.close(this.#file)
      this.#file = undefined
      await writeIndex(disk, last.path, last.bytes, last.offsets)
      this.#parts.crashPoint('index:written')
      this.#parts.finished.push(last)
      this.#last = undefined
    }
    return this.#begin(height)
  }

  async #begin(firstHeight: number): Promise<LastSegment> {
    const { dir, disk, crashPoint, genesisHash } = this.#parts
    const path = segmentPath(dir, firstHeight)
    const salt = randomBytes(8)
    const header = { firstHeight, genesisHash, salt }
    this.#file = await disk.open(path)
    crashPoint('segment:created')
    await disk.write(this.#file, encodeSegmentHeader(header), 0)
    crashPoint('segment:header-written')
    await disk.sync(this.#file)
    await disk.syncDirectory(dir)
    crashPoint('segment:ready')
    this.#last = {
      path,
      header: { version: SEGMENT_VERSION, ...header },
      bytes: SEGMENT_HEADER_BYTES,
      count: 0,
      offsets: [],
    }
    return this.#last
  }

  #segmentOf(height: number): Segment {
    if (this.#last !== undefined && height >= this.#last.header.firstHeight) return this.#last
    const segment = this.#parts.finished.findLast((one) => one.header.firstHeight <= height)
    assert(segment !== undefined, `no segment holds height ${height}`)
    return segment
  }

  #offsets(segment: Segment): readonly number[] {
    if (segment === this.#last) return this.#last.offsets
    if (this.#recent?.path !== segment.path) {
      const indexed = readSegmentIndex(indexPath(segment.path))
      const fits = indexed?.length === segment.count
      const offsets = fits ? indexed : scanWhole(segment.path, segment.header).offsets
      this.#recent = { path: segment.path, offsets }
    }
    return this.#recent.offsets
  }
}

/** Height behind the last block of a segment. */
function endOf(segment: Segment): number {
  return segment.header.firstHeight + segment.count
}

function stopped(failure: StorageError): StorageError {
  return new StorageError(
    'stopped',
    failure.path,
    `the block log takes nothing more after: ${failure.message}`,
    failure,
  )
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, fs.readSync(file, bytes, 0, length, position))
}

/** The block in the frame that begins at `at` in `bytes`; `offset` is where that is in the file. */
function decodeFrame(
  bytes: Buffer,
  at: number,
  segment: Segment,
  height: number,
  offset: number,
): StoredBlock {
  const { salt } = segment.header
  const frame = parseFrameHeader(bytes, at, salt)
  const start = at + FRAME_HEADER_BYTES
  const payload = bytes.subarray(start, start + (frame?.length ?? 0))
  if (frame === undefined || frame.height !== height || !isPayloadOf(frame, salt, payload)) {
    throw damagedBlock(segment, height, offset, 'the record is not what was written')
  }
  try {
    // As plain bytes: what a reader takes from a Buffer would be views that keep the whole segment in memory.
    return decodeRecord(
      storedBlockCodec,
      new Uint8Array(payload.buffer, payload.byteOffset, payload.length),
    )
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    throw damagedBlock(segment, height, offset, error.message)
  }
}

function damagedBlock(
  segment: Segment,
  height: number,
  offset: number,
  problem: string,
): StorageError {
  return new StorageError(
    'damaged',
    segment.path,
    `${segment.path} is damaged at offset ${offset}, block of height ${height}: ${problem}; restore the file from a backup`,
  )
}
