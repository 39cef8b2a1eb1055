import fs from 'node:fs'
import { basename, join } from 'node:path'
import { cutBlockLog } from './block-log/cut-block-log.ts'
import { findSegments, type FoundSegments, type Segment } from './block-log/segments.ts'
import { nodeDisk } from './disk.ts'
import { cutHistory } from './history/cut-history.ts'
import { checkDirectory, readIdentity } from './identity-file.ts'
import { lockDirectory } from './lock.ts'
import { type Identity, readManifest } from './snapshot/manifest.ts'
import {
  checkIdentity,
  listSnapshotFiles,
  type SnapshotFile,
} from './snapshot/snapshot-directory.ts'
import { fromSystemError, StorageError } from './storage-error.ts'

export interface RollBackOptions {
  readonly dir: string
  readonly identity: Identity
  /** Height of the last block that stays; 0 for none. */
  readonly to: number
  /** Told in one line of what was repaired on the way. */
  readonly notice: (text: string) => void
}

export interface RollBackReport {
  /** Height of the last block before. */
  readonly from: number
  readonly to: number
  /** Height of the snapshot that the next start begins with; 0 for the genesis. */
  readonly snapshotHeight: number
  /** What was taken out is kept here. */
  readonly asideDir: string
}

/**
 * Takes a data directory that no node uses back to an earlier block: blocks, snapshots and look-ups above it are taken out. What
 * cannot be made again is kept in a folder beside. Throws `StorageError`; interrupted, it can be run again.
 */
export async function rollBack(options: RollBackOptions): Promise<RollBackReport> {
  const { dir, identity, to, notice } = options
  const found = readIdentity(dir)
  if (found === undefined) {
    throw new StorageError('disk-failed', dir, `there is no data directory ${dir}`)
  }
  const lock = lockDirectory(dir)
  try {
    checkDirectory(dir, found, identity)
    const { genesisHash } = identity
    const logDir = join(dir, 'blocks')
    const log = await findSegments(logDir, { genesisHash, disk: nodeDisk, readOnly: false, notice })
    const segments = allSegments(log)
    const from = lastHeight(segments)
    const snapshotHeight = findBase(options, segments)
    const asideDir = join(dir, 'rolled-back', `${from}-to-${to}`)
    fs.mkdirSync(asideDir, { recursive: true })
    // The log last: as long as it is whole, a node that starts builds everything else again.
    cutHistory(join(dir, 'history'), to)
    await setSnapshotsAside(dir, to, asideDir)
    await cutBlockLog({ dir: logDir, segments, to, asideDir, disk: nodeDisk })
    return { from, to, snapshotHeight, asideDir }
  } catch (error) {
    throw fromSystemError(error, 'rolling back', dir)
  } finally {
    lock.release()
  }
}

function allSegments({ finished, last }: FoundSegments): readonly Segment[] {
  return last === undefined ? finished : [...finished, last]
}

function lastHeight(segments: readonly Segment[]): number {
  const last = segments.at(-1)
  return last === undefined ? 0 : last.header.firstHeight + last.count - 1
}

/** Height of the snapshot from which the state at `to` can be built; 0 for the genesis. */
function findBase({ dir, identity, to }: RollBackOptions, segments: readonly Segment[]): number {
  const firstHeight = segments[0]?.header.firstHeight ?? 0
  const tip = lastHeight(segments)
  if (to >= tip) {
    throw new StorageError(
      'blocks-missing',
      dir,
      `the blocks of ${dir} end at height ${tip}: give a height below`,
    )
  }
  const usable = listSnapshotFiles(join(dir, 'snapshots')).filter(
    (file) => file.height + 1 >= firstHeight && isGood(file, identity),
  )
  const base = usable.find((file) => file.height <= to)
  if (base !== undefined) return base.height
  if (firstHeight === 1) return 0
  const least = usable.at(-1)?.height
  throw new StorageError(
    'blocks-missing',
    dir,
    `the state at height ${to} cannot be built: the blocks of ${dir} begin at height ${firstHeight} and ${
      least === undefined
        ? 'there is no good snapshot'
        : `the oldest snapshot is of height ${least}`
    }; ${least === undefined ? '' : `give a height from ${least} on, or `}sync again into an empty directory`,
  )
}

function isGood(file: SnapshotFile, identity: Identity): boolean {
  try {
    const manifest = readManifest(file.path)
    checkIdentity(file.path, manifest, identity)
    return manifest.height === file.height
  } catch (error) {
    if (error instanceof StorageError) return false
    throw error
  }
}

async function setSnapshotsAside(dir: string, to: number, asideDir: string): Promise<void> {
  const snapshots = join(dir, 'snapshots')
  for (const { height, path } of listSnapshotFiles(snapshots)) {
    if (height > to) await nodeDisk.rename(path, join(asideDir, basename(path)))
  }
  if (fs.existsSync(snapshots)) await nodeDisk.syncDirectory(snapshots)
}
