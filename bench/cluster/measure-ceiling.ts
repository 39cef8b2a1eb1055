import { enginePlace, findEngine } from '../../src/cli/testnet/engine-process.ts'
import { cometbftPath, inFolder } from './bench-folder.ts'
import { type Child, startChild } from './child-process.ts'
import { pause, round, waitFor } from './figures.ts'
import { type Member, planMembers } from './members.ts'
import { cpuSeconds } from './process-usage.ts'
import type { ToyForm } from './toy-application.ts'
import type { FeedQuestion, ToyFigures, ToyNodeOptions } from './toy-node-process.ts'

export interface CeilingOptions {
  readonly nodes: number
  /** Where transactions come in: at one node, or as many at each. */
  readonly entry: 'one' | 'all'
  readonly form: ToyForm
  readonly seconds: number
  /** In a block at most. */
  readonly blockTransactions: number
  /** Transactions that wait at any time, in all. */
  readonly open: number
}

export interface Ceiling {
  readonly perSecond: number
  readonly blocksPerSecond: number
  /** Processor seconds per second: of an application, and of its CometBFT. Means over the nodes. */
  readonly applicationCores: number
  readonly engineCores: number
}

interface ToyNode {
  readonly member: Member
  readonly child: Child<undefined>
}

/** Until those that wait at the beginning have come to all nodes. */
const WARM_UP_MS = 5_000

/** Committed transactions per second of random bytes through CometBFT, with an application that does nothing with them. */
export function measureCeiling(options: CeilingOptions): Promise<Ceiling> {
  return inFolder(async (folder) => {
    const members = await planMembers(folder, options.nodes)
    const binary = cometbftPath()
    const genesisTimeMs = Date.now()
    const nodes: ToyNode[] = []
    try {
      for (const member of members) {
        const toy: ToyNodeOptions = {
          member,
          binary,
          nodes: options.nodes,
          genesisTimeMs,
          intervalMs: 100,
          blockTransactions: options.blockTransactions,
          form: options.form,
        }
        const child = await startChild<undefined>({ file: 'toy-node-process.ts', options: toy })
        nodes.push({ member, child })
      }
      return await measure(nodes, options)
    } finally {
      await Promise.all(nodes.map(({ child }) => child.stop()))
    }
  })
}

async function measure(nodes: readonly ToyNode[], options: CeilingOptions): Promise<Ceiling> {
  const last = nodes.at(-1) as ToyNode
  await waitFor('the first blocks', async () => {
    const { height } = await look(last)
    return height >= 3 ? height : undefined
  })
  const entries = options.entry === 'one' ? nodes.slice(0, 1) : nodes
  const feed: FeedQuestion = { what: 'feed', open: Math.ceil(options.open / entries.length) }
  await Promise.all(entries.map(({ child }) => child.ask(feed)))
  await pause(WARM_UP_MS)
  const before = await look(last)
  const startMs = performance.now()
  const cpuBefore = readCpu(nodes)
  await pause(options.seconds * 1_000)
  const after = await look(last)
  const seconds = (performance.now() - startMs) / 1_000
  const cpuAfter = readCpu(nodes)
  const coresOf = (kind: 'application' | 'engine'): number =>
    round((cpuAfter[kind] - cpuBefore[kind]) / seconds / nodes.length)
  return {
    perSecond: Math.round((after.committed - before.committed) / seconds),
    blocksPerSecond: round((after.height - before.height) / seconds),
    applicationCores: coresOf('application'),
    engineCores: coresOf('engine'),
  }
}

function look({ child }: ToyNode): Promise<ToyFigures> {
  return child.ask<ToyFigures>({ what: 'figures' })
}

function readCpu(nodes: readonly ToyNode[]): Record<'application' | 'engine', number> {
  let application = 0
  let engine = 0
  for (const { member, child } of nodes) {
    application += cpuSeconds(child.pid)
    engine += cpuSeconds(findEngine(enginePlace(member.dir)))
  }
  return { application, engine }
}
