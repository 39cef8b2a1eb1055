/**
 * All tables of the index, PostgreSQL schema `chain`: a projection of the chain that can be made again at any time. The SQL that makes them stands in `migrations/`; a test
 * keeps both equal. Whoever reads them sees whole blocks only: `sync` is written in the transaction that brings a block’s rows.
 *
 * What is told once and stays (blocks, events, grants, …) has the height of its block; rows that change (accounts, buckets, …) have `updatedHeight`, the
 * last block that touched them.
 */
export * from './schema/blocks.ts'
export { chain } from './schema/columns.ts'
export * from './schema/epochs.ts'
export * from './schema/governance.ts'
export * from './schema/staking.ts'
