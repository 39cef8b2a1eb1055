import { describe, expect, test } from 'vitest'
import type { Hex } from 'viem'
import type { Epoch } from '#sdk/reads/records.ts'
import type { NodeState } from './node-process.ts'
import { createNetworkWatch, type WatchedNode } from './network-watch.ts'

const EPOCH_BLOCKS = 10

/** A node that answers as it is told to. */
interface PlayedNode {
  readonly name: string
  height: number
  state: NodeState
  isCutOff: boolean
  isSilent: boolean
  /** The state that this node has after a block, where it is another one than that of the others. */
  readonly wrongHashes: Map<number, string>
}

function play(names: readonly string[], options: { readonly tellsFirst?: boolean } = {}) {
  let nowMs = 1_000_000
  /** Rounds of blocks that took more than one. */
  const rounds = new Map<number, number>()
  const nodes: PlayedNode[] = names.map((name) => ({
    name,
    height: 0,
    state: 'running',
    isCutOff: false,
    isSilent: false,
    wrongHashes: new Map(),
  }))
  const watch = createNetworkWatch({
    network: 'test',
    chainId: 7,
    dir: 'here',
    blockIntervalMs: 1_000,
    tellsFirst: options.tellsFirst ?? true,
    nowMs: () => nowMs,
    nodes: nodes.map((node) => watched(node, rounds)),
  })
  return {
    watch,
    rounds,
    node: (name: string) => {
      const found = nodes.find((one) => one.name === name)
      if (found === undefined) throw new Error(name)
      return found
    },
    /** All of them have this block now. */
    reach: (height: number) => {
      for (const node of nodes) node.height = height
    },
    pass: (milliseconds: number) => {
      nowMs += milliseconds
    },
  }
}

function watched(node: PlayedNode, rounds: ReadonlyMap<number, number>): WatchedNode {
  const answer = async <T>(value: () => T): Promise<T> => {
    if (node.isSilent) throw new Error('no answer')
    return value()
  }
  const appHash = (height: number): string => node.wrongHashes.get(height) ?? `0x${height}`
  const epochOf = (height: number): number => 1 + Math.floor((height - 1) / EPOCH_BLOCKS)
  return {
    name: node.name,
    isDelegate: !node.name.startsWith('f'),
    rpcUrl: `http://${node.name}`,
    state: () => node.state,
    isCutOff: () => node.isCutOff,
    ask: {
      status: () =>
        answer(() => ({
          height: node.height,
          appHash: appHash(node.height) as Hex,
          epoch: epochOf(node.height),
          peers: 3,
          pool: { pending: 2, queued: 1 },
        })),
      epoch: (number) => answer(() => epochRecord(number ?? epochOf(node.height))),
      block: (height) =>
        answer(() => ({
          timeMs: height * 1_000,
          epoch: epochOf(height),
          appHash: appHash(height),
        })),
      round: (height) => answer(() => rounds.get(height) ?? 0),
    },
  }
}

/** n1 produces, n2 verifies and missed two blocks. */
function epochRecord(epoch: number): Epoch {
  const seat = (name: string, producer: boolean) => ({ name, producer, delegate: name })
  const row = { delegate: 'n2', name: 'n2', produced: 1, missed: 2 }
  const startHeight = (epoch - 1) * EPOCH_BLOCKS + 1
  return {
    epoch,
    startHeight,
    electionHeight: startHeight + 6,
    endHeight: startHeight + EPOCH_BLOCKS - 1,
    set: { seats: [seat('n1', true), seat('n2', false)] },
    activity: [row],
  } as unknown as Epoch
}

describe('the watch over a testnet', () => {
  test('puts the answers of all nodes together', async () => {
    const { watch, reach, rounds, node } = play(['n1', 'n2', 'n3', 'f1'])
    rounds.set(3, 1)
    reach(4)
    node('n3').height = 2
    await watch.look()
    const view = watch.view()
    expect(view).toMatchObject({
      height: 4,
      agreedHeight: 2,
      intervalMs: 1_000,
      rounds: { blocks: 4, later: 1 },
      epoch: { epoch: 1, startHeight: 1, electionHeight: 7, endHeight: 10 },
      divergences: [],
    })
    expect(view.nodes.map(({ role }) => role)).toEqual(['producer', 'verifier', 'standby', 'full'])
    expect(view.nodes[1]).toMatchObject({ produced: 1, missed: 2 })
    expect(view.nodes[2]?.sample).toEqual({
      height: 2,
      epoch: 1,
      appHash: '0x2',
      peers: 3,
      pool: 3,
    })
  })

  test('tells every block once, and when an epoch begins', async () => {
    const { watch, reach, rounds } = play(['n1', 'n2'])
    reach(9)
    const first = await watch.look()
    expect(first.filter((one) => one.type === 'block').map((one) => one.height)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ])
    expect(first.at(-1)).toEqual({
      type: 'epoch',
      epoch: 1,
      startHeight: 1,
      producers: ['n1'],
      verifiers: ['n2'],
      missed: [],
    })
    expect(await watch.look()).toEqual([])
    rounds.set(11, 2)
    reach(11)
    expect(await watch.look()).toEqual([
      { type: 'block', height: 10, timeMs: 10_000, epoch: 1, round: 0 },
      { type: 'block', height: 11, timeMs: 11_000, epoch: 2, round: 2 },
      {
        type: 'epoch',
        epoch: 2,
        startHeight: 11,
        producers: ['n1'],
        verifiers: ['n2'],
        missed: [{ delegate: 'n2', blocks: 2 }],
      },
    ])
  })

  test('does not tell what was there before it came, but knows it', async () => {
    const { watch, reach } = play(['n1', 'n2'], { tellsFirst: false })
    reach(100)
    expect((await watch.look()).map((one) => one.type)).toEqual(['epoch'])
    expect(watch.view()).toMatchObject({ intervalMs: 1_000, rounds: { blocks: 51 } })
    reach(101)
    expect((await watch.look()).map((one) => one.type)).toEqual(['block', 'epoch'])
  })

  test('asks only nodes that run, and goes on when one is silent', async () => {
    const { watch, reach, node } = play(['n1', 'n2', 'n3'])
    reach(5)
    node('n1').isSilent = true
    node('n2').state = 'paused'
    await watch.look()
    const { nodes, height } = watch.view()
    expect(height).toBe(5)
    expect(nodes.map((one) => one.sample?.height)).toEqual([undefined, undefined, 5])
    // What it last said is not shown any more once it is gone.
    node('n3').state = 'killed'
    expect(watch.view().nodes[2]?.sample).toBeUndefined()
    await watch.look()
    expect(watch.view()).toMatchObject({ height: 5, agreedHeight: 5 })
  })

  test('a node that is cut off keeps nobody back', async () => {
    const { watch, reach, node } = play(['n1', 'n2'])
    reach(8)
    Object.assign(node('n2'), { isCutOff: true, height: 3 })
    await watch.look()
    expect(watch.view()).toMatchObject({ height: 8, agreedHeight: 8 })
  })

  test('sees a node that came to another state, even one that stopped there', async () => {
    const { watch, reach, node } = play(['n1', 'n2', 'n3'])
    reach(5)
    await watch.look()
    node('n3').wrongHashes.set(6, '0xbad')
    reach(8)
    node('n3').height = 6
    const news = await watch.look()
    const groups = [
      { appHash: '0xbad', nodes: ['n3'] },
      { appHash: '0x6', nodes: ['n1'] },
    ]
    expect(news).toContainEqual({ type: 'divergence', height: 6, groups })
    expect(watch.view().divergences).toEqual([{ height: 6, groups }])
    expect((await watch.look()).filter((one) => one.type === 'divergence')).toEqual([])
  })

  test('says once that there are no blocks any more', async () => {
    const { watch, reach, pass } = play(['n1'])
    reach(5)
    await watch.look()
    pass(9_999)
    expect(await watch.look()).toEqual([])
    pass(1)
    expect(await watch.look()).toEqual([{ type: 'stalled', height: 5, seconds: 10 }])
    expect(watch.view().sinceBlockMs).toBe(10_000)
    pass(10_000)
    expect(await watch.look()).toEqual([])
    reach(6)
    await watch.look()
    expect(watch.view().sinceBlockMs).toBe(0)
    pass(10_000)
    expect((await watch.look()).map((one) => one.type)).toEqual(['stalled'])
  })
})
