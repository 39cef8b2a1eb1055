/** A follower as a process that can be killed: `node index-child.ts RPC HEIGHT (DIRECTORY | postgres://…)`. Says each batch that is in the tables. */
import { openDatabase } from '#indexer/database/open-database.ts'
import { followChain } from '#indexer/follow/follow-chain.ts'

const [rpcUrl = '', height = '', where = ''] = process.argv.slice(2)
const database = await openDatabase(
  where.startsWith('postgres') ? { url: where } : { dataDir: where },
)
process.stdout.write('open\n')
await followChain({
  database,
  rpcUrl,
  untilHeight: Number(height),
  signal: new AbortController().signal,
  log: (line) => process.stdout.write(`${line}\n`),
  // The lock of a killed process ends with its connection.
  waitForLock: true,
  onProgress: ({ height: reached }) => process.stdout.write(`height ${reached}\n`),
})
await database.close()
