import { connect, createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Links, openLinks } from './links.ts'
import { portOf } from './ports.ts'

// Three nodes: a dials b and c, b dials c. Each answers with its name and then with what it is sent.
let servers: Map<string, Server>
/** Connections that have arrived at a node. */
let arrived: Map<string, Socket[]>
let links: Links
let clients: Socket[]

beforeEach(async () => {
  servers = new Map()
  arrived = new Map()
  clients = []
  for (const name of ['a', 'b', 'c']) {
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => undefined)
      socket.write(name)
      socket.on('data', (piece) => socket.write(piece))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    servers.set(name, server)
    arrived.set(name, sockets)
  }
  const dials = [
    { from: 'a', to: 'b' },
    { from: 'a', to: 'c' },
    { from: 'b', to: 'c' },
  ]
  links = await openLinks(dials, (name) => {
    const server = servers.get(name)
    return server === undefined ? 0 : portOf(server)
  })
})

afterEach(async () => {
  for (const client of clients) client.destroy()
  await links.close()
  for (const server of servers.values()) server.close()
})

interface Caller {
  readonly socket: Socket
  readonly closed: Promise<unknown>
  /** Resolves when just this came after what was heard before; rejects when something else did. */
  hears(text: string): Promise<void>
}

function dial(from: string, to: string): Caller {
  const socket = connect(links.port(from, to), '127.0.0.1')
  clients.push(socket)
  socket.on('error', () => undefined)
  let heard = ''
  socket.setEncoding('utf8').on('data', (piece: string) => {
    heard += piece
  })
  return {
    socket,
    closed: once(socket, 'close'),
    hears: async (text) => {
      while (heard.length < text.length) await once(socket, 'data')
      expect(heard.slice(0, 100)).toBe(text.slice(0, 100))
      expect(heard === text).toBe(true)
      heard = ''
    },
  }
}

describe('lines between nodes', () => {
  test('carry bytes both ways, however many', async () => {
    const caller = dial('a', 'b')
    await caller.hears('b')
    const text = 'x'.repeat(3_000_000)
    caller.socket.write(text)
    await caller.hears(text)
  })

  test('are closed by a cut and stay shut until they are healed', async () => {
    const cut = dial('a', 'b')
    const kept = dial('a', 'c')
    await Promise.all([cut.hears('b'), kept.hears('c')])
    const atNodeClosed = once(arrived.get('b')?.[0] as Socket, 'close')
    links.cut(['b'], ['a', 'c'])
    await Promise.all([cut.closed, atNodeClosed])
    expect(links.isCut('a', 'b')).toBe(true)
    expect(links.isCut('c', 'b')).toBe(true)
    expect(links.isCut('a', 'c')).toBe(false)
    const refused = dial('a', 'b')
    await refused.closed
    expect(arrived.get('b')).toHaveLength(1)
    kept.socket.write('still here')
    await kept.hears('still here')
    links.heal(['b'], ['a'])
    await dial('a', 'b').hears('b')
    expect(links.isCut('b', 'c')).toBe(true)
    links.heal()
    await dial('b', 'c').hears('c')
  })

  test.each([
    ['the one that dialled', 'dialled'],
    ['the other one', 'arrived'],
  ])('close the far end when %s goes away', async (_, which) => {
    const caller = dial('a', 'b')
    await caller.hears('b')
    const atNode = arrived.get('b')?.[0] as Socket
    const [near, far] = which === 'dialled' ? [caller.socket, atNode] : [atNode, caller.socket]
    far.resume()
    const closed = once(far, 'close')
    near.destroy()
    await closed
  })

  test('close when the node that is dialled is not there', async () => {
    const server = servers.get('b') as Server
    await new Promise((resolve) => server.close(resolve))
    // Its port is known no more, as that of a dead node leads nowhere.
    servers.delete('b')
    const caller = dial('a', 'b')
    await caller.closed
  })

  test('hold bytes back for the latency, in their order', async () => {
    const caller = dial('a', 'b')
    await caller.hears('b')
    links.setLatencyMs(40)
    const sentMs = performance.now()
    caller.socket.write('one ')
    caller.socket.write('two ')
    await caller.hears('one two ')
    // There and back; a lower bound, which a slow machine does not break.
    expect(performance.now() - sentMs).toBeGreaterThanOrEqual(79)
    caller.socket.write('three ')
    links.setLatencyMs(0)
    caller.socket.write('four')
    await caller.hears('three four')
  })

  test('are there only where somebody dials', () => {
    expect(() => links.port('b', 'a')).toThrow('b does not dial a')
  })
})
