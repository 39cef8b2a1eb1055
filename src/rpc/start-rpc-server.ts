import type { AddressInfo } from 'node:net'
import type { RpcBackend } from './backend.ts'
import { createDispatcher } from './dispatch.ts'
import { createFilters } from './filters.ts'
import { createFlowBudget } from './flow-budget.ts'
import { createHttpServer } from './http-server.ts'
import { DEFAULT_LIMITS, type RpcLimits } from './limits.ts'
import { selectMethods } from './methods/all-methods.ts'
import { createReceiptWaiters } from './receipt-waiters.ts'
import { createSubscriptions } from './subscriptions.ts'
import { attachWebSockets } from './websocket-server.ts'

export interface RpcServerOptions {
  readonly backend: RpcBackend
  /** `127.0.0.1` when missing: only programs of this machine can connect. */
  readonly host?: string
  /** 8545 when missing; 0 takes any that is free. */
  readonly port?: number
  readonly limits?: Partial<RpcLimits>
  /** Origins of web pages that may use the server, such as `http://localhost:5173`; `*` for all. None when missing. */
  readonly corsOrigins?: readonly string[]
  /** Host names beside IP addresses and localhost under which the server may be reached; `*` for all. */
  readonly allowedHosts?: readonly string[]
  /** Told of faults of the node itself, whose details no client sees. */
  readonly onInternalError?: (error: unknown, method: string) => void
}

export interface RpcServerStatistics {
  readonly filters: number
  readonly subscriptions: number
  readonly webSockets: number
  /** Bodies being read and answers being sent. */
  readonly bytesInFlight: number
}

export interface RpcServer {
  readonly host: string
  readonly port: number
  readonly url: string
  statistics(): RpcServerStatistics
  /** Ends all connections. */
  close(): Promise<void>
}

/** The port cannot be used. `message` says which and what to do. */
export class RpcStartError extends Error {
  override readonly name = 'RpcStartError'
}

/** Starts the JSON-RPC server, HTTP and WebSocket on one port. Throws `RpcStartError`. */
export async function startRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const { backend, host = '127.0.0.1', port = 8545 } = options
  const limits: RpcLimits = { ...DEFAULT_LIMITS, ...options.limits }
  const filters = createFilters(backend, limits)
  const subscriptions = createSubscriptions(backend, limits)
  const receiptWaiters = createReceiptWaiters(backend, limits)
  const budget = createFlowBudget(limits.maxBytesInFlight)
  const dispatcher = createDispatcher({
    context: {
      backend,
      limits,
      filters,
      subscriptions,
      receiptWaiters,
      methods: selectMethods(backend.dev !== undefined),
    },
    onInternalError: options.onInternalError ?? (() => undefined),
  })
  const shared = {
    limits,
    dispatcher,
    budget,
    allowedHosts: options.allowedHosts ?? [],
    corsOrigins: options.corsOrigins ?? [],
  }
  const server = createHttpServer(shared)
  const webSockets = attachWebSockets(server, { ...shared, subscriptions })

  const stop = (): void => {
    webSockets.close()
    subscriptions.close()
    receiptWaiters.close()
  }
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
  } catch (error) {
    stop()
    throw explainListenError(error, host, port)
  }

  const bound = server.address() as AddressInfo
  const shownHost = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address
  return {
    host: bound.address,
    port: bound.port,
    url: `http://${shownHost}:${bound.port}`,
    statistics: () => ({
      filters: filters.size,
      subscriptions: subscriptions.size,
      webSockets: webSockets.connections,
      bytesInFlight: budget.used,
    }),
    close: () => {
      stop()
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function explainListenError(error: unknown, host: string, port: number): RpcStartError {
  const code = (error as NodeJS.ErrnoException).code
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'the port is in use: choose another, or stop the program that has it',
    EACCES: 'the port may not be used: choose one above 1023',
    EADDRNOTAVAIL: 'this machine has no such address: choose 127.0.0.1 or 0.0.0.0',
    ENOTFOUND: 'the host name is not known: choose 127.0.0.1 or 0.0.0.0',
    ERR_SOCKET_BAD_PORT: 'a port is a number from 0 to 65535',
  }
  const reason = reasons[code ?? ''] ?? `the port cannot be opened (${code ?? String(error)})`
  return new RpcStartError(`RPC on ${host}:${port}: ${reason}`, { cause: error })
}
