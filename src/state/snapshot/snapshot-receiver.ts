import { dirname } from 'node:path'
import { equalBytes } from '#base/bytes.ts'
import { DecodeError } from '#base/codec.ts'
import type { Snapshot } from '#protocol/abci.ts'
import type { Disk } from '../disk.ts'
import { fromSystemError, StorageError } from '../storage-error.ts'
import type { MemoryStore } from '../store/memory-store.ts'
import { loadSnapshot } from './load-snapshot.ts'
import {
  decodeManifest,
  encodeManifest,
  filePrefix,
  fileSuffix,
  type Identity,
  PREFIX_BYTES,
  SNAPSHOT_FORMAT,
  type SnapshotManifest,
  snapshotHash,
} from './manifest.ts'

/** Limits on what a peer may offer: no chunk that CometBFT would not carry, and no more than 64 GB. */
const MOST_CHUNKS = 8192
const MOST_CHUNK_BYTES = 16 * 1024 * 1024

/** Why an offered snapshot is not taken. */
export type OfferRefusal = 'format' | 'malformed' | 'other-network' | 'other-state'

/**
 * Checks a snapshot that a peer offers against the app hash that the engine trusts for its height.
 * Returns the manifest, or why it is refused.
 */
export function checkOffer(
  offer: Snapshot,
  trustedAppHash: Uint8Array,
  identity: Identity,
): SnapshotManifest | OfferRefusal {
  if (offer.format !== SNAPSHOT_FORMAT) return 'format'
  if (!equalBytes(snapshotHash(offer.metadata), offer.hash)) return 'malformed'
  let manifest: SnapshotManifest
  try {
    manifest = decodeManifest(new Uint8Array(offer.metadata))
  } catch (error) {
    if (error instanceof DecodeError) return 'malformed'
    throw error
  }
  const { chunks } = manifest
  const fits =
    manifest.height === offer.height &&
    chunks.length === offer.chunks &&
    chunks.length <= MOST_CHUNKS &&
    chunks.every((chunk) => chunk.bytes <= MOST_CHUNK_BYTES && chunk.sha256.length === 32)
  if (!fits) return 'malformed'
  if (
    manifest.chainId !== identity.chainId ||
    !equalBytes(manifest.genesisHash, identity.genesisHash)
  ) {
    return 'other-network'
  }
  return equalBytes(manifest.roots.appHash, trustedAppHash) ? manifest : 'other-state'
}

/** Takes the chunks of an accepted offer, in any order, and makes a snapshot file of them. */
export class SnapshotReceiver {
  readonly #manifest: SnapshotManifest
  readonly #path: string
  readonly #disk: Disk
  readonly #positions: readonly number[]
  readonly #missing: Set<number>
  #file: number | undefined

  /** `path`: where the snapshot is to stand in the end. */
  constructor(manifest: SnapshotManifest, path: string, disk: Disk) {
    this.#manifest = manifest
    this.#path = path
    this.#disk = disk
    let position = PREFIX_BYTES
    this.#positions = manifest.chunks.map((chunk) => {
      position += chunk.bytes
      return position - chunk.bytes
    })
    this.#missing = new Set(manifest.chunks.keys())
  }

  /** Chunks that have not come yet. */
  get missing(): readonly number[] {
    return [...this.#missing]
  }

  /** False when the bytes are not those of the chunk: ask another peer. Throws `StorageError` when they cannot be kept. */
  async apply(index: number, bytes: Uint8Array): Promise<boolean> {
    const chunk = this.#manifest.chunks[index]
    const position = this.#positions[index]
    if (chunk === undefined || position === undefined) return false
    if (bytes.length !== chunk.bytes || !equalBytes(snapshotHash(bytes), chunk.sha256)) return false
    try {
      this.#file ??= await this.#disk.open(`${this.#path}.tmp`)
      await this.#disk.write(this.#file, bytes, position)
    } catch (error) {
      throw fromSystemError(error, 'keeping a chunk of', this.#path)
    }
    this.#missing.delete(index)
    return true
  }

  /** How many chunks there are. */
  get total(): number {
    return this.#manifest.chunks.length
  }

  /** Another snapshot is taken instead, or none: what was received is removed. */
  async abandon(): Promise<void> {
    if (this.#file !== undefined) await this.#disk.close(this.#file)
    this.#file = undefined
    await this.#disk.remove(`${this.#path}.tmp`)
  }

  /**
   * Puts the file into place and fills `store` from it, checking every record against the trusted app hash.
   * Throws `StorageError` when a chunk is missing or the content is not what its hashes say; the file is removed then.
   */
  async finish(store: MemoryStore): Promise<SnapshotManifest> {
    if (this.#missing.size > 0) {
      throw new StorageError(
        'damaged',
        this.#path,
        `${this.#missing.size} chunks have not come yet`,
      )
    }
    const end = this.#manifest.chunks.reduce((sum, chunk) => sum + chunk.bytes, PREFIX_BYTES)
    const file = this.#file ?? (await this.#disk.open(`${this.#path}.tmp`))
    await this.#disk.write(file, filePrefix(), 0)
    await this.#disk.write(file, fileSuffix(encodeManifest(this.#manifest)), end)
    await this.#disk.sync(file)
    await this.#disk.close(file)
    this.#file = undefined
    await this.#disk.rename(`${this.#path}.tmp`, this.#path)
    await this.#disk.syncDirectory(dirname(this.#path))
    try {
      return loadSnapshot(this.#path, store, { checkRecords: true })
    } catch (error) {
      await this.#disk.remove(this.#path)
      throw error
    }
  }
}
