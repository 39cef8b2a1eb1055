import { setImmediate } from 'node:timers/promises'
import { type Applied, applyBlocks } from '../apply/apply-blocks.ts'
import type { DecodedBlock } from '../apply/decode-block.ts'
import type { IndexState } from '../apply/index-state.ts'
import { loadState } from '../apply/load-state.ts'
import { CHAIN_MIGRATIONS } from '../chain-migrations.ts'
import type { Database, Session, Statements } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { applyGenesis } from '../genesis/apply-genesis.ts'
import type { GenesisData } from '../genesis/genesis-data.ts'
import { runWrites, type Write } from '../rows/write-rows.ts'
import { announce, changesOf } from './index-notice.ts'

/** Another writer has moved the index on, although this one had the lock: it must begin anew. */
class MovedOnError extends Error {
  override readonly name = 'MovedOnError'
}

/**
 * Writes the index: each batch in one transaction with the row that says how far it is, so that each block is read exactly once. While the
 * database writes a batch, the next is applied in memory. After a failure memory is ahead of the tables: then another writer must be opened.
 */
export class IndexWriter {
  readonly #database: Database
  #state: IndexState
  /** Settles when everything that was taken on is in the tables. */
  #written: Promise<unknown> = Promise.resolve()

  private constructor(database: Database, state: IndexState) {
    this.#database = database
    this.#state = state
  }

  /** `maxKept`: rows of a kind that are kept in memory from batch to batch; as many as are good when missing. */
  static async open(database: Database, maxKept?: number): Promise<IndexWriter> {
    return new IndexWriter(database, await loadState(database, maxKept))
  }

  /** After the last batch that was taken on. Undefined: nothing was read yet. */
  get place():
    | { readonly height: number; readonly blockHash: string; readonly genesisHash: string }
    | undefined {
    return this.#state.hasBegun ? this.#state.sync : undefined
  }

  async begin(genesis: GenesisData): Promise<void> {
    await this.settle()
    await this.#database.transaction(async (session) => {
      await applyGenesis(this.#state, session, genesis)
      await announce(session, { height: 0, epoch: 1, changed: ['reset'] })
    })
  }

  /**
   * Takes on blocks that follow on the last one. Resolves when all batches before are in the tables and this one is on its way: `onWritten` says when
   * it is there. Rejects when one of them cannot be written.
   */
  add(
    blocks: readonly DecodedBlock[],
    onWritten: (applied: Applied) => void = () => undefined,
  ): Promise<void> {
    const before = this.#written
    return new Promise((resolve, reject) => {
      const writing = this.#write(blocks, before, resolve)
      this.#written = writing.then(onWritten)
      this.#written.catch(reject)
    })
  }

  /** Resolves when everything that was taken on is in the tables. Rejects when it does not get there. */
  async settle(): Promise<void> {
    await this.#written
  }

  /** Hash of a block that was read, or of genesis. */
  async hashOf(height: number): Promise<string | undefined> {
    if (height === 0) return this.place?.genesisHash
    await this.settle()
    const [row] = await this.#database.query('select hash from chain.blocks where height = $1', [
      height,
    ])
    return row?.['hash'] as string | undefined
  }

  /** Forgets everything, to read it again. */
  async reset(): Promise<void> {
    await this.settle()
    await resetIndex(this.#database)
    this.#state = await loadState(this.#database)
  }

  /** Waits for `before` ahead of the first statement that must see what it wrote, and calls `onTaken` ahead of its own writing. */
  async #write(
    blocks: readonly DecodedBlock[],
    before: Promise<unknown>,
    onTaken: () => void,
  ): Promise<Applied> {
    // PGlite has one transaction at a time: whoever reads the tables meanwhile gets a turn between two.
    if (this.#database.kind === 'pglite') await before
    return this.#database.transaction(async (session) => {
      const state = this.#state
      const { height } = state.sync
      const settle = once(async () => {
        await before
        await requireHeight(session, height)
      })
      const settled = after(settle, session)
      if (state.isFull) {
        await settle()
        state.trim()
      }
      const applied = await applyBlocks(state, { present: session, settled }, blocks)
      // All of it is text before memory changes again; in between the next statement of the batch before is sent.
      const writes: Write[] = []
      for (const write of state.takeWrites()) {
        writes.push(write)
        await setImmediate()
      }
      await settle()
      onTaken()
      await runWrites(session, writes)
      const changed = changesOf(applied.kinds, applied.rankingChanged)
      await announce(session, { height: applied.height, epoch: applied.epoch, changed })
      return applied
    })
  }
}

/** Drops all tables of the index and makes them anew, empty. */
export async function resetIndex(database: Database): Promise<void> {
  await migrate(database, CHAIN_MIGRATIONS, 0)
  await migrate(database, CHAIN_MIGRATIONS)
}

async function requireHeight(session: Session, height: number): Promise<void> {
  const [row] = await session.query('select height from chain.sync where id = 1 for update')
  if (Number(row?.['height']) !== height) {
    throw new MovedOnError('another process has written to the index meanwhile')
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= run())
}

function after(settle: () => Promise<void>, session: Session): Statements {
  return {
    query: async (statement, parameters) => {
      await settle()
      return session.query(statement, parameters)
    },
    copy: async (target, lines) => {
      await settle()
      await session.copy(target, lines)
    },
  }
}
