/** The node of `rpc.ts`, in a process of its own: prints its RPC address, then the time that its blocks took, on demand. */
import { makeHolders, makeLargeGenesis } from '../chain/large-network.ts'
import { startNode } from '#node/start-node.ts'

const [dataDir = '', accounts = '0', buckets = '0', holders = '0', intervalMs = '0'] =
  process.argv.slice(2)
const node = await startNode({
  genesis: makeLargeGenesis({
    accounts: Number(accounts),
    buckets: Number(buckets),
    holders: makeHolders(Number(holders)),
  }),
  dataDir,
  rpcPort: 0,
  blockIntervalMs: Number(intervalMs),
  logLevel: 'warn',
})
process.send?.({ rpcUrl: node.rpcUrl })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({
    cpuMicroseconds: user + system,
    maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  })
})
process.on('disconnect', () => void node.stop().then(() => process.exit(0)))
