import { createServer, type Server } from 'node:net'
import { CliError } from '../cli-error.ts'

export interface NodePorts {
  readonly rpc: number
  readonly p2p: number
  /** RPC of CometBFT itself. */
  readonly engine: number
  readonly metrics: number
}

const KINDS = ['rpc', 'p2p', 'engine', 'metrics'] as const
const KIND_WORDS = { rpc: 'RPC', p2p: 'peers', engine: 'CometBFT', metrics: 'figures' } as const

export const DEFAULT_BASE_PORT = 20_000
/** Room for the nodes of one kind of port: the RPC of n7 is base + 7, its peers come in at base + 207. */
const KIND_STEP = 200

/**
 * The ports of nodes, by name, after it was made sure that all are free: counted from `base`, or any when it is 0.
 * Throws `CliError` that names the first that is taken.
 */
export async function planPorts(
  names: readonly string[],
  base: number,
): Promise<ReadonlyMap<string, NodePorts>> {
  const wanted = names.flatMap((name, index) =>
    KINDS.map((kind, row) => ({
      name,
      kind,
      port: base === 0 ? 0 : base + row * KIND_STEP + index + 1,
    })),
  )
  const servers: Server[] = []
  try {
    const plan = new Map<string, Record<keyof NodePorts, number>>()
    for (const { name, kind, port } of wanted) {
      const server = await listen(port, `${KIND_WORDS[kind]} of ${name}`)
      servers.push(server)
      const ports = plan.get(name) ?? { rpc: 0, p2p: 0, engine: 0, metrics: 0 }
      ports[kind] = portOf(server)
      plan.set(name, ports)
    }
    return plan
  } finally {
    await Promise.all(servers.map(close))
  }
}

function listen(port: number, what: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${error.code})`
      reject(
        new CliError(
          `port ${port} (${what}) ${problem}: stop what has it, or choose others with --base-port`,
        ),
      )
    })
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

/** The port of a server that listens. */
export function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
