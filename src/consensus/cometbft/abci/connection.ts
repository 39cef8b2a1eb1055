import type { Socket } from 'node:net'
import type { EngineLog } from '../engine-log.ts'
import { createFrameReader } from './frame-reader.ts'
import { type AbciAnswer, type AbciRequest, decodeRequest } from './messages.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { MalformedRequest, RefusedRequest } from './request-errors.ts'

/** More than the largest block (100 MiB) or chunk of a snapshot (16 MiB). */
export const MAX_REQUEST_BYTES = 128 * 1024 * 1024

/** Answers are sent when they are this long, even if nobody has asked for a flush. */
const MAX_HELD_BYTES = 64 * 1024

export interface ConnectionOptions {
  readonly socket: Socket
  readonly log: EngineLog
  /** `undefined` closes the connection without an answer. May throw `MalformedRequest` and `RefusedRequest`. */
  readonly answer: (request: AbciRequest) => Promise<AbciAnswer | undefined>
  /** Anything else that `answer` throws, or an answer that cannot be written. */
  readonly onUnexpected: (during: string, error: unknown) => void
}

/**
 * Answers the requests of a connection, each after the one before, until it closes or sends what is no request. Nothing more is read
 * while requests wait to be answered or answers to be fetched: a connection holds what was read at once and one request at most.
 * Answers go out with the answer to Flush, and when all that was read is answered.
 */
export async function serveConnection(options: ConnectionOptions): Promise<void> {
  const { socket, log } = options
  // Without a listener an error would end the process. The loop below ends by itself.
  socket.on('error', (error) => log.debug('abci connection broke', { error: error.message }))
  const outbox = createOutbox(socket)
  try {
    await answerAll(options, outbox)
  } catch (error) {
    if (error instanceof RefusedRequest) {
      log.error('abci request refused', { error: error.message })
      outbox.add({ case: 'exception', value: { error: error.message } })
    } else if (!socket.destroyed) {
      log.warn('abci connection closed', {
        error: error instanceof Error ? error.message : String(error),
      })
    }
    await outbox.send()
  }
  socket.destroySoon()
}

async function answerAll({ socket, answer, onUnexpected }: ConnectionOptions, outbox: Outbox) {
  const answerOne = async (request: AbciRequest): Promise<boolean> => {
    try {
      const given = await answer(request)
      if (given === undefined || socket.destroyed) return false
      outbox.add(given)
      return true
    } catch (error) {
      if (error instanceof MalformedRequest || error instanceof RefusedRequest) throw error
      onUnexpected(request.case, error)
      return false
    }
  }
  const frames = createFrameReader(MAX_REQUEST_BYTES)
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    for (const frame of frames.read(chunk)) {
      const request = decodeRequest(frame)
      if (!(await answerOne(request))) return
      if (request.case === 'flush' || outbox.heldBytes >= MAX_HELD_BYTES) await outbox.send()
    }
    await outbox.send()
  }
  if (frames.isInside) throw new MalformedRequest('it ended in the middle of a request')
}
