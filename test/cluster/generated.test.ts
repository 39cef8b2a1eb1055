import { describe, expect, inject, test } from 'vitest'
import { describePlan, generateCluster } from './generate-cluster.ts'
import { PERTURBATION_KINDS } from './perturb.ts'
import { runPlan } from './run-plan.ts'
import { formatTable } from './summarize.ts'

const programs = inject('clusterPrograms')
/** Clusters; more with the environment variable of that name. */
const CLUSTERS = Number(process.env['BOULE_CLUSTERS'] ?? 1)
const SEEDS = Array.from({ length: CLUSTERS }, (_, index) => index + 1)

test('a seed gives the same cluster each time, and seeds give different ones of every kind', () => {
  const plans = Array.from({ length: 40 }, (_, index) => generateCluster(index + 1))
  expect(plans).toEqual(plans.map((plan) => generateCluster(plan.seed)))
  expect(new Set(plans.map(describePlan)).size).toBe(plans.length)
  const kinds = new Set(plans.flatMap((plan) => plan.perturbations.map((one) => one.kind)))
  expect([...kinds].toSorted()).toEqual([...PERTURBATION_KINDS].toSorted())
  for (const { shape, perturbations } of plans) {
    expect(shape.blocksPerEpoch % shape.drawn).toBe(0)
    const { nodes, fullNodes } = shape
    for (const one of perturbations) {
      expect(new Set(one.nodes).size).toBe(one.nodes.length)
      expect(one.nodes.length).toBeGreaterThan(0)
      const most = one.kind === 'cut-off' ? nodes + fullNodes - 1 : nodes + fullNodes
      expect(one.nodes.length).toBeLessThanOrEqual(most)
    }
  }
})

describe.skipIf(programs === null)('a generated cluster', () => {
  test.each(SEEDS)(
    'of seed %i is one chain in the end',
    async (seed) => {
      if (programs === null) return
      const result = await runPlan(programs, generateCluster(seed))
      console.log(formatTable([result]))
      expect(result.problems).toEqual([])
    },
    600_000,
  )
})
