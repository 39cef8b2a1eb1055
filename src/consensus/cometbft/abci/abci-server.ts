import { chmodSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import type { Application } from '#protocol/abci.ts'
import { CometbftError } from '../cometbft-error.ts'
import type { EngineLog } from '../engine-log.ts'
import { type Caller, createBlockCalls } from './block-calls.ts'
import { serveConnection } from './connection.ts'
import { createFailure } from './failure.ts'
import { createRouter } from './router.ts'
import { freeSocketPath } from './socket-file.ts'

/** CometBFT opens four; those of one that was just killed may still be there. */
const MAX_CONNECTIONS = 16

export interface AbciServerOptions {
  /** Asked at each call, so that a node which restores a snapshot can put another application in its place. */
  readonly application: () => Application
  /** Below 108 bytes. A socket that nobody listens on is replaced. */
  readonly socketPath: string
  readonly log: EngineLog
  /** The program's version, for Info. */
  readonly version: string
  /** The application threw: nothing more is answered, and all connections are closed. */
  readonly onFailure: (error: Error) => void
}

export interface AbciServer {
  /** Open connections; CometBFT has four. */
  readonly connections: number
  /** Closes all connections. Resolves when no call is under way any more and what was not committed is dropped. */
  close(): Promise<void>
}

/** Listens for CometBFT on a unix socket that only this user may open. Throws `CometbftError` when it cannot. */
export async function startAbciServer(options: AbciServerOptions): Promise<AbciServer> {
  const { application, socketPath, log, version } = options
  const open = new Map<Socket, Promise<void>>()
  const closeAll = (): void => {
    for (const socket of open.keys()) socket.destroy()
  }
  const failure = createFailure(log, (error) => {
    closeAll()
    options.onFailure(error)
  })
  const blocks = createBlockCalls({ application, log, failure })
  const route = createRouter({ application, blocks, log, version })

  const serve = async (socket: Socket): Promise<void> => {
    const caller: Caller = {
      get isClosed() {
        return socket.destroyed
      },
      close: () => void socket.destroy(),
    }
    await serveConnection({
      socket,
      log,
      answer: (request) => route(caller, request),
      onUnexpected: failure.report,
    })
    await blocks.leave(caller)
    open.delete(socket)
  }

  const server = createServer((socket) => {
    if (failure.hasHappened) socket.destroy()
    else open.set(socket, serve(socket))
  })
  server.maxConnections = MAX_CONNECTIONS
  server.on('drop', () => log.warn('abci connection refused', { connections: MAX_CONNECTIONS }))
  await freeSocketPath(socketPath)
  await listen(server, socketPath)
  chmodSync(socketPath, 0o600)

  return {
    get connections() {
      return open.size
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      closeAll()
      await Promise.all(open.values())
      await closed
    },
  }
}

function listen(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(new CometbftError('port', `cannot listen on ${socketPath}: ${error.message}`))
    server.once('error', fail)
    server.listen(socketPath, () => {
      server.off('error', fail)
      resolve()
    })
  })
}
