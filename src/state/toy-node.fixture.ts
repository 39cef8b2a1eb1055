import { join } from 'node:path'
import { type Database, type DatabaseOptions, openDatabase } from './database.ts'
import type { Recovery, RecoverySteps } from './recover.ts'
import type { StorageError } from './storage-error.ts'
import { temporaryDirectory } from './temporary-directory.fixture.ts'
import { createToy, TOY_IDENTITY, type Toy } from './toy-chain.fixture.ts'

/** A database with the toy chain on top. */
export interface ToyNode {
  readonly database: Database
  readonly toy: Toy
  readonly notices: string[]
  readonly recovery: Recovery
}

export async function startToyNode(
  dir: string,
  options: Partial<DatabaseOptions> = {},
  steps: Partial<RecoverySteps> = {},
): Promise<ToyNode> {
  const toy = createToy()
  const notices: string[] = []
  const database = await openDatabase({
    dir,
    store: toy.store,
    identity: TOY_IDENTITY,
    notice: (text) => notices.push(text),
    ...options,
  })
  try {
    const recovery = await database.recover({
      genesis: () => toy.genesis(),
      resume: () => {},
      apply: (block) => toy.apply(block),
      ...steps,
    })
    return { database, toy, notices, recovery }
  } catch (error) {
    await database.close()
    throw error
  }
}

export async function produce(node: ToyNode, to: number): Promise<void> {
  for (let height = node.recovery.height + 1; height <= to; height++) {
    await node.database.append(node.toy.next(height))
    node.database.committed(height)
    await node.database.idle()
  }
}

/** A directory with 20 blocks and snapshots of the heights 10 and 20, or other ones. */
export async function filled(every = 10, to = 20): Promise<string> {
  const dir = temporaryDirectory()
  const node = await startToyNode(dir, { snapshotEveryBlocks: every })
  await produce(node, to)
  await node.database.close()
  return dir
}

export async function problemOf(promise: Promise<unknown>): Promise<StorageError> {
  return promise.then(
    () => {
      throw new Error('it succeeded')
    },
    (error: StorageError) => error,
  )
}

export function snapshotPath(dir: string, height: number): string {
  return join(dir, 'snapshots', `${String(height).padStart(16, '0')}.snapshot`)
}
