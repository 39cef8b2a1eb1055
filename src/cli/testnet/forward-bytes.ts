import type { Socket } from 'node:net'

/** What may be under way in one direction of a slow line. */
const MOST_BYTES = 8 * 1024 * 1024

/** Passes on what `source` receives, in its order, each piece `latencyMs` after it came. Reads no faster than `target` takes. */
export function forwardBytes(source: Socket, target: Socket, latencyMs: () => number): void {
  const waiting: { readonly piece: Buffer; readonly dueMs: number }[] = []
  let waitingBytes = 0
  let timer: NodeJS.Timeout | undefined

  const write = (piece: Buffer): void => {
    if (target.writable && !target.write(piece)) source.pause()
  }
  const passDue = (): void => {
    timer = undefined
    while (waiting[0] !== undefined && waiting[0].dueMs <= performance.now()) {
      const { piece } = waiting[0]
      waiting.shift()
      waitingBytes -= piece.length
      write(piece)
    }
    wait()
    if (waitingBytes < MOST_BYTES && !target.writableNeedDrain) source.resume()
  }
  const wait = (): void => {
    if (waiting[0] === undefined || timer !== undefined) return
    timer = setTimeout(passDue, Math.max(0, waiting[0].dueMs - performance.now()))
  }

  source.on('data', (piece: Buffer) => {
    const delayMs = latencyMs()
    if (delayMs === 0 && waiting.length === 0) {
      write(piece)
      return
    }
    waiting.push({ piece, dueMs: performance.now() + delayMs })
    waitingBytes += piece.length
    if (waitingBytes >= MOST_BYTES) source.pause()
    wait()
  })
  target.on('drain', () => {
    if (waitingBytes < MOST_BYTES) source.resume()
  })
  const end = (): void => {
    clearTimeout(timer)
    waiting.length = 0
  }
  source.once('close', end)
  target.once('close', end)
}
