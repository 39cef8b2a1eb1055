import { type EnginePlace, enginePlace, findEngine } from '../../src/cli/testnet/engine-process.ts'
import type {
  BlocksQuestion,
  BouleNodeOptions,
  BouleNodeReady,
  ProfileQuestion,
  SeenBlock,
} from './boule-node-process.ts'
import { cometbftPath } from './bench-folder.ts'
import { type Child, startChild } from './child-process.ts'
import type { NetworkShape } from './cluster-genesis.ts'
import { waitFor } from './figures.ts'
import { type Member, planMembers } from './members.ts'
import { cpuSeconds } from './process-usage.ts'

/** A node of a network, running or not. */
export interface ClusterNode {
  readonly member: Member
  /** Where its JSON-RPC is. */
  readonly url: URL
  readonly ready: BouleNodeReady
  readonly pid: number
  readonly enginePid: number | undefined
  /** Blocks that it has committed since its start. */
  blocksAbove(height: number): Promise<readonly SeenBlock[]>
  /** Height of the last block that it has committed since its start; 0 before. */
  height(): Promise<number>
  /** Begins a profile of its main thread, or ends it and writes it to a file. */
  profile(file?: string): Promise<void>
  /** SIGKILL, to its CometBFT as well. */
  kill(): Promise<void>
  /** Starts it again on what is on its disk, or for the first time. */
  start(extra?: Pick<BouleNodeOptions, 'stateSync'>): Promise<void>
  stop(): Promise<void>
}

export interface Cluster {
  readonly nodes: readonly ClusterNode[]
  stop(): Promise<void>
}

export interface ClusterOptions {
  readonly folder: string
  readonly shape: Omit<NetworkShape, 'genesisTimeMs'>
  /** Planned beside the delegates; they follow, and are not started. */
  readonly followers?: number
  readonly poolTransactions?: number
  readonly relayAfterMs?: number
  readonly snapshotEvery?: number
}

const POOL_TRANSACTIONS = 100_000

/** Starts a network of Boule nodes, each with a CometBFT, and resolves when all have committed the third block. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { nodes: count } = options.shape
  const members = await planMembers(options.folder, count + (options.followers ?? 0))
  const binary = cometbftPath()
  const shape = { ...options.shape, genesisTimeMs: Date.now() }
  const nodes = members.map((member, index) =>
    createNode({
      member,
      binary,
      shape,
      isDelegate: index < count,
      poolTransactions: options.poolTransactions ?? POOL_TRANSACTIONS,
      relayAfterMs: options.relayAfterMs ?? 0,
      ...(options.snapshotEvery === undefined ? {} : { snapshotEvery: options.snapshotEvery }),
    }),
  )
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()))
  }
  try {
    const delegates = nodes.slice(0, count)
    await Promise.all(delegates.map((node) => node.start()))
    await waitFor('the first blocks', async () => {
      const heights = await Promise.all(delegates.map((node) => node.height()))
      return Math.min(...heights) >= 3 ? heights : undefined
    })
    return { nodes, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function createNode(options: BouleNodeOptions): ClusterNode {
  const { member } = options
  const place: EnginePlace = enginePlace(member.dir)
  let child: Child<BouleNodeReady> | undefined
  const running = (): Child<BouleNodeReady> => {
    if (child === undefined) throw new Error(`${member.name} does not run`)
    return child
  }
  const blocksAbove = (above: number): Promise<readonly SeenBlock[]> => {
    const question: BlocksQuestion = { what: 'blocks', above }
    return running().ask(question)
  }
  return {
    member,
    url: new URL(`http://127.0.0.1:${member.ports.rpc}`),
    get ready() {
      return running().ready
    },
    get pid() {
      return running().pid
    },
    get enginePid() {
      return findEngine(place)
    },
    blocksAbove,
    profile: async (file) => {
      const question: ProfileQuestion = { what: 'profile', ...(file === undefined ? {} : { file }) }
      await running().ask(question)
    },
    height: async () => (await blocksAbove(0)).at(-1)?.height ?? 0,
    kill: async () => {
      const engine = findEngine(place)
      const gone = child?.kill()
      if (engine !== undefined) process.kill(engine, 'SIGKILL')
      await gone
      child = undefined
    },
    start: async (extra = {}) => {
      child = await startChild<BouleNodeReady>({
        file: 'boule-node-process.ts',
        options: { ...options, ...extra },
      })
    },
    stop: async () => {
      await child?.stop()
      child = undefined
    },
  }
}

/** Processor seconds so far of all nodes, and of their CometBFTs. */
export function readCpu(nodes: readonly ClusterNode[]): {
  readonly nodes: readonly number[]
  readonly engines: readonly number[]
} {
  return {
    nodes: nodes.map((node) => cpuSeconds(node.pid)),
    engines: nodes.map((node) => cpuSeconds(node.enginePid)),
  }
}
