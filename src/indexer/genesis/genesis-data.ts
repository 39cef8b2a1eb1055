import type { GenesisEntries, GenesisFacts, ElectedSet } from '#sdk/reads/records.ts'

/** What a network began with, whole. */
export interface GenesisData {
  readonly facts: GenesisFacts
  readonly dev: boolean
  readonly accounts: readonly GenesisEntries['accounts'][]
  readonly delegates: readonly GenesisEntries['delegates'][]
  readonly buckets: readonly GenesisEntries['buckets'][]
  /** Who serves in epoch 1. */
  readonly firstSet: ElectedSet
}
