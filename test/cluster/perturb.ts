import { readFileSync } from 'node:fs'
import path from 'node:path'
import { enginePlace, findEngine } from '#cli/testnet/engine-process.ts'
import type { Cluster } from './cluster.ts'
import { pause, until } from './wait.ts'

/** What can be done to nodes. `kill-boule` and `kill-engine` end one of the two processes of a node, `kill` both at once. */
export const PERTURBATION_KINDS = ['kill', 'kill-boule', 'kill-engine', 'pause', 'cut-off'] as const
export type PerturbationKind = (typeof PERTURBATION_KINDS)[number]

export interface Perturbation {
  readonly kind: PerturbationKind
  readonly nodes: readonly string[]
  /** Waits so long before, so that it comes at any moment between two blocks. */
  readonly afterMs: number
  /** It lasts until the network has made so many blocks, */
  readonly blocks: number
  /** or for so long, should it make none. */
  readonly mostMs: number
}

/** Does it, undoes it, and resolves when all nodes are together again: with how many blocks the others made meanwhile. */
export async function perturb(cluster: Cluster, perturbation: Perturbation): Promise<number> {
  const { nodes, kind } = perturbation
  const { testnet } = cluster
  await pause(perturbation.afterMs)
  const before = await cluster.height()
  await act[kind](cluster, nodes)
  await hold(cluster, perturbation, before)
  const healedAt = await cluster.height()
  await testnet.heal(nodes)
  return (await cluster.untilTogether()) - healedAt
}

const act: Readonly<
  Record<PerturbationKind, (cluster: Cluster, nodes: readonly string[]) => Promise<void>>
> = {
  kill: ({ testnet }, nodes) => testnet.kill(nodes),
  pause: ({ testnet }, nodes) => testnet.pause(nodes),
  'cut-off': ({ testnet }, nodes) => testnet.partition(nodes),
  'kill-boule': async ({ testnet }, nodes) => {
    for (const name of nodes) {
      process.kill(readPid(path.join(testnet.node(name).dir, 'lock.pid')), 'SIGKILL')
    }
    for (const name of nodes) {
      await until(`end of ${name}`, () => testnet.node(name).state() === 'failed' || undefined)
    }
  },
  'kill-engine': async ({ testnet }, nodes) => {
    for (const name of nodes) {
      const place = enginePlace(testnet.node(name).dir)
      // Just now it may be starting again.
      const pid = await until(`CometBFT of ${name}`, () => findEngine(place))
      process.kill(pid, 'SIGKILL')
    }
  },
}

function readPid(file: string): number {
  const pid = Number(readFileSync(file, 'utf8'))
  if (!Number.isSafeInteger(pid) || pid <= 1) throw new Error(`${file} holds no process id`)
  return pid
}

/** A network that lacks a third of its power makes no blocks: then time is all that passes. */
async function hold(
  cluster: Cluster,
  { blocks, mostMs }: Perturbation,
  before: number,
): Promise<void> {
  const deadlineMs = performance.now() + mostMs
  while (performance.now() < deadlineMs && (await cluster.height()) < before + blocks) {
    await pause(100)
  }
}
