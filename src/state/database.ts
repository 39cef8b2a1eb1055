import { join } from 'node:path'
import { assert } from '#base/assert.ts'
import type { Snapshot } from '#protocol/abci.ts'
import { type BlockLog, openBlockLog } from './block-log/block-log.ts'
import type { StoredBlock } from './block-log/stored-block.ts'
import { type CrashPoint, noCrash } from './crash-point.ts'
import { type Disk, nodeDisk } from './disk.ts'
import { claimDirectory } from './identity-file.ts'
import { type DirectoryLock, lockDirectory } from './lock.ts'
import { type Recovery, type RecoverySteps, recoverState } from './recover.ts'
import type { Identity, SnapshotManifest } from './snapshot/manifest.ts'
import { SnapshotDirectory } from './snapshot/snapshot-directory.ts'
import { checkOffer, type OfferRefusal, SnapshotReceiver } from './snapshot/snapshot-receiver.ts'
import type { MemoryStore } from './store/memory-store.ts'

export interface DatabaseOptions {
  readonly dir: string
  /** Empty, with all its collections opened. */
  readonly store: MemoryStore
  /** A directory of another network is refused. */
  readonly identity: Identity
  /** A snapshot at every multiple of this height; 0 for none but those asked for. */
  readonly snapshotEveryBlocks?: number
  readonly snapshotsKept?: number
  /**
   * Awaited before a snapshot is written: for what must have taken in the blocks up to its height first, since they are not
   * executed again after a restart (the history).
   */
  readonly beforeSnapshot?: (height: number) => Promise<void>
  /** Blocks that are kept at least, once there is a snapshot to begin from instead; 0, the default, keeps all. */
  readonly keepBlocks?: number
  /** Blocks below this height are not kept any more. Waited for. */
  readonly onPruned?: (below: number) => Promise<void>
  /** Told in one line of what was repaired or could not be done. */
  readonly notice?: (text: string) => void
  readonly segmentBytes?: number
  readonly disk?: Disk
  readonly crashPoint?: CrashPoint
}

/** Opens the data directory, which is made when missing. Throws `StorageError`. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dir, identity } = options
  const disk = options.disk ?? nodeDisk
  const crashPoint = options.crashPoint ?? noCrash
  const notice = options.notice ?? (() => {})
  const lock = lockDirectory(dir)
  try {
    await claimDirectory(dir, identity, disk, crashPoint)
    const { genesisHash } = identity
    const { segmentBytes } = options
    const log = await openBlockLog(join(dir, 'blocks'), {
      genesisHash,
      disk,
      crashPoint,
      notice,
      ...(segmentBytes === undefined ? {} : { segmentBytes }),
    })
    const keep = options.snapshotsKept ?? 2
    const snapshots = new SnapshotDirectory(join(dir, 'snapshots'), {
      identity,
      keep,
      disk,
      crashPoint,
      notice,
    })
    return new Database({ ...options, disk, notice, lock, log, snapshots })
  } catch (error) {
    lock.release()
    throw error
  }
}

interface Parts extends DatabaseOptions {
  readonly disk: Disk
  readonly notice: (text: string) => void
  readonly lock: DirectoryLock
  readonly log: BlockLog
  readonly snapshots: SnapshotDirectory
}

/** Block log and snapshots of one node, and how its state comes back from them. */
export class Database {
  readonly #parts: Parts
  /** Height of the state in the store; undefined before the recovery. */
  #height: number | undefined
  #snapshot: Promise<SnapshotManifest | undefined> | undefined
  #retainHeight = 0
  #pruning: Promise<void> = Promise.resolve()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get log(): BlockLog {
    return this.#parts.log
  }

  /** Neither blocks nor snapshots: what `offerSnapshot` needs. */
  get isEmpty(): boolean {
    return this.log.tip === 0 && this.#parts.snapshots.files().length === 0
  }

  /**
   * Blocks below this height are needed neither to come back nor by nodes that take a snapshot from this one; 0 when all are
   * to be kept. Rises when a snapshot is on the medium.
   */
  get retainHeight(): number {
    return this.#retainHeight
  }

  /** Fills the store: newest good snapshot, then the blocks behind it. Once, before anything else. Throws `StorageError`. */
  async recover(steps: RecoverySteps): Promise<Recovery> {
    assert(this.#height === undefined, 'a database is recovered once')
    const recovery = await recoverState(this.#parts, steps)
    this.#height = recovery.height
    this.#retainHeight = this.#computeRetainHeight()
    return recovery
  }

  /**
   * Resolves when the block is on the medium; only then may anybody be told of it. The next block may be executed meanwhile.
   * Rejects with `StorageError`, and after that always.
   */
  append(block: StoredBlock): Promise<void> {
    return this.#parts.log.append(block)
  }

  /** The store now holds the committed state of `height`. Begins a snapshot when one is due. PERF: 1 ms. */
  committed(height: number): void {
    this.#height = height
    const every = this.#parts.snapshotEveryBlocks ?? 0
    if (every === 0 || height % every !== 0) return
    if (this.#snapshot !== undefined) {
      this.#parts.notice(
        `no snapshot of height ${height}: the one before it is still being written`,
      )
      return
    }
    this.#beginSnapshot(height).catch((error: Error) => this.#parts.notice(error.message))
  }

  /** Writes a snapshot of the state as it stands; waits for one that is being written. Throws `StorageError`. */
  async snapshotNow(): Promise<SnapshotManifest> {
    await this.snapshotWritten()
    assert(this.#height !== undefined && this.#height > 0, 'there is a block to make a snapshot of')
    return this.#beginSnapshot(this.#height)
  }

  /** Resolves when no snapshot is being written. */
  async snapshotWritten(): Promise<void> {
    await this.#snapshot?.catch(() => {})
  }

  /** Resolves when no snapshot is being written, and no blocks are being removed. */
  async idle(): Promise<void> {
    await this.snapshotWritten()
    await this.#pruning
  }

  /** For nodes that catch up: what `loadSnapshotChunk` can serve. */
  listSnapshots(): readonly Snapshot[] {
    return this.#parts.snapshots.list()
  }

  /** Undefined when there is no such snapshot or chunk. */
  loadSnapshotChunk(height: number, chunk: number): Promise<Uint8Array | undefined> {
    return this.#parts.snapshots.loadChunk(height, chunk)
  }

  /** Removes all snapshots, of a database without blocks: for a restore that begins anew. */
  async forgetSnapshots(): Promise<void> {
    assert(this.#height === undefined && this.log.tip === 0, 'snapshots with blocks are needed')
    await this.#parts.snapshots.removeAll()
  }

  /** Begins to take a snapshot from others into an empty database, or says why it is not taken. */
  offerSnapshot(offer: Snapshot, trustedAppHash: Uint8Array): SnapshotReceiver | OfferRefusal {
    assert(
      this.#height === undefined && this.log.tip === 0,
      'only an empty database takes a snapshot',
    )
    const manifest = checkOffer(offer, trustedAppHash, this.#parts.identity)
    if (typeof manifest === 'string') return manifest
    const path = this.#parts.snapshots.pathOf(manifest.height)
    return new SnapshotReceiver(manifest, path, this.#parts.disk)
  }

  /**
   * Fills the store from a snapshot that was received in full, checking every record, and goes on from its height.
   * Throws `StorageError` when it is not what it said; the store is empty then.
   */
  async adoptSnapshot(receiver: SnapshotReceiver): Promise<SnapshotManifest> {
    assert(
      this.#height === undefined && this.log.tip === 0,
      'only an empty database takes a snapshot',
    )
    const manifest = await receiver.finish(this.#parts.store)
    this.#height = manifest.height
    return manifest
  }

  /** Waits for what is being written, closes all files and gives the directory free. */
  async close(): Promise<void> {
    await this.idle()
    await this.#parts.log.close()
    this.#parts.lock.release()
  }

  #beginSnapshot(height: number): Promise<SnapshotManifest> {
    const { beforeSnapshot, log, snapshots, store } = this.#parts
    const view = store.view()
    const write = async (): Promise<SnapshotManifest> => {
      // A snapshot must not be ahead of the log, which is the truth.
      await log.flush()
      await beforeSnapshot?.(height)
      return snapshots.write(view, height)
    }
    const running = write().finally(() => {
      this.#snapshot = undefined
      this.#pruning = this.#pruning.then(() => this.#prune())
    })
    this.#snapshot = running
    return running
  }

  #computeRetainHeight(): number {
    const { keepBlocks = 0, snapshots } = this.#parts
    const oldest = snapshots.files().at(-1)?.height ?? 0
    if (keepBlocks === 0 || this.#height === undefined) return 0
    return Math.max(0, Math.min(oldest, this.#height - keepBlocks))
  }

  /** What cannot be removed now is tried again after the next snapshot. */
  async #prune(): Promise<void> {
    const below = this.#computeRetainHeight()
    if (below === 0) return
    try {
      await this.#parts.onPruned?.(below)
      await this.log.dropBelow(below)
      this.#retainHeight = below
    } catch (error) {
      this.#parts.notice((error as Error).message)
    }
  }
}
