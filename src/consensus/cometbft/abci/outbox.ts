import type { Socket } from 'node:net'
import { BinaryWriter } from '@bufbuild/protobuf/wire'
import { type AbciAnswer, encodeAnswer } from './messages.ts'

/** Answers on their way out of a connection. */
export interface Outbox {
  readonly heldBytes: number
  /** Holds an answer until the next `send`. */
  add(answer: AbciAnswer): void
  /** Writes what is held at once. Resolves when the peer has fetched enough for more to be written, or is gone. */
  send(): Promise<void>
}

export function createOutbox(socket: Socket): Outbox {
  let writer = new BinaryWriter()
  let heldBytes = 0
  return {
    get heldBytes() {
      return heldBytes
    },
    add: (answer) => {
      const message = encodeAnswer(answer)
      writer.bytes(message)
      heldBytes += message.length
    },
    send: async () => {
      if (heldBytes === 0 || socket.destroyed) return
      const bytes = writer.finish()
      // A writer keeps its room, which a large answer has made large.
      writer = new BinaryWriter()
      heldBytes = 0
      if (!socket.write(bytes)) await waitForRoom(socket)
    },
  }
}

function waitForRoom(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done)
      socket.off('close', done)
      resolve()
    }
    if (socket.destroyed) return resolve()
    socket.on('drain', done)
    socket.on('close', done)
  })
}
