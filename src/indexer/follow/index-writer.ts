import { type Applied, applyBlocks } from '../apply/apply-blocks.ts'
import type { DecodedBlock } from '../apply/decode-block.ts'
import type { IndexState } from '../apply/index-state.ts'
import { loadState } from '../apply/load-state.ts'
import { CHAIN_MIGRATIONS } from '../chain-migrations.ts'
import type { Database, Session } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { applyGenesis } from '../genesis/apply-genesis.ts'
import type { GenesisData } from '../genesis/genesis-data.ts'
import { announce, changesOf } from './index-notice.ts'

/** Another writer has moved the index on, although this one had the lock: it must begin anew. */
class MovedOnError extends Error {
  override readonly name = 'MovedOnError'
}

/** Writes the index: each batch in one transaction with the row that says how far it is, so that each block is read exactly once. */
export class IndexWriter {
  readonly #database: Database
  #state: IndexState

  private constructor(database: Database, state: IndexState) {
    this.#database = database
    this.#state = state
  }

  static async open(database: Database): Promise<IndexWriter> {
    return new IndexWriter(database, await loadState(database))
  }

  /** Undefined: nothing was read yet. */
  get place():
    | { readonly height: number; readonly blockHash: string; readonly genesisHash: string }
    | undefined {
    return this.#state.hasBegun ? this.#state.sync : undefined
  }

  async begin(genesis: GenesisData): Promise<void> {
    await this.#write(async (session) => {
      await applyGenesis(this.#state, session, genesis)
      await announce(session, { height: 0, epoch: 1, changed: ['reset'] })
    })
  }

  /** The blocks follow on the last one that was read. */
  async add(blocks: readonly DecodedBlock[]): Promise<Applied> {
    const { height } = this.#state.sync
    return this.#write(async (session) => {
      const [row] = await session.query('select height from chain.sync where id = 1 for update')
      if (Number(row?.['height']) !== height) {
        throw new MovedOnError('another process has written to the index meanwhile')
      }
      const applied = await applyBlocks(this.#state, session, blocks)
      const changed = changesOf(applied.kinds, applied.rankingChanged)
      await announce(session, { height: applied.height, epoch: applied.epoch, changed })
      return applied
    })
  }

  /** Hash of a block that was read, or of genesis. */
  async hashOf(height: number): Promise<string | undefined> {
    if (height === 0) return this.place?.genesisHash
    const [row] = await this.#database.query('select hash from chain.blocks where height = $1', [
      height,
    ])
    return row?.['hash'] as string | undefined
  }

  /** Forgets everything, to read it again. */
  async reset(): Promise<void> {
    await resetIndex(this.#database)
    this.#state = await loadState(this.#database)
  }

  /** After a failure memory and tables differ: memory is made from the tables again. */
  async #write<T>(run: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await this.#database.transaction(run)
    } catch (error) {
      this.#state = await loadState(this.#database)
      throw error
    }
  }
}

/** Drops all tables of the index and makes them anew, empty. */
export async function resetIndex(database: Database): Promise<void> {
  await migrate(database, CHAIN_MIGRATIONS, 0)
  await migrate(database, CHAIN_MIGRATIONS)
}
