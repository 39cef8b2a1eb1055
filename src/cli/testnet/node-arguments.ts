import type { NodePorts } from './ports.ts'
import type { NodeHome } from './testnet-folder.ts'

/** From so many nodes on, each leaves more processor time to the others. */
const MANY_NODES = 9

/** What `boule` is started with to be a node of a testnet. */
export function nodeArguments(options: {
  readonly genesisFile: string
  readonly home: NodeHome
  readonly ports: NodePorts
  /** `id@host:port` each. */
  readonly peers: readonly string[]
  readonly networkSize: number
  readonly cometbftPath: string | undefined
  readonly logLevel: string
}): readonly string[] {
  const { home, ports, peers, cometbftPath } = options
  const words: readonly (readonly string[])[] = [
    ['node'],
    ['--genesis', options.genesisFile],
    ['--data', home.dir],
    home.keyFile === undefined ? [] : ['--keys', home.keyFile],
    ['--port', `${ports.rpc}`],
    ['--metrics-port', `${ports.metrics}`],
    ['--p2p-host', '127.0.0.1'],
    ['--p2p-port', `${ports.p2p}`],
    peers.length === 0 ? [] : ['--peers', peers.join(',')],
    ['--engine-port', `${ports.engine}`],
    cometbftPath === undefined ? [] : ['--cometbft', cometbftPath],
    options.networkSize >= MANY_NODES ? ['--many-local-nodes'] : [],
    ['--log-level', options.logLevel],
    ['--json'],
  ]
  return words.flat()
}
