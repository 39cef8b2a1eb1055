import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'

/** Clients that listen, and how to wait until all heard of a block. */
export interface Listeners {
  heard(height: number): Promise<number>
  close(): void
}

/** Opens `count` streams. */
export async function openListeners(url: string, count: number): Promise<Listeners> {
  const agent = new Agent({ keepAlive: true, maxSockets: count })
  const waiting = new Map<number, { left: number; resolve: (time: number) => void }>()
  const responses: IncomingMessage[] = []
  const onText = (text: string): void => {
    for (const [, height] of text.matchAll(
      /event: block\ndata: \{"kind":"block","height":(\d+)/g,
    )) {
      const entry = waiting.get(Number(height))
      if (entry !== undefined && --entry.left === 0) entry.resolve(performance.now())
    }
  }
  for (let opened = 0; opened < count; opened += 50) {
    const some = Math.min(50, count - opened)
    responses.push(
      ...(await Promise.all(Array.from({ length: some }, () => open(url, agent, onText)))),
    )
  }
  return {
    heard: (height) =>
      new Promise((resolve) => {
        waiting.set(height, { left: count, resolve })
      }),
    close: () => {
      for (const response of responses) response.destroy()
      agent.destroy()
    },
  }
}

/** Opens `count` streams from which nothing is ever read. */
export async function openStalled(
  url: string,
  count: number,
): Promise<{ readonly close: () => void }> {
  const { hostname, port, pathname, search } = new URL(url)
  const sockets = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(Number(port), hostname)
      socket.pause()
      socket.on('error', () => undefined)
      await new Promise((resolve) => {
        socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`, resolve)
      })
      return socket
    }),
  )
  return {
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

function open(url: string, agent: Agent, onText: (text: string) => void): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`))
      let rest = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        const whole = rest + text
        const end = whole.lastIndexOf('\n\n') + 2
        rest = end < 2 ? whole : whole.slice(end)
        if (end >= 2) onText(whole.slice(0, end))
      })
      response.on('error', () => undefined)
      response.once('data', () => resolve(response))
    }).on('error', reject)
  })
}
