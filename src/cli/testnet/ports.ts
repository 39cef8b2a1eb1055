import { randomInt } from 'node:crypto'
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
 * Bases to choose from at random. All of their ports are below those that systems give to outgoing connections (32,768 and up):
 * among the others, one that is free now is soon taken by the connection of a neighbour, and a node that was killed finds its own
 * port in use.
 */
const FREE_BASES = Array.from(
  { length: 28 },
  (_, index) => 10_000 + index * KIND_STEP * KINDS.length,
)
const BASES_TO_TRY = 50
/** Longer than the nodes of a busy machine take to start. */
const HOLD_MS = 20_000

/**
 * The ports of nodes, by name, after it was made sure that all are free: counted from `base`, or any when it is 0.
 * Throws `CliError` that names the first that is taken. A base that was chosen here is held until the nodes have taken their ports, so
 * that two networks that start in the same moment have different ones.
 */
export async function planPorts(
  names: readonly string[],
  base: number,
): Promise<ReadonlyMap<string, NodePorts>> {
  if (base !== 0) return planFrom(names, base)
  for (let left = BASES_TO_TRY; ; left--) {
    const chosen = FREE_BASES[randomInt(FREE_BASES.length)] ?? DEFAULT_BASE_PORT
    let held: Server | undefined
    try {
      held = (await listen(chosen, 'the base of all others')).unref()
      const plan = await planFrom(names, chosen)
      setTimeout(() => held?.close(), HOLD_MS).unref()
      return plan
    } catch (error) {
      held?.close()
      if (!(error instanceof CliError) || left === 1) throw error
    }
  }
}

async function planFrom(
  names: readonly string[],
  base: number,
): Promise<ReadonlyMap<string, NodePorts>> {
  const servers: Server[] = []
  try {
    const plan = new Map<string, NodePorts>()
    for (const [index, name] of names.entries()) {
      const ports = { rpc: 0, p2p: 0, engine: 0, metrics: 0 }
      for (const [row, kind] of KINDS.entries()) {
        ports[kind] = base + row * KIND_STEP + index + 1
        servers.push(await listen(ports[kind], `${KIND_WORDS[kind]} of ${name}`))
      }
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
