import { assert } from '#base/assert.ts'
import type { CollectionProof, StateProof } from '#base/state-proof.ts'
import type {
  Collection,
  CollectionSchema,
  JournaledStore,
  Key,
  ModuleName,
  OnChange,
  StateRoots,
} from '#protocol/store.ts'
import { type ProofRefusal, proveCollection, proveRecord } from '../commitment/prove.ts'
import { type Committed, StateCommitment } from '../commitment/state-commitment.ts'
import { Journal } from './journal.ts'
import { Table, type TableView } from './table.ts'

/** The whole state at one moment: later changes of the store do not show in it. */
export interface StateView {
  readonly roots: StateRoots
  /** By module and order of opening. */
  readonly tables: readonly {
    readonly records: TableView
    readonly leaves: readonly Uint8Array[]
  }[]
}

/** The records of a state machine in memory, with journal and commitment. */
export interface MemoryStore extends JournaledStore {
  /**
   * Proof of a record in the state as last hashed, which must be the state as it stands.
   * @returns why not, when there is no such collection or the key's absence cannot be proven
   */
  prove(module: ModuleName, collection: string, key: Key): StateProof | ProofRefusal
  /** Root of a collection in that state, and its way to the app hash; undefined when there is no such collection. */
  proveCollection(module: ModuleName, collection: string): CollectionProof | undefined
  /** The state as it stands, hashed. PERF: 1 ms for two million records; later changes copy the pieces they touch. */
  view(): StateView
  /** Roots of the last hashing; nothing may have changed since. */
  readonly roots: StateRoots
  /** For loading: the tables, by module and order of opening. */
  tables(): readonly Committed[]
  /** For loading: hashes the trees above loaded leaves. */
  rebuildRoots(): StateRoots
  /** Empties the store. */
  clear(): void
}

export function createMemoryStore(): MemoryStore {
  const journal = new Journal()
  const commitment = new StateCommitment()
  return {
    open: <K extends Key, V>(
      schema: CollectionSchema<K, V>,
      onChange?: OnChange<K, V>,
    ): Collection<K, V> => {
      const { module, name } = schema
      const known = commitment.ofModule(module).some((one) => one.table.schema.name === name)
      assert(!known, `collection ${module}.${name} is opened twice`)
      const table = new Table(schema, journal, onChange)
      commitment.add(table as unknown as Table)
      return table
    },
    mark: () => journal.mark(),
    revertTo: (mark) => journal.revertTo(mark),
    computeRoots: () => commitment.computeRoots(),
    commit: () => journal.commit(),
    prove: (module, collection, key) => proveRecord(commitment, module, collection, key),
    proveCollection: (module, collection) => proveCollection(commitment, module, collection),
    get roots() {
      return commitment.roots
    },
    view: () => ({
      roots: commitment.roots,
      tables: commitment
        .all()
        .map((one) => ({ records: one.table.share(), leaves: one.tree.shareLeaves() })),
    }),
    tables: () => commitment.all(),
    rebuildRoots: () => commitment.rebuild(),
    clear: () => {
      for (const one of commitment.all()) one.table.clear()
      commitment.clear()
      journal.commit()
    },
  }
}
