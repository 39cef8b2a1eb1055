import { equalBytes } from '#base/bytes.ts'
import type { StateRoots } from '#protocol/store.ts'
import type { BlockLog } from './block-log/block-log.ts'
import type { StoredBlock } from './block-log/stored-block.ts'
import { loadSnapshot } from './snapshot/load-snapshot.ts'
import type { SnapshotDirectory, SnapshotFile } from './snapshot/snapshot-directory.ts'
import { StorageError } from './storage-error.ts'
import type { MemoryStore } from './store/memory-store.ts'

/** What a recovery asks of the state machine. */
export interface RecoverySteps {
  /** Builds and commits the first state in the empty store. */
  genesis(): void | Promise<void>
  /** The store was filled from the snapshot of this height. */
  resume(height: number): void | Promise<void>
  /** Executes and commits a block; returns the roots that this gives. */
  apply(block: StoredBlock): StateRoots | Promise<StateRoots>
  /**
   * Snapshots above this height are passed over, so that the blocks behind it are executed again: for a history that must
   * be fed with them. Without effect when the log does not go back that far.
   */
  readonly maxSnapshotHeight?: number
  /** Told after each block that was executed. */
  progress?(height: number, tip: number): void
}

export interface Recovery {
  /** Height of the state now. */
  readonly height: number
  /** Height of the snapshot that it began with; 0 for the genesis. */
  readonly snapshotHeight: number
  readonly replayedBlocks: number
}

export interface RecoveryParts {
  readonly store: MemoryStore
  readonly log: BlockLog
  readonly snapshots: SnapshotDirectory
  readonly notice: (text: string) => void
}

/**
 * Brings the store to the height of the log: from the newest good snapshot, or the genesis, by executing the blocks behind
 * it and comparing the roots of each. Throws `StorageError`.
 */
export async function recoverState(parts: RecoveryParts, steps: RecoverySteps): Promise<Recovery> {
  const { log } = parts
  const snapshotHeight = await loadNewest(parts, steps)
  if (snapshotHeight === 0 && log.firstHeight > 1) {
    throw new StorageError(
      'blocks-missing',
      parts.snapshots.pathOf(log.firstHeight - 1),
      `the block log begins at height ${log.firstHeight} and there is no good snapshot to begin from; restore one from a backup or sync again`,
    )
  }
  if (snapshotHeight === 0) await steps.genesis()
  else await steps.resume(snapshotHeight)
  let height = snapshotHeight
  for (const block of log.iterate(snapshotHeight + 1)) {
    checkRoots(block, await steps.apply(block))
    height = block.request.height
    steps.progress?.(height, log.tip)
  }
  return { height, snapshotHeight, replayedBlocks: height - snapshotHeight }
}

/** Height of the snapshot that was loaded; 0 when there is none. */
async function loadNewest(parts: RecoveryParts, steps: RecoverySteps): Promise<number> {
  const most = steps.maxSnapshotHeight ?? Number.MAX_SAFE_INTEGER
  const files = parts.snapshots.files()
  const wanted = files.filter((file) => file.height <= most)
  // A log that is empty or begins later cannot be executed from the genesis: then any snapshot is better than none, and an
  // older one leaves more to execute again.
  const others = files.filter((file) => file.height > most).toReversed()
  const candidates = parts.log.firstHeight === 1 ? wanted : [...wanted, ...others]
  for (const file of candidates) {
    if (tryLoad(parts, file)) return file.height
  }
  return 0
}

/** Fills the store from a snapshot; false when it is not good or not usable. */
function tryLoad(parts: RecoveryParts, file: SnapshotFile): boolean {
  const { log, notice, snapshots, store } = parts
  if (log.tip > 0 && file.height > log.tip) {
    throw new StorageError(
      'blocks-missing',
      file.path,
      `the block log ends at height ${log.tip}, but there is a snapshot of height ${file.height}: confirmed blocks are missing; restore the log from a backup, or remove the snapshot to go on from ${log.tip}`,
    )
  }
  if (file.height + 1 < log.firstHeight) return false
  try {
    const manifest = snapshots.manifest(file)
    const block = log.read(file.height)
    if (block !== undefined && !equalBytes(block.roots.appHash, manifest.roots.appHash)) {
      notice(
        `snapshot ${file.path} is passed over: its app hash is not that of block ${file.height}`,
      )
      return false
    }
    loadSnapshot(file.path, store, { checkRecords: false })
    return true
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    notice(`${error.message}; going on without it`)
    if (error.code === 'damaged' && !error.path.endsWith('.blocks')) snapshots.setAside(file)
    else if (error.code === 'damaged') throw error
    return false
  }
}

/** Throws `StorageError` `state-mismatch` that names height and module. */
export function checkRoots(block: StoredBlock, roots: StateRoots): void {
  if (equalBytes(block.roots.appHash, roots.appHash)) return
  const differing = block.roots.modules
    .filter(({ module, root }) => {
      const other = roots.modules.find((one) => one.module === module)
      return other === undefined || !equalBytes(other.root, root)
    })
    .map((one) => one.module)
  throw new StorageError(
    'state-mismatch',
    '',
    `executing block ${block.request.height} again gives another state in module ${differing.join(', ') || '(none by itself)'}; this program differs from the one that wrote the log, or the machine is faulty`,
  )
}
