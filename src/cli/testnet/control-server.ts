import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { describeError } from '../describe-error.ts'
import {
  type ControlAnswer,
  controlSocketPath,
  MAX_REQUEST_BYTES,
  parseControlRequest,
} from './control-protocol.ts'
import type { Testnet } from './testnet.ts'
import type { TestnetView } from './testnet-view.ts'

export interface ControlServer {
  close(): Promise<void>
}

/** Takes commands for a running testnet, whose folder is locked: a socket that is there is nobody's. Throws `CliError`. */
export async function serveControl(
  testnet: Pick<Testnet, 'dir' | 'kill' | 'pause' | 'partition' | 'heal'>,
  view: () => TestnetView,
): Promise<ControlServer> {
  const file = controlSocketPath(testnet.dir)
  rmSync(file, { force: true })
  const sockets = new Set<Socket>()
  const answer = async (text: string): Promise<ControlAnswer> => {
    const request = parseControlRequest(text)
    if (request === undefined) return { ok: false, problem: 'this is no request of a testnet' }
    try {
      if (request.command !== 'status') await testnet[request.command](request.nodes)
      return { ok: true, view: view() }
    } catch (error) {
      return { ok: false, problem: describeError(error) }
    }
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    readLine(socket, (line) => {
      void answer(line).then((value) => socket.end(`${JSON.stringify(value)}\n`))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(file, resolve)
  })
  chmodSync(file, 0o600)
  return {
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Calls `take` with the first line, and never for what is too long to be one. */
function readLine(socket: Socket, take: (line: string) => void): void {
  let text = ''
  const hear = (piece: string): void => {
    text += piece
    const end = text.indexOf('\n')
    if (end >= 0) {
      socket.off('data', hear)
      take(text.slice(0, end))
    } else if (text.length > MAX_REQUEST_BYTES) socket.destroy()
  }
  socket.setEncoding('utf8').on('data', hear)
}
