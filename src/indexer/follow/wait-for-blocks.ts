/** Tells that there may be a new block. */
export interface BlockSignal {
  /** Resolves with the next sign of a block, or when the time is over. */
  next(timeoutMs: number): Promise<void>
  close(): void
}

const RECONNECT_MS = 2_000

/**
 * Listens to `newHeads` of a node over WebSocket, at the address of its HTTP. While there is no connection nothing is heard, and whoever waits wakes by
 * the time alone.
 */
export function openBlockSignal(rpcUrl: string): BlockSignal {
  const url = rpcUrl.replace(/^http/, 'ws')
  const waiting = new Set<() => void>()
  let closed = false
  let heard = false
  let socket: WebSocket | undefined
  let timer: NodeJS.Timeout | undefined

  const wake = (): void => {
    heard = true
    for (const resolve of waiting) resolve()
    waiting.clear()
  }
  const connect = (): void => {
    socket = new WebSocket(url)
    socket.addEventListener('open', () => {
      socket?.send('{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}')
      wake()
    })
    socket.addEventListener('message', wake)
    // An error is followed by a close.
    socket.addEventListener('error', () => undefined)
    socket.addEventListener('close', () => {
      if (closed) return
      timer = setTimeout(connect, RECONNECT_MS)
      timer.unref()
    })
  }
  connect()
  return {
    next: (timeoutMs) => {
      if (heard) {
        heard = false
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timeout)
          heard = false
          resolve()
        }
        const timeout = setTimeout(() => {
          waiting.delete(done)
          resolve()
        }, timeoutMs)
        waiting.add(done)
      })
    },
    close: () => {
      closed = true
      clearTimeout(timer)
      socket?.close()
      wake()
    },
  }
}
