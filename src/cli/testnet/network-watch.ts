import type { Epoch } from '#sdk/reads/records.ts'
import { createAppHashes } from './app-hashes.ts'
import type { NodeQuestions } from './ask-node.ts'
import type { NodeState } from './node-process.ts'
import type { NodeRole, NodeSample, NodeView, TestnetNews, TestnetView } from './testnet-view.ts'

/** A node as it is watched. */
export interface WatchedNode {
  readonly name: string
  readonly isDelegate: boolean
  readonly rpcUrl: string
  readonly ask: NodeQuestions
  state(): NodeState
  isCutOff(): boolean
}

/** Asks all nodes where they stand, and puts their answers together. */
export interface NetworkWatch {
  /** Asks once. Returns what became known by it. Never rejects: a node that does not answer is a fact, too. */
  look(): Promise<readonly TestnetNews[]>
  /** As of the last look; of the nodes themselves as of now. */
  view(): TestnetView
}

export interface NetworkWatchOptions {
  readonly network: string
  readonly chainId: number
  readonly dir: string
  readonly blockIntervalMs: number
  readonly nodes: readonly WatchedNode[]
  /** Whether the blocks that are there at the first look are news, too. */
  readonly tellsFirst: boolean
  readonly nowMs: () => number
}

interface SeenBlock {
  readonly height: number
  readonly timeMs: number
  readonly round: number | undefined
}

/** Blocks over which interval and rounds are taken. */
const KEPT_BLOCKS = 51
/** Without a block for so many intervals, and so long, a network has stalled. */
const STALL_INTERVALS = 10
const STALL_MS = 10_000

export function createNetworkWatch(options: NetworkWatchOptions): NetworkWatch {
  const { nodes, nowMs } = options
  const appHashes = createAppHashes()
  let samples: ReadonlyMap<string, NodeSample> = new Map()
  let blocks: readonly SeenBlock[] = []
  let epoch: Epoch | undefined
  let lastProgressMs = nowMs()
  let isStalled = false
  let tells = options.tellsFirst

  const readSample = async (node: WatchedNode): Promise<NodeSample | undefined> => {
    if (node.state() !== 'running') return undefined
    const status = await node.ask.status().catch(() => undefined)
    if (status === undefined) return undefined
    const { height, appHash, peers, pool } = status
    return { height, appHash, peers, epoch: status.epoch, pool: pool.pending + pool.queued }
  }

  const readBlocks = async (node: WatchedNode, head: number): Promise<readonly TestnetNews[]> => {
    const news: TestnetNews[] = []
    const first = Math.max((blocks.at(-1)?.height ?? 0) + 1, head - KEPT_BLOCKS + 1)
    for (let height = first; height <= head; height++) {
      const [block, round] = await Promise.all([
        node.ask.block(height),
        node.ask.round(height).catch(() => undefined),
      ])
      news.push(...noteHash(node.name, height, block.appHash))
      if (tells)
        news.push({ type: 'block', height, timeMs: block.timeMs, epoch: block.epoch, round })
      blocks = [...blocks, { height, timeMs: block.timeMs, round }].slice(-KEPT_BLOCKS)
    }
    return news
  }

  const noteHash = (node: string, height: number, appHash: string): readonly TestnetNews[] => {
    const divergence = appHashes.note(node, height, appHash)
    return divergence === undefined ? [] : [{ type: 'divergence', ...divergence }]
  }

  const readEpoch = async (node: WatchedNode): Promise<readonly TestnetNews[]> => {
    const before = epoch
    const now = await node.ask.epoch()
    // A node that is behind must not turn the clock back.
    if (before !== undefined && now.epoch < before.epoch) return []
    epoch = now
    if (now.epoch === before?.epoch) return []
    const past =
      now.epoch > 1 ? await node.ask.epoch(now.epoch - 1).catch(() => undefined) : undefined
    return [describeEpoch(now, past)]
  }

  const noteStall = (height: number, hadHeight: number): readonly TestnetNews[] => {
    if (height > hadHeight) {
      lastProgressMs = nowMs()
      isStalled = false
    }
    const stalledMs = nowMs() - lastProgressMs
    const limitMs = Math.max(STALL_MS, STALL_INTERVALS * options.blockIntervalMs)
    if (isStalled || stalledMs < limitMs) return []
    isStalled = true
    return [{ type: 'stalled', height, seconds: Math.round(stalledMs / 1000) }]
  }

  const look = async (): Promise<readonly TestnetNews[]> => {
    const answers = await Promise.all(nodes.map(readSample))
    const pairs = nodes.flatMap((node, index) => {
      const sample = answers[index]
      return sample === undefined ? [] : [{ node, sample }]
    })
    samples = new Map(pairs.map(({ node, sample }) => [node.name, sample]))
    const news = pairs.flatMap(({ node, sample }) =>
      noteHash(node.name, sample.height, sample.appHash),
    )
    const hadHeight = blocks.at(-1)?.height ?? 0
    const best = pairs.toSorted((a, b) => b.sample.height - a.sample.height)[0]
    if (best !== undefined) {
      // What it does not answer now, it or another does at the next look.
      news.push(...(await readBlocks(best.node, best.sample.height).catch(() => [])))
      news.push(...(await readEpoch(best.node).catch(() => [])))
    }
    tells ||= blocks.length > 0
    return [...news, ...noteStall(blocks.at(-1)?.height ?? 0, hadHeight)]
  }

  const viewNode = (node: WatchedNode): NodeView => {
    const state = node.state()
    const activity = epoch?.activity.find((row) => row.name === node.name)
    return {
      name: node.name,
      rpcUrl: node.rpcUrl,
      role: node.isDelegate ? roleOf(node.name, epoch) : 'full',
      state,
      isCutOff: node.isCutOff(),
      sample: state === 'running' ? samples.get(node.name) : undefined,
      produced: activity?.produced ?? 0,
      missed: activity?.missed ?? 0,
    }
  }

  return {
    look,
    view: () => {
      const seen = nodes.map(viewNode)
      const connected = seen.flatMap(({ sample, isCutOff }) =>
        sample === undefined || isCutOff ? [] : [sample.height],
      )
      const height = blocks.at(-1)?.height ?? 0
      return {
        network: options.network,
        chainId: options.chainId,
        dir: options.dir,
        height,
        agreedHeight: Math.min(height, ...connected),
        sinceBlockMs: nowMs() - lastProgressMs,
        intervalMs: medianInterval(blocks),
        rounds: countRounds(blocks),
        epoch,
        nodes: seen,
        divergences: appHashes.divergences(),
      }
    },
  }
}

function roleOf(name: string, epoch: Epoch | undefined): NodeRole {
  const seat = epoch?.set?.seats.find((one) => one.name === name)
  if (seat === undefined) return 'standby'
  return seat.producer ? 'producer' : 'verifier'
}

function describeEpoch(now: Epoch, past: Epoch | undefined): TestnetNews {
  const seats = (isProducer: boolean): readonly string[] =>
    (now.set?.seats ?? [])
      .filter((seat) => seat.producer === isProducer)
      .map((seat) => seat.name ?? seat.delegate)
  return {
    type: 'epoch',
    epoch: now.epoch,
    startHeight: now.startHeight,
    producers: seats(true),
    verifiers: seats(false),
    missed: (past?.activity ?? [])
      .filter((row) => row.missed > 0)
      .map((row) => ({ delegate: row.name ?? row.delegate, blocks: row.missed })),
  }
}

function medianInterval(blocks: readonly SeenBlock[]): number | undefined {
  const intervals = blocks
    .slice(1)
    .map((block, index) => block.timeMs - (blocks[index]?.timeMs ?? 0))
    .toSorted((a, b) => a - b)
  return intervals[Math.floor(intervals.length / 2)]
}

function countRounds(blocks: readonly SeenBlock[]): TestnetView['rounds'] {
  const known = blocks.filter((block) => block.round !== undefined)
  return { blocks: known.length, later: known.filter((block) => block.round !== 0).length }
}
