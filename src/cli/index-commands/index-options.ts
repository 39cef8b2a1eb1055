import type { Command } from 'commander'
import path from 'node:path'
import type { Database } from '#indexer/database/database.ts'
import { DEFAULT_RPC, type JsonOption } from '../options/network-options.ts'
import { parseHttpOption } from '../options/parse-options.ts'
import type { Terminal } from '../terminal/terminal.ts'

export interface IndexOptions extends JsonOption {
  readonly data: string
}

export interface FollowingOptions extends IndexOptions {
  readonly rpc?: string
}

/** Where the embedded database is, from the working directory: that of `boule portal`. */
const DEFAULT_DATA = path.join('.boule', 'portal')

/** `--data`; a PostgreSQL database has its address, with the password, in the environment alone. */
export function addDataOption(command: Command): Command {
  return command.option(
    '--data <folder>',
    'where the embedded database is; with DATABASE_URL PostgreSQL is used instead',
    DEFAULT_DATA,
  )
}

export function addNodeOption(command: Command): Command {
  return command.option(
    '--rpc <url>',
    `HTTP address of a node that keeps all blocks (default: $BOULE_RPC, or ${DEFAULT_RPC})`,
    parseHttpOption,
  )
}

export function readRpcUrl(terminal: Terminal, { rpc }: FollowingOptions): string {
  return parseHttpOption(rpc ?? terminal.environment['BOULE_RPC'] ?? DEFAULT_RPC)
}

/** Opens the index's database, and closes it at the end of the command. Throws `DatabaseError`. */
export async function openIndex(terminal: Terminal, { data }: IndexOptions): Promise<Database> {
  const { openDatabase } = await import('#indexer/database/open-database.ts')
  const url = terminal.environment['DATABASE_URL']
  const database = await openDatabase(
    url === undefined || url === '' ? { dataDir: path.resolve(terminal.folder, data) } : { url },
  )
  terminal.atEnd(() => database.close())
  return database
}
