/**
 * A prepared chain of staking transactions into the tables of the index, on PGlite and on PostgreSQL: answers of JSON-RPC as text, as a node gives them, parsed, decoded,
 * applied and written, each batch in a transaction. What the node does for its answers is not part of it.
 *   node bench/index/index.ts [--accounts N] [--buckets N] [--transactions N] [--database pglite|postgres]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Database } from '#indexer/database/database.ts'
import { openDatabase } from '#indexer/database/open-database.ts'
import { BlockBatches } from '#indexer/follow/block-batches.ts'
import { IndexWriter, resetIndex } from '#indexer/follow/index-writer.ts'
import { readGenesis } from '#indexer/node/read-chain.ts'
import { startPostgres } from '../../test/postgres/start-postgres.ts'
import { makePreparedChain } from './prepared-chain.ts'
import { processorSeconds } from './processor-time.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    buckets: { type: 'string', default: '50000' },
    transactions: { type: 'string', default: '60000' },
    database: { type: 'string' },
  },
})

process.stderr.write('making the chain\n')
const chain = await makePreparedChain({
  accounts: Number(values.accounts),
  buckets: Number(values.buckets),
  transactions: Number(values.transactions),
})

if (values.database !== 'postgres') {
  const folder = mkdtempSync(join(tmpdir(), 'boule-bench-'))
  await measure('pglite', await openDatabase({ dataDir: folder }))
  rmSync(folder, { recursive: true, force: true })
}
if (values.database !== 'pglite') {
  const postgres = await startPostgres()
  const database = await openDatabase({ url: await postgres.createDatabase() })
  await measure('postgres', database, () => processorSeconds(postgres.processId))
  await postgres.close()
}

/** `databaseSeconds`: processor time of a database that is no part of this process. */
async function measure(
  name: string,
  database: Database,
  databaseSeconds = (): number => 0,
): Promise<void> {
  process.stderr.write(`indexing into ${name}\n`)
  await resetIndex(database)
  const writer = await IndexWriter.open(database)
  const genesis = await readGenesis(chain.rpc)
  const begun = performance.now()
  await writer.begin(genesis)
  const genesisSeconds = (performance.now() - begun) / 1_000
  const cpu = process.cpuUsage()
  const databaseBefore = databaseSeconds()
  const started = performance.now()
  let events = 0
  const batches = new BlockBatches(chain.rpc)
  for (let height = 0; height < chain.height; height = writer.place?.height ?? 0) {
    await writer.add(await batches.read(height + 1, chain.height), (applied) => {
      events += applied.events
    })
  }
  await writer.settle()
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  const figures = {
    bench: 'index',
    database: name,
    accounts: Number(values.accounts),
    events,
    eventsPerSecond: Math.round(events / seconds),
    cpuSecondsOfThisProcess: Number(((user + system) / 1e6).toFixed(1)),
    cpuSecondsOfTheDatabase: Number((databaseSeconds() - databaseBefore).toFixed(1)),
    genesisSeconds: Number(genesisSeconds.toFixed(1)),
  }
  await database.close()
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}
