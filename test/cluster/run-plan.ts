import { type ClusterResult, runCluster } from './cluster.ts'
import type { ClusterPlan } from './generate-cluster.ts'
import { perturb } from './perturb.ts'
import type { ClusterPrograms } from './programs.ts'

/** How a plan went. */
export interface PlanResult {
  readonly seed: number
  readonly blocks: number
  readonly epochs: number
  /** Rounds that failed. */
  readonly failedRounds: number
  readonly transactions: number
  readonly sentAgain: number
  readonly seconds: number
  /** By kind: how many nodes it was done to. */
  readonly perturbations: Readonly<Record<string, number>>
  /** Most blocks that the others had made when the last was back. */
  readonly slowestReturn: number
  readonly problems: readonly string[]
}

/** Runs a plan to its end. Never rejects: what goes wrong is a problem. */
export async function runPlan(programs: ClusterPrograms, plan: ClusterPlan): Promise<PlanResult> {
  const perturbations: Record<string, number> = {}
  let slowestReturn = 0
  const startedMs = performance.now()
  let result: ClusterResult | undefined
  let failure: string | undefined
  try {
    result = await runCluster({ programs, ...plan }, async (cluster) => {
      for (const perturbation of plan.perturbations) {
        const blocks = await perturb(cluster, perturbation)
        const { kind, nodes } = perturbation
        perturbations[kind] = (perturbations[kind] ?? 0) + nodes.length
        slowestReturn = Math.max(slowestReturn, blocks)
      }
    })
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  const blocks = result?.facts.blocks ?? []
  return {
    seed: plan.seed,
    blocks: blocks.length,
    epochs: blocks.at(-1)?.epoch ?? 0,
    failedRounds: blocks.reduce((sum, block) => sum + (block.commit?.round ?? 0), 0),
    transactions: result?.transactions ?? 0,
    sentAgain: result?.sentAgain ?? 0,
    seconds: (performance.now() - startedMs) / 1000,
    perturbations,
    slowestReturn,
    problems: [...(result?.problems ?? []), ...(failure === undefined ? [] : [failure])],
  }
}
