import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { sizeDelimitedDecodeStream, sizeDelimitedEncode } from '@bufbuild/protobuf/wire'
import {
  RequestSchema,
  type Response,
  ResponseSchema,
} from './generated/tendermint/abci/types_pb.js'

type RequestInit = NonNullable<MessageInitShape<typeof RequestSchema>['value']>
export type Method = Extract<RequestInit, { readonly case: string }>['case']
type ValueOf<M extends Method> = Extract<RequestInit, { readonly case: M }>['value']
export type AnswerOf<M extends Method> = Extract<Response['value'], { readonly case: M }>['value']

/** The server answered with an exception. */
export class AbciException extends Error {
  override readonly name = 'AbciException'
}

/** The connection closed before the answer came. */
export class ConnectionClosed extends Error {
  override readonly name = 'ConnectionClosed'
}

/** One connection, as CometBFT's socket client has it. Framing and messages are those of the protobuf library. */
export interface AbciClient {
  /** Sends a request with its Flush in one write, as CometBFT does for a call that it waits for. */
  call<M extends Method>(method: M, value: ValueOf<M>): Promise<AnswerOf<M>>
  /** Sends a request alone: without Flush. */
  send<M extends Method>(method: M, value: ValueOf<M>): Promise<AnswerOf<M>>
  writeBytes(bytes: Uint8Array): void
  /** Sends no more, but reads on. */
  end(): void
  kill(): void
  readonly socket: Socket
  /** Resolves when the server has closed it, or it was killed. */
  readonly closed: Promise<void>
}

export interface AbciClientOptions {
  /** Cuts what is sent into pieces that go out one by one. */
  readonly cut?: (bytes: Uint8Array) => readonly Uint8Array[]
}

interface Waiting {
  readonly method: Method
  resolve(value: never): void
  reject(error: Error): void
}

export async function connectAbci(
  socketPath: string,
  options: AbciClientOptions = {},
): Promise<AbciClient> {
  const socket = createConnection(socketPath)
  await once(socket, 'connect')
  socket.on('error', () => {})
  const waiting: Waiting[] = []
  let sent: Promise<void> = Promise.resolve()

  const writeBytes = (bytes: Uint8Array): void => {
    if (options.cut === undefined) return void socket.write(bytes)
    const pieces = options.cut(bytes)
    sent = sent.then(async () => {
      for (const piece of pieces) {
        socket.write(piece)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
  }
  const expect = <M extends Method>(method: M): Promise<AnswerOf<M>> => {
    const answer = new Promise<AnswerOf<M>>((resolve, reject) => {
      if (socket.destroyed) reject(new ConnectionClosed(method))
      else waiting.push({ method, resolve, reject })
    })
    // The caller may have gone on without it.
    answer.catch(() => {})
    return answer
  }
  const closed = readAnswers(socket, waiting)

  return {
    socket,
    closed,
    writeBytes,
    call: (method, value) => {
      const answer = expect(method)
      void expect('flush')
      writeBytes(Buffer.concat([encodeRequest(method, value), encodeRequest('flush', {})]))
      return answer
    },
    send: (method, value) => {
      const answer = expect(method)
      writeBytes(encodeRequest(method, value))
      return answer
    },
    end: () => void socket.end(),
    kill: () => void socket.destroy(),
  }
}

/** A request with its length in front. */
export function encodeRequest<M extends Method>(method: M, value: ValueOf<M>): Uint8Array {
  const request = { value: { case: method, value } as RequestInit }
  return sizeDelimitedEncode(RequestSchema, create(RequestSchema, request))
}

async function readAnswers(socket: Socket, waiting: Waiting[]): Promise<void> {
  try {
    const limits = { readMaxBytes: 256 * 1024 * 1024 }
    for await (const { value } of sizeDelimitedDecodeStream(
      ResponseSchema,
      iterate(socket),
      limits,
    )) {
      const next = waiting.shift()
      if (next === undefined) throw new Error(`an answer to nothing: ${value.case}`)
      if (value.case === 'exception') next.reject(new AbciException(value.value.error))
      else if (value.case === next.method) next.resolve(value.value as never)
      else throw new Error(`the answer to ${next.method} is ${value.case}`)
    }
  } catch {
    // Broken or killed; whoever waits is told below.
  }
  socket.destroy()
  for (const each of waiting.splice(0)) each.reject(new ConnectionClosed(each.method))
}

async function* iterate(socket: Socket): AsyncGenerator<Uint8Array> {
  for await (const chunk of socket) yield chunk as Uint8Array
}
