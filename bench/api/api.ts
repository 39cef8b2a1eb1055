/**
 * The API over a database with a thousand delegates and a million voters: how long answers take at 200 requests a second and what a request costs in
 * processor time, and how long a block takes to reach 1,000 clients of the stream, beside others that take nothing. PostgreSQL, or PGlite on wish.
 *   node bench/api/api.ts [--seconds N] [--rate N] [--clients N] [--stalled N] [--voters N] [--database postgres|pglite]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { CHAIN_MIGRATIONS } from '#indexer/chain-migrations.ts'
import type { Database } from '#indexer/database/database.ts'
import { migrate } from '#indexer/database/migrate.ts'
import { openDatabase } from '#indexer/database/open-database.ts'
import { announce } from '#indexer/follow/index-notice.ts'
import { startPostgres } from '../../test/postgres/start-postgres.ts'
import { DELEGATES, fillDatabase, HEIGHT } from './fill-database.ts'
import { readCpuMs, readFamilyCpuMs, readParent } from './process-cpu.ts'
import { LISTS, readLoad } from './read-load.ts'
import { openListeners, openStalled } from './stream-load.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    rate: { type: 'string', default: '200' },
    clients: { type: 'string', default: '1000' },
    stalled: { type: 'string', default: '20' },
    voters: { type: 'string', default: '1000000' },
    database: { type: 'string', default: 'postgres' },
  },
})
const BLOCKS = 20
const rate = Number(values.rate)

if (values.database === 'pglite') await measurePglite()
else await measurePostgres()

async function measurePostgres(): Promise<void> {
  const postgres = await startPostgres()
  const url = await postgres.createDatabase()
  const database = await openDatabase({ url, statementTimeoutMs: 0 })
  try {
    await fill(database)
    const [row] = await database.query('select pg_backend_pid() as pid')
    const server = readParent(Number(row?.['pid']))
    await withServer(url, server, async (target) => {
      await measureLists(target)
      await measureStream(target, database)
    })
  } finally {
    await database.close()
    await postgres.close()
  }
}

/** Only one process has a PGlite, so that nobody can make blocks beside the API. */
async function measurePglite(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'boule-bench-'))
  try {
    const database = await openDatabase({ dataDir })
    await fill(database)
    await database.close()
    await withServer(dataDir, undefined, measureLists)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function fill(database: Database): Promise<void> {
  await migrate(database, CHAIN_MIGRATIONS)
  await fillDatabase(database, Number(values.voters), tell)
}

/** What is measured, and whose processor time counts. */
interface Target {
  readonly api: string
  readonly apiPid: number
  /** The process whose children answer statements; with PGlite the API does. */
  readonly databasePid: number | undefined
}

async function withServer(
  where: string,
  databasePid: number | undefined,
  measure: (target: Target) => Promise<void>,
): Promise<void> {
  tell('starting the API')
  const file = fileURLToPath(new URL('api-server.ts', import.meta.url))
  const child = spawn(process.execPath, [file, where], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = new Promise((resolve) => child.once('close', resolve))
  try {
    const api = `${await readAddress(child)}/api/v1`
    await measure({ api, apiPid: child.pid ?? 0, databasePid })
  } finally {
    child.kill()
    await closed
  }
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()))
    child.once('exit', () => reject(new Error('the API does not start')))
  })
}

async function measureLists(target: Target): Promise<void> {
  const kinds = Object.values(LISTS)
  const mixed = (request: number): string => {
    const kind = kinds[request % kinds.length]
    return kind?.(Math.floor(request / kinds.length) * 7_919) ?? '/health'
  }
  tell('warming up')
  await readLoad(target.api, mixed, Math.min(rate, 100), 5)
  await measureList(target, 'mixed', mixed, Number(values.seconds))
  for (const [name, list] of Object.entries(LISTS)) {
    await measureList(target, name, (request) => list(request * 7_919), 4)
  }
}

async function measureList(
  { api, apiPid, databasePid }: Target,
  name: string,
  paths: (request: number) => string,
  seconds: number,
): Promise<void> {
  tell(`${name}: ${rate} requests a second for ${seconds} s`)
  const databaseCpuMs = () => (databasePid === undefined ? 0 : readFamilyCpuMs(databasePid))
  const before = [readCpuMs(apiPid), databaseCpuMs()]
  const load = await readLoad(api, paths, rate, seconds)
  const after = [readCpuMs(apiPid), databaseCpuMs()]
  const [apiCpuMs, dbCpuMs] = after.map((value, at) => {
    const from = before[at]
    if (value === undefined || from === undefined) return 'unknown'
    return Number(((value - from) / load.requests).toFixed(2))
  })
  print(`api ${name}`, { rate, ...load, aimP99Ms: 50, apiCpuMs, dbCpuMs })
}

async function measureStream({ api }: Target, database: Database): Promise<void> {
  const clients = Number(values.clients)
  tell(`opening ${clients} streams`)
  const stalled = await openStalled(`${api}/stream?kinds=block`, Number(values.stalled))
  const listeners = await openListeners(`${api}/stream?kinds=block`, clients)
  const times: number[] = []
  for (let block = 1; block <= BLOCKS; block++) {
    const height = HEIGHT + block
    const heard = listeners.heard(height)
    const begun = performance.now()
    await addBlock(database, height)
    times.push((await heard) - begun)
  }
  listeners.close()
  stalled.close()
  times.sort((a, b) => a - b)
  const worstMs = Math.round(times.at(-1) ?? 0)
  const medianMs = Math.round(times[Math.floor(times.length / 2)] ?? 0)
  const stalledClients = Number(values.stalled)
  print('api stream', { clients, stalledClients, blocks: BLOCKS, medianMs, worstMs, aimMs: 1_000 })
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

function tell(line: string): void {
  process.stderr.write(`  ${line}\n`)
}

function print(
  bench: string,
  figures: Readonly<Record<string, number | string | undefined>>,
): void {
  const [load = 0] = loadavg()
  const all = {
    bench,
    database: values.database,
    delegates: DELEGATES,
    voters: Number(values.voters),
    ...figures,
    machineLoad: Math.round(load * 10) / 10,
    cores: cpus().length,
  }
  process.stdout.write(`${JSON.stringify(all)}\n`)
}
