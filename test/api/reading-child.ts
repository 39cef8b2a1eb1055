/** `boule portal --no-index` as a process: `node reading-child.ts RPC`, with DATABASE_URL. Prints its address. */
import { startPortal } from '#cli/portal-commands/start-portal.ts'

const portal = await startPortal({
  rpcUrl: process.argv[2] ?? '',
  databaseUrl: process.env['DATABASE_URL'] ?? '',
  port: 0,
  host: '127.0.0.1',
  isIndexing: false,
  log: (line) => process.stderr.write(`${line}\n`),
})
process.stdout.write(`${portal.url}\n`)
process.once('SIGTERM', () => void portal.close())
