import type { TestnetShape } from '#cli/testnet/testnet-shape.ts'
import { createRandom, type Random } from '../../sim/random.ts'
import { type Perturbation, PERTURBATION_KINDS } from './perturb.ts'

/** A cluster and what happens to it, made from a seed: the same for the same seed. */
export interface ClusterPlan {
  readonly seed: number
  readonly shape: Pick<
    TestnetShape,
    'nodes' | 'fullNodes' | 'elected' | 'drawn' | 'intervalMs' | 'blocksPerEpoch'
  >
  readonly latencyMs: number
  readonly transactionsPerSecond: number
  /** One after another. */
  readonly perturbations: readonly Perturbation[]
}

const LEAST_EPOCH_BLOCKS = 6
const HOLD_MS = 5_000

export function generateCluster(seed: number): ClusterPlan {
  const random = createRandom(seed)
  const shape = generateShape(random)
  const names = [
    ...Array.from({ length: shape.nodes }, (_, index) => `n${index + 1}`),
    ...Array.from({ length: shape.fullNodes }, (_, index) => `f${index + 1}`),
  ]
  return {
    seed,
    shape,
    latencyMs: random.pick([0, 0, 5, 20, 50]),
    transactionsPerSecond: random.pick([2, 10, 30]),
    perturbations: Array.from({ length: 4 + random.below(3) }, () =>
      generatePerturbation(random, names, shape.intervalMs),
    ),
  }
}

function generateShape(random: Random): ClusterPlan['shape'] {
  const nodes = 4 + random.below(5)
  const elected = between(random, Math.min(4, nodes), nodes)
  const drawn = between(random, 2, elected)
  const turns = Math.ceil(LEAST_EPOCH_BLOCKS / drawn) + random.below(3)
  return {
    nodes,
    fullNodes: random.below(2),
    elected,
    drawn,
    intervalMs: random.pick([500, 800, 1_000]),
    blocksPerEpoch: drawn * turns,
  }
}

function generatePerturbation(
  random: Random,
  names: readonly string[],
  intervalMs: number,
): Perturbation {
  const kind = random.pick(PERTURBATION_KINDS)
  const most = random.oneIn(4) ? names.length : Math.ceil(names.length / 3)
  // Nobody is cut off when all are.
  const count = Math.min(1 + random.below(most), kind === 'cut-off' ? names.length - 1 : most)
  return {
    kind,
    nodes: choose(random, names, count),
    afterMs: random.below(2 * intervalMs),
    blocks: random.below(6),
    mostMs: HOLD_MS,
  }
}

function between(random: Random, least: number, most: number): number {
  return least + random.below(most - least + 1)
}

function choose(random: Random, names: readonly string[], count: number): readonly string[] {
  const left = [...names]
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0] ?? '')
}

/** What happens, in one line. */
export function describePlan({ shape, latencyMs, perturbations, ...plan }: ClusterPlan): string {
  const { nodes, fullNodes, elected, drawn, intervalMs, blocksPerEpoch } = shape
  const steps = perturbations.map(({ kind, nodes: names }) => `${kind} ${names.join('+')}`)
  return (
    `${nodes}+${fullNodes} nodes, ${elected} elected, ${drawn} drawn, ${blocksPerEpoch} blocks of ${intervalMs} ms an epoch, ` +
    `${latencyMs} ms of latency, ${plan.transactionsPerSecond} transactions/s: ${steps.join(', ')}`
  )
}
