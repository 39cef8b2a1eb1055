import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { getRules } from '../params/rules.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import { maturitiesOf, withoutRepeats } from './class-rules.ts'
import { sumAll } from './power-totals.ts'

/** Before block 1, when buckets are there: no proposals, the first version, and what genesis staked counts as held ever since. */
export function initGovernance(world: World): void {
  const rules = getRules(world, 0)
  world.governance.register.set(ONLY, {
    version: 1,
    nextId: 1,
    nextStream: 0,
    live: [],
    powerHorizon: 0,
    turnoutBps: PROPOSAL_CLASSES.map(() => 0),
  })
  const bundleRoot = new Uint8Array(32)
  world.governance.versions.set(1, { version: 1, proposal: 0, bundleRoot, fromEpoch: 1 })
  world.governance.powerTotals.set(ONLY, {
    epoch: 0,
    excludedAccounts: rules.excludedAccounts,
    totals: withoutRepeats(maturitiesOf(rules)).map((maturityEpochs) => ({
      maturityEpochs,
      totalRau: sumAll(world, 0, maturityEpochs),
    })),
  })
}
