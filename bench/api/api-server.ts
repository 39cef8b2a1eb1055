import { DEFAULT_LIMITS } from '#api/server/api-options.ts'
import { createApiServer } from '#api/server/create-api-server.ts'
import { openDatabase } from '#indexer/database/open-database.ts'

/**
 * Serves the API of a database in a process of its own: node bench/api/api-server.ts DATABASE, the address of a PostgreSQL or the directory of a PGlite.
 * Prints its own address.
 */
const [where = ''] = process.argv.slice(2)
const database = await openDatabase(
  where.startsWith('postgres:') ? { url: where } : { dataDir: where },
)
const app = await createApiServer({
  database,
  options: {
    nodeUrl: 'http://127.0.0.1:1',
    isAllowedHost: () => true,
    moderators: [],
    limits: {
      ...DEFAULT_LIMITS,
      readsPerMinute: 1e9,
      streamClients: 2_000,
      streamsPerClient: 2_000,
    },
  },
  report: (error) => process.stderr.write(`${String(error)}\n`),
})
process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}\n`)
process.once('SIGTERM', () => void app.close().then(() => database.close()))
