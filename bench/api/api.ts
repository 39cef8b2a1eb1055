/**
 * The API over PostgreSQL with a thousand delegates and a million voters: how long answers take at 200 requests a second, and how long a
 * block takes to reach 1,000 clients of the stream.
 *   node bench/api/api.ts [--seconds N] [--rate N] [--clients N]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { CHAIN_MIGRATIONS } from '#indexer/chain-migrations.ts'
import { migrate } from '#indexer/database/migrate.ts'
import { type Database } from '#indexer/database/database.ts'
import { openDatabase } from '#indexer/database/open-database.ts'
import { announce } from '#indexer/follow/index-notice.ts'
import { startPostgres } from '../../test/postgres/start-postgres.ts'
import { DELEGATES, fillDatabase, HEIGHT, VOTERS } from './fill-database.ts'
import { LISTS, readLoad } from './read-load.ts'
import { openListeners } from './stream-load.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    rate: { type: 'string', default: '200' },
    clients: { type: 'string', default: '1000' },
  },
})
const BLOCKS = 20

const postgres = await startPostgres()
let server: ChildProcess | undefined
try {
  const databaseUrl = await postgres.createDatabase()
  const database = await openDatabase({ url: databaseUrl, statementTimeoutMs: 0 })
  await migrate(database, CHAIN_MIGRATIONS)
  await fillDatabase(database)
  const api = await startServer(databaseUrl)
  await measureLists(api)
  await measureStream(api, database)
  await database.close()
} finally {
  server?.kill()
  await postgres.close()
}

async function measureLists(api: string): Promise<void> {
  const kinds = Object.values(LISTS)
  const mixed = (request: number): string => {
    const kind = kinds[request % kinds.length]
    return kind?.(Math.floor(request / kinds.length) * 7_919) ?? '/health'
  }
  await readLoad(api, mixed, 50, 3)
  const rate = Number(values.rate)
  print('api lists mixed', { rate, ...(await readLoad(api, mixed, rate, Number(values.seconds))) })
  for (const [name, path] of Object.entries(LISTS)) {
    print(`api list ${name}`, { rate, ...(await readLoad(api, (n) => path(n * 7_919), rate, 4)) })
  }
}

async function measureStream(api: string, database: Database): Promise<void> {
  const listeners = await openListeners(`${api}/stream?kinds=block`, Number(values.clients))
  const times: number[] = []
  for (let block = 1; block <= BLOCKS; block++) {
    const height = HEIGHT + block
    const heard = listeners.heard(height)
    const begun = performance.now()
    await addBlock(database, height)
    times.push((await heard) - begun)
  }
  listeners.close()
  times.sort((a, b) => a - b)
  const worstMs = Math.round(times.at(-1) ?? 0)
  const medianMs = Math.round(times[Math.floor(times.length / 2)] ?? 0)
  print('api stream', { clients: listeners.count, blocks: BLOCKS, medianMs, worstMs })
}

/** A block as the follower writes it. */
async function addBlock(database: Database, height: number): Promise<void> {
  const hash = `0x${height.toString(16).padStart(64, '0')}`
  await database.transaction(async (session) => {
    await session.query(
      `insert into chain.blocks (height, hash, parent_hash, time_ms, epoch, producer, round, transactions, events, gas_used, gas_limit,
         gas_price_rau, size, app_hash, transactions_root, receipts_root)
       values ($1, $2, $2, $3, 5, '0xde' || lpad(to_hex(1), 38, '0'), 0, 0, 0, 0, 1, 0, 0, $2, $2, $2)`,
      [height, hash, height * 5_000],
    )
    await session.query('update chain.sync set height = $1, block_hash = $2, time_ms = $3', [
      height,
      hash,
      height * 5_000,
    ])
    await announce(session, { height, epoch: 5, changed: ['block'] })
  })
}

async function startServer(databaseUrl: string): Promise<string> {
  const file = fileURLToPath(new URL('api-server.ts', import.meta.url))
  const child = spawn(process.execPath, [file, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  server = child
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()))
    child.once('exit', () => reject(new Error('the server does not start')))
  })
  return `${url}/api/v1`
}

function print(bench: string, figures: Readonly<Record<string, number>>): void {
  const [load = 0] = loadavg()
  const all = {
    bench,
    delegates: DELEGATES,
    voters: VOTERS,
    ...figures,
    machineLoad: Math.round(load),
  }
  process.stdout.write(`${JSON.stringify(all)}\n`)
}
