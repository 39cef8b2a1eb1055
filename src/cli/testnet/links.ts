import { connect, createServer, type Server, type Socket } from 'node:net'
import { forwardBytes } from './forward-bytes.ts'
import { portOf } from './ports.ts'
import type { Dial } from './topology.ts'

/** The lines between nodes, each of which goes through this process, where it can be cut. */
export interface Links {
  /** Where `from` finds `to`, on this machine. Throws `Error` when it does not dial it. */
  port(from: string, to: string): number
  /** Closes every line between a node of one group and one of the other, and opens none until they are healed. */
  cut(one: readonly string[], other: readonly string[]): void
  /** Takes cuts back: those between the two groups, or all. Nodes dial again by themselves. */
  heal(one?: readonly string[], other?: readonly string[]): void
  isCut(one: string, other: string): boolean
  /** Time that every byte takes from one node to another, from now on. */
  setLatencyMs(latencyMs: number): void
  close(): Promise<void>
}

interface Line {
  readonly dial: Dial
  readonly server: Server
  /** Both ends of every connection. */
  readonly sockets: Set<Socket>
}

/** Opens a listener for each link. `targetPort` is where a node is reached really. */
export async function openLinks(
  dials: readonly Dial[],
  targetPort: (name: string) => number,
): Promise<Links> {
  const cuts = new Set<string>()
  let latencyMs = 0
  const open = (dial: Dial): Promise<Line> => {
    const sockets = new Set<Socket>()
    const server = createServer((incoming) => {
      if (cuts.has(pairOf(dial.from, dial.to))) {
        incoming.destroy()
        return
      }
      joinSockets(incoming, targetPort(dial.to), sockets, () => latencyMs)
    })
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', () => resolve({ dial, server, sockets }))
    })
  }
  const lines = await Promise.all(dials.map(open))
  const dropCut = (): void => {
    for (const { dial, sockets } of lines) {
      if (!cuts.has(pairOf(dial.from, dial.to))) continue
      for (const socket of sockets) socket.destroy()
    }
  }
  return {
    port: (from, to) => {
      const line = lines.find(({ dial }) => dial.from === from && dial.to === to)
      if (line === undefined) throw new Error(`${from} does not dial ${to}`)
      return portOf(line.server)
    },
    cut: (one, other) => {
      for (const pair of pairsBetween(one, other)) cuts.add(pair)
      dropCut()
    },
    heal: (one, other) => {
      if (one === undefined || other === undefined) cuts.clear()
      else for (const pair of pairsBetween(one, other)) cuts.delete(pair)
    },
    isCut: (one, other) => cuts.has(pairOf(one, other)),
    setLatencyMs: (wantedMs) => {
      latencyMs = wantedMs
    },
    close: async () => {
      await Promise.all(
        lines.map(({ server, sockets }) => {
          for (const socket of sockets) socket.destroy()
          return new Promise<void>((resolve) => server.close(() => resolve()))
        }),
      )
    },
  }
}

function joinSockets(
  incoming: Socket,
  targetPort: number,
  sockets: Set<Socket>,
  latencyMs: () => number,
): void {
  const outgoing = connect({ port: targetPort, host: '127.0.0.1' })
  for (const [socket, peer] of [
    [incoming, outgoing],
    [outgoing, incoming],
  ] as const) {
    sockets.add(socket)
    socket.setNoDelay(true)
    // The other end learns of every end, and of a node that is not there, by the close.
    socket.on('error', () => undefined)
    socket.once('close', () => {
      sockets.delete(socket)
      peer.destroySoon()
    })
    forwardBytes(socket, peer, latencyMs)
  }
}

function pairOf(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}

function pairsBetween(one: readonly string[], other: readonly string[]): readonly string[] {
  return one.flatMap((name) =>
    other.filter((peer) => peer !== name).map((peer) => pairOf(name, peer)),
  )
}
