import fs from 'node:fs'
import { join } from 'node:path'
import { equalBytes } from '#base/bytes.ts'
import type { Snapshot } from '#protocol/abci.ts'
import type { CrashPoint } from '../crash-point.ts'
import type { Disk } from '../disk.ts'
import { fromSystemError, StorageError } from '../storage-error.ts'
import type { StateView } from '../store/memory-store.ts'
import {
  encodeManifest,
  type Identity,
  PREFIX_BYTES,
  readManifest,
  SNAPSHOT_FORMAT,
  type SnapshotManifest,
  snapshotHash,
} from './manifest.ts'
import { writeSnapshot } from './write-snapshot.ts'

const NAME = /^(\d{16})\.snapshot$/

/** A snapshot file, by its name: not yet looked at. */
export interface SnapshotFile {
  readonly height: number
  readonly path: string
}

export interface SnapshotDirectoryOptions {
  readonly identity: Identity
  /** How many are kept; older ones are removed. */
  readonly keep: number
  readonly disk: Disk
  readonly crashPoint: CrashPoint
  readonly notice: (text: string) => void
}

/** The snapshots in a directory. */
export class SnapshotDirectory {
  readonly #dir: string
  readonly #options: SnapshotDirectoryOptions

  /** Makes the directory when it is missing and removes what an interrupted write left. */
  constructor(dir: string, options: SnapshotDirectoryOptions) {
    this.#dir = dir
    this.#options = options
    fs.mkdirSync(dir, { recursive: true })
    for (const name of fs.readdirSync(dir)) {
      if (name.endsWith('.tmp')) fs.rmSync(join(dir, name), { force: true })
    }
  }

  pathOf(height: number): string {
    return join(this.#dir, `${String(height).padStart(16, '0')}.snapshot`)
  }

  /** Newest first. */
  files(): readonly SnapshotFile[] {
    return listSnapshotFiles(this.#dir)
  }

  /** The manifest of a file. Throws `StorageError` when it is damaged, of another network or of an unknown format. */
  manifest(file: SnapshotFile): SnapshotManifest {
    const manifest = readManifest(file.path)
    checkIdentity(file.path, manifest, this.#options.identity)
    if (manifest.height !== file.height) {
      throw new StorageError(
        'damaged',
        file.path,
        `snapshot ${file.path} is damaged: it is of height ${manifest.height}`,
      )
    }
    return manifest
  }

  /** Sets a file aside that turned out to be damaged: it is kept for people, and not tried again. */
  setAside(file: SnapshotFile): void {
    fs.renameSync(file.path, `${file.path}.damaged`)
  }

  /** Writes the snapshot of `view`, then removes those that are too many. Throws `StorageError`. */
  async write(view: StateView, height: number): Promise<SnapshotManifest> {
    const { identity, disk, crashPoint } = this.#options
    const path = this.pathOf(height)
    try {
      const manifest = await writeSnapshot({ path, view, height, identity, disk, crashPoint })
      await disk.syncDirectory(this.#dir)
      crashPoint('snapshot:directory-synced')
      await this.removeOld()
      return manifest
    } catch (error) {
      await disk.remove(`${path}.tmp`).catch(() => {})
      throw fromSystemError(error, 'writing the snapshot', path)
    }
  }

  async removeAll(): Promise<void> {
    for (const file of this.files()) await this.#options.disk.remove(file.path)
    await this.#options.disk.syncDirectory(this.#dir)
  }

  /** Removes all but the newest `keep`. */
  async removeOld(): Promise<void> {
    for (const file of this.files().slice(this.#options.keep)) {
      await this.#options.disk.remove(file.path)
      this.#options.crashPoint('snapshot:old-removed')
    }
  }

  /** The good ones as the ABCI lists them, newest first. */
  list(): readonly Snapshot[] {
    const snapshots: Snapshot[] = []
    for (const file of this.files()) {
      const manifest = this.#goodManifest(file)
      if (manifest !== undefined) snapshots.push(describeSnapshot(manifest))
    }
    return snapshots
  }

  /** A chunk for a node that catches up. Undefined when there is no such snapshot or chunk. */
  async loadChunk(height: number, index: number): Promise<Uint8Array | undefined> {
    const file = this.files().find((one) => one.height === height)
    const manifest = file === undefined ? undefined : this.#goodManifest(file)
    const chunk = manifest?.chunks[index]
    if (file === undefined || manifest === undefined || chunk === undefined) return undefined
    let position = PREFIX_BYTES
    for (const before of manifest.chunks.slice(0, index)) position += before.bytes
    const handle = await fs.promises.open(file.path, 'r')
    try {
      const bytes = new Uint8Array(chunk.bytes)
      const { bytesRead } = await handle.read(bytes, 0, chunk.bytes, position)
      return bytesRead === chunk.bytes && equalBytes(snapshotHash(bytes), chunk.sha256)
        ? bytes
        : undefined
    } finally {
      await handle.close()
    }
  }

  #goodManifest(file: SnapshotFile): SnapshotManifest | undefined {
    try {
      return this.manifest(file)
    } catch (error) {
      if (error instanceof StorageError) this.#options.notice(error.message)
      return undefined
    }
  }
}

export function listSnapshotFiles(dir: string): readonly SnapshotFile[] {
  if (!fs.existsSync(dir)) return []
  return fs
    .readdirSync(dir)
    .flatMap((name) => {
      const match = NAME.exec(name)
      return match === null ? [] : [{ height: Number(match[1]), path: join(dir, name) }]
    })
    .sort((a, b) => b.height - a.height)
}

export function checkIdentity(path: string, manifest: SnapshotManifest, identity: Identity): void {
  const same =
    manifest.chainId === identity.chainId && equalBytes(manifest.genesisHash, identity.genesisHash)
  if (!same) throw new StorageError('foreign', path, `snapshot ${path} is of another network`)
}

/** As the ABCI describes a snapshot: `metadata` is the manifest, `hash` its sha256. */
export function describeSnapshot(manifest: SnapshotManifest): Snapshot {
  const metadata = encodeManifest(manifest)
  return {
    height: manifest.height,
    format: SNAPSHOT_FORMAT,
    chunks: manifest.chunks.length,
    hash: snapshotHash(metadata),
    metadata,
  }
}
