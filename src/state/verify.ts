import fs from 'node:fs'
import { join } from 'node:path'
import { equalBytes } from '#base/bytes.ts'
import { DecodeError } from '#base/codec.ts'
import type { StateRoots } from '#protocol/store.ts'
import { type BlockLog, openBlockLog } from './block-log/block-log.ts'
import type { StoredBlock } from './block-log/stored-block.ts'
import { checkDirectory, readIdentity } from './identity-file.ts'
import { lockDirectory } from './lock.ts'
import { checkRoots } from './recover.ts'
import { loadSnapshot } from './snapshot/load-snapshot.ts'
import type { Identity } from './snapshot/manifest.ts'
import {
  checkIdentity,
  listSnapshotFiles,
  type SnapshotFile,
} from './snapshot/snapshot-directory.ts'
import { StorageError } from './storage-error.ts'
import { createMemoryStore, type MemoryStore } from './store/memory-store.ts'

/** Executes all blocks again from the genesis, or where the log begins later from the oldest snapshot, on a store of its own. */
export interface VerifyReplay {
  readonly store: MemoryStore
  genesis(): void | Promise<void>
  /** The store was filled from a snapshot. */
  resume(): void
  apply(block: StoredBlock): StateRoots | Promise<StateRoots>
}

export interface VerifyOptions {
  readonly dir: string
  readonly identity: Identity
  /** Opens the collections of the program in a store: what snapshots are loaded into, one after another. */
  readonly openCollections: (store: MemoryStore) => void
  /** Without it, blocks and snapshots are checked against their checksums and each other, but not executed. */
  readonly replay?: VerifyReplay
  readonly progress?: (progress: VerifyProgress) => void
}

export interface VerifyProgress {
  readonly step: 'blocks' | 'snapshots'
  /** Heights, or snapshots, done and in all. */
  readonly done: number
  readonly total: number
}

export interface VerifyReport {
  readonly firstHeight: number
  readonly height: number
  readonly blocks: number
  readonly replayedBlocks: number
  readonly snapshots: readonly { readonly height: number; readonly problem: string | undefined }[]
  /** What would be repaired at the next start, such as an unfinished record at the end. */
  readonly notices: readonly string[]
  /** One line for each thing that is wrong; empty when all is well. */
  readonly problems: readonly string[]
}

/**
 * Checks a data directory without changing anything in it: every block, every snapshot with every record, and, when asked,
 * that executing the blocks gives the stored roots. Throws `StorageError` when the directory is in use or of another network.
 */
export async function verifyDatabase(options: VerifyOptions): Promise<VerifyReport> {
  const { dir, identity } = options
  if (!fs.existsSync(dir)) {
    throw new StorageError('disk-failed', dir, `there is no data directory ${dir}`)
  }
  const lock = lockDirectory(dir)
  try {
    const found = readIdentity(dir)
    if (found !== undefined) checkDirectory(dir, found, identity)
    return await verifyLocked(options)
  } finally {
    lock.release()
  }
}

async function verifyLocked(options: VerifyOptions): Promise<VerifyReport> {
  const notices: string[] = []
  const problems: string[] = []
  const log = await openReadOnly(options, notices, problems)
  const counts =
    log === undefined ? { blocks: 0, replayed: 0 } : await verifyBlocks(log, options, problems)
  const snapshots = verifySnapshots(log, options)
  for (const one of snapshots) if (one.problem !== undefined) problems.push(one.problem)
  return {
    firstHeight: log?.firstHeight ?? 0,
    height: log?.tip ?? 0,
    blocks: counts.blocks,
    replayedBlocks: counts.replayed,
    snapshots,
    notices,
    problems,
  }
}

async function openReadOnly(
  options: VerifyOptions,
  notices: string[],
  problems: string[],
): Promise<BlockLog | undefined> {
  try {
    return await openBlockLog(join(options.dir, 'blocks'), {
      genesisHash: options.identity.genesisHash,
      readOnly: true,
      notice: (text) => notices.push(text),
    })
  } catch (error) {
    problems.push(problemOf(error))
    return undefined
  }
}

function problemOf(error: unknown): string {
  if (error instanceof StorageError || error instanceof DecodeError) return error.message
  throw error
}

async function verifyBlocks(
  log: BlockLog,
  options: VerifyOptions,
  problems: string[],
): Promise<{ blocks: number; replayed: number }> {
  const counts = { blocks: 0, replayed: 0 }
  try {
    const { replay } = options
    const begunAt = replay === undefined ? undefined : await beginReplay(log, options, replay)
    if (replay !== undefined && begunAt === undefined) {
      problems.push(
        `the block log begins at height ${log.firstHeight}, and there is no good snapshot from which its blocks could be executed`,
      )
    }
    for (const block of log.iterate(log.firstHeight)) {
      counts.blocks++
      if (replay !== undefined && begunAt !== undefined && block.request.height > begunAt) {
        checkRoots(block, await replay.apply(block))
        counts.replayed++
      }
      const total = log.tip - log.firstHeight + 1
      options.progress?.({ step: 'blocks', done: counts.blocks, total })
    }
  } catch (error) {
    problems.push(problemOf(error))
  }
  return counts
}

/** Height of the state that the replay begins with; `undefined` when there is none. */
async function beginReplay(
  log: BlockLog,
  { dir }: VerifyOptions,
  replay: VerifyReplay,
): Promise<number | undefined> {
  if (log.firstHeight <= 1) {
    await replay.genesis()
    return 0
  }
  for (const { height, path } of listSnapshotFiles(join(dir, 'snapshots')).toReversed()) {
    if (height + 1 < log.firstHeight) continue
    try {
      loadSnapshot(path, replay.store, { checkRecords: true })
    } catch (error) {
      // What is wrong with it is said where the snapshots are looked at.
      if (error instanceof StorageError) continue
      throw error
    }
    replay.resume()
    return height
  }
  return undefined
}

function verifySnapshots(
  log: BlockLog | undefined,
  options: VerifyOptions,
): VerifyReport['snapshots'] {
  const files = listSnapshotFiles(join(options.dir, 'snapshots'))
  return files.map((file, i) => {
    const problem = verifySnapshot(file, log, options)
    options.progress?.({ step: 'snapshots', done: i + 1, total: files.length })
    return { height: file.height, problem }
  })
}

function verifySnapshot(
  file: SnapshotFile,
  log: BlockLog | undefined,
  options: VerifyOptions,
): string | undefined {
  try {
    const store = createMemoryStore()
    options.openCollections(store)
    const manifest = loadSnapshot(file.path, store, { checkRecords: true })
    checkIdentity(file.path, manifest, options.identity)
    if (log === undefined) return undefined
    if (log.tip > 0 && file.height > log.tip) {
      return `snapshot ${file.path} is of height ${file.height}, but the block log ends at ${log.tip}`
    }
    const block = log.read(file.height)
    if (block !== undefined && !equalBytes(block.roots.appHash, manifest.roots.appHash)) {
      return `snapshot ${file.path} has another app hash than block ${file.height}`
    }
    return undefined
  } catch (error) {
    return problemOf(error)
  }
}
