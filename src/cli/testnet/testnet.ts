import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Genesis } from '#params/genesis.ts'
import { lockDirectory } from '#state/lock.ts'
import { CliError } from '../cli-error.ts'
import { makeFolder } from '../make-folder.ts'
import { enginePlace } from './engine-process.ts'
import { findProgram } from './find-program.ts'
import { type Guard, startGuard } from './guard.ts'
import { type Links, openLinks } from './links.ts'
import { nodeArguments } from './node-arguments.ts'
import { createNodeProcess, type NodeProcess, type NodeState } from './node-process.ts'
import { DEFAULT_BASE_PORT, type NodePorts, planPorts } from './ports.ts'
import { createPartition, type Partition } from './partition.ts'
import {
  emptyTestnetFolder,
  markAsRun,
  type NodeHome,
  openTestnetFolder,
  type TestnetFolder,
} from './testnet-folder.ts'
import type { TestnetShape } from './testnet-shape.ts'
import { planDials } from './topology.ts'

export interface TestnetOptions {
  readonly dir: string
  /** What a new testnet looks like; one that is there must be so. */
  readonly shape?: Partial<TestnetShape>
  /** Forgets the testnet that is there. */
  readonly reset?: boolean
  /** Ports are counted from here; 0 takes any that are free. */
  readonly basePort?: number
  /** Connects the nodes without the lines that can be cut. */
  readonly isDirect?: boolean
  readonly cometbftPath?: string
  readonly logLevel?: string
  readonly onEvent?: (event: TestnetEvent) => void
  /** Gives up while nodes are being started. */
  readonly signal?: AbortSignal
  /** Run by Node in place of `bin/boule`: the same file for all, or chosen by the name of the node. */
  readonly program?: string | ((name: string) => string)
}

/** Something happened to a node: it changed its state, or its links did. */
export interface TestnetEvent {
  readonly node: string
  readonly what: NodeState | 'cut-off' | 'linked'
  /** Why it failed. */
  readonly problem: string | undefined
}

export interface TestnetNode {
  readonly name: string
  /** Signs for a delegate of the same name; else it only follows. */
  readonly isDelegate: boolean
  readonly dir: string
  readonly logFile: string
  readonly ports: NodePorts
  readonly rpcUrl: string
  readonly metricsUrl: string
  /** RPC of its CometBFT. */
  readonly engineUrl: string
  state(): NodeState
  isCutOff(): boolean
}

/** A network of processes on this machine. */
export interface Testnet {
  readonly dir: string
  /** It has not run before. */
  readonly isNew: boolean
  readonly shape: TestnetShape
  readonly genesis: Genesis
  readonly genesisFile: string
  readonly nodes: readonly TestnetNode[]
  /** Undefined for one that is connected directly. */
  readonly links: Links | undefined
  /** Throws `CliError` when there is none of this name. */
  node(name: string): TestnetNode
  /** Each works on the named nodes, `all` for all, one call after another. Rejects with `CliError`. */
  kill(names: readonly string[]): Promise<void>
  pause(names: readonly string[]): Promise<void>
  /** Cuts the named nodes off from all others; with one another they stay connected. */
  partition(names: readonly string[]): Promise<void>
  /** Undoes whatever was done to them, and starts those that failed. Resolves when they answer. */
  heal(names: readonly string[]): Promise<void>
  stop(): Promise<void>
}

/** Starts a testnet and resolves when every node answers. Throws `CliError` or `StorageError`; nothing runs any more then. */
export async function startTestnet(options: TestnetOptions): Promise<Testnet> {
  makeFolder(options.dir)
  const lock = lockDirectory(options.dir)
  try {
    if (options.reset === true) emptyTestnetFolder(options.dir)
    const folder = await openTestnetFolder(options.dir, options.shape ?? {})
    const running = await runNodes(folder, options)
    return { ...running, stop: () => running.stop().finally(lock.release) }
  } catch (error) {
    lock.release()
    throw error
  }
}

interface Member {
  readonly node: TestnetNode
  readonly process: NodeProcess
}

async function runNodes(folder: TestnetFolder, options: TestnetOptions): Promise<Testnet> {
  // Looked for before anything is open that would have to be closed again.
  const { program = findProgram() } = options
  const names = folder.homes.map((home) => home.name)
  const ports = await planPorts(names, options.basePort ?? DEFAULT_BASE_PORT)
  const dials = planDials(names)
  const links =
    options.isDirect === true
      ? undefined
      : await openLinks(dials, (name) => ports.get(name)?.p2p ?? 0)
  const guard = startGuard()
  const partition = createPartition(names, links)
  const members = folder.homes.map((home) => {
    const peers = dials
      .filter((dial) => dial.from === home.name)
      .map(({ from, to }) => {
        const peer = folder.homes.find((other) => other.name === to)
        return `${peer?.nodeId}@127.0.0.1:${links?.port(from, to) ?? ports.get(to)?.p2p}`
      })
    return createMember({
      home,
      peers,
      ports: portsOf(ports, home),
      folder,
      options,
      program: typeof program === 'function' ? program(home.name) : program,
      guard,
      partition,
    })
  })
  const stop = async (): Promise<void> => {
    await Promise.all(members.map((member) => member.process.stop()))
    guard.close()
    await links?.close()
  }
  const { signal } = options
  const giveUp = (): void => void stop()
  signal?.addEventListener('abort', giveUp)
  try {
    signal?.throwIfAborted()
    await startMembers(members)
    signal?.throwIfAborted()
    markAsRun(folder)
  } catch (error) {
    await stop()
    throw error
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
  return createTestnet(folder, members, partition, links, options.onEvent, stop)
}

function portsOf(ports: ReadonlyMap<string, NodePorts>, home: NodeHome): NodePorts {
  const found = ports.get(home.name)
  if (found === undefined) throw new Error(`no ports are planned for ${home.name}`)
  return found
}

function createMember(context: {
  readonly home: NodeHome
  readonly peers: readonly string[]
  readonly ports: NodePorts
  readonly folder: TestnetFolder
  readonly options: TestnetOptions
  readonly program: string
  readonly guard: Guard
  readonly partition: Partition
}): Member {
  const { home, ports, folder, options, program, partition } = context
  const { name } = home
  const logFile = path.join(home.dir, 'node.log')
  const process = createNodeProcess({
    name,
    program,
    args: nodeArguments({
      genesisFile: folder.genesisFile,
      home,
      ports,
      peers: context.peers,
      networkSize: folder.homes.length,
      cometbftPath: options.cometbftPath,
      logLevel: options.logLevel ?? 'info',
    }),
    logFile,
    engine: enginePlace(home.dir),
    guard: context.guard,
    onState: (state) => {
      const problem = state === 'failed' ? process.problem() : undefined
      options.onEvent?.({ node: name, what: state, problem })
    },
  })
  const node: TestnetNode = {
    name,
    isDelegate: home.keyFile !== undefined,
    dir: home.dir,
    logFile,
    ports,
    rpcUrl: `http://127.0.0.1:${ports.rpc}`,
    metricsUrl: `http://127.0.0.1:${ports.metrics}/metrics`,
    engineUrl: `http://127.0.0.1:${ports.engine}`,
    state: process.state,
    isCutOff: () => partition.isCutOff(name),
  }
  return { node, process }
}

/** A few at a time: the start of a node is the hardest work that it does. Ends with the first that fails. */
async function startMembers(members: readonly Member[]): Promise<void> {
  const waiting = [...members]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await next.process.start().catch((error: unknown) => {
        waiting.length = 0
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, work))
}

function createTestnet(
  folder: TestnetFolder,
  members: readonly Member[],
  partition: Partition,
  links: Links | undefined,
  onEvent: TestnetOptions['onEvent'],
  stop: () => Promise<void>,
): Testnet {
  const all = members.map((member) => member.node.name)
  const find = (name: string): Member => {
    const found = members.find((member) => member.node.name === name)
    if (found === undefined) {
      throw new CliError(`there is no node ${name}; there are ${all.join(', ')}`)
    }
    return found
  }
  let last: Promise<void> = Promise.resolve()
  const inTurn = (
    names: readonly string[],
    work: (chosen: readonly Member[]) => Promise<unknown>,
  ): Promise<void> => {
    const result = last.then(async () => {
      await work((names.includes('all') ? all : [...new Set(names)]).map(find))
    })
    last = result.catch(() => undefined)
    return result
  }
  return {
    dir: folder.dir,
    isNew: folder.isNew,
    shape: folder.shape,
    genesis: folder.genesis,
    genesisFile: folder.genesisFile,
    nodes: members.map((member) => member.node),
    links,
    node: (name) => find(name).node,
    kill: (names) =>
      inTurn(names, (chosen) => Promise.all(chosen.map((member) => member.process.kill()))),
    pause: (names) => inTurn(names, async (chosen) => pauseMembers(chosen)),
    partition: (names) =>
      inTurn(names, async (chosen) => {
        const cut = chosen.map((member) => member.node.name)
        partition.cutOff(cut)
        for (const node of cut) onEvent?.({ node, what: 'cut-off', problem: undefined })
      }),
    heal: (names) =>
      inTurn(names, async (chosen) => {
        for (const { node } of chosen) {
          if (!node.isCutOff()) continue
          partition.join(node.name)
          onEvent?.({ node: node.name, what: 'linked', problem: undefined })
        }
        for (const { process } of chosen) if (process.state() === 'paused') process.resume()
        await startMembers(chosen.filter(({ process }) => isOver(process.state())))
      }),
    stop,
  }
}

function isOver(state: NodeState): boolean {
  return state === 'killed' || state === 'failed' || state === 'stopped'
}

function pauseMembers(members: readonly Member[]): void {
  for (const { node } of members) {
    if (node.state() === 'running' || node.state() === 'paused') continue
    throw new CliError(`${node.name} does not run (it is ${node.state()}): heal it first`)
  }
  for (const { process } of members) process.pause()
}
