import type { MigrationSet } from '#indexer/database/migrate.ts'

/** The schema `forum`. Nothing else has what is in it. */
export const FORUM_MIGRATIONS: MigrationSet = {
  name: 'forum',
  migrations: [
    {
      number: 1,
      name: 'forum',
      up: new URL('./migrations/0001-forum.up.sql', import.meta.url),
      down: new URL('./migrations/0001-forum.down.sql', import.meta.url),
    },
  ],
}
