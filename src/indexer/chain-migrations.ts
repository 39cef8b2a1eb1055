import type { MigrationSet } from './database/migrate.ts'

/** The schema `chain`. Its tables can be made again from the chain, so `boule index reset` may drop them at any time. */
export const CHAIN_MIGRATIONS: MigrationSet = {
  name: 'chain',
  migrations: [
    {
      number: 1,
      name: 'chain',
      up: new URL('./migrations/0001-chain.up.sql', import.meta.url),
      down: new URL('./migrations/0001-chain.down.sql', import.meta.url),
    },
  ],
}
