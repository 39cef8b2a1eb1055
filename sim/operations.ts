import type { World } from '#protocol/world.ts'
import { claim, claimFor, deposit, notAdmitted, transfer } from './coin-operations.ts'
import * as delegates from './delegate-operations.ts'
import type { Maker, Operation } from './operation.ts'
import type { Random } from './random.ts'
import * as staking from './staking-operations.ts'

/** What happens in the simulator and how often, relative to the rest. */
const MAKERS: readonly (readonly [weight: number, make: Maker])[] = [
  [40, staking.createStake],
  [16, staking.unstake],
  [16, staking.withdrawStake],
  [2, staking.migrateStake],
  [16, staking.restake],
  [16, staking.depositToStake],
  [20, staking.changeCandidate],
  [12, staking.transferStake],
  [6, staking.endorseCandidate],
  [6, staking.intentToRevoke],
  [6, staking.revokeEndorsement],
  [2, staking.candidateEndorsement],
  [4, delegates.candidateRegister],
  [2, delegates.candidateRegisterWithBls],
  [4, delegates.candidateUpdate],
  [2, delegates.candidateUpdateWithBls],
  [10, delegates.candidateActivate],
  [1, delegates.candidateTransferOwnership],
  [1, delegates.requestExit],
  [2, delegates.confirmExit],
  [1, delegates.cancelExit],
  [2, delegates.setConsensusKey],
  [2, delegates.setBlsKey],
  [4, delegates.setProfile],
  [16, transfer],
  [6, claimFor],
  [3, claim],
  [4, deposit],
  [2, notAdmitted],
]

const TOTAL_WEIGHT = MAKERS.reduce((sum, [weight]) => sum + weight, 0)

/** Operations that may give a delegate a self-stake. */
const STARTS = ['candidateRegister', 'candidateRegisterWithBLS', 'candidateActivate']

/** One that gives nobody a self-stake. */
export function makeIdleOperation(random: Random, world: World): Operation {
  for (;;) {
    const operation = makeOperation(random, world)
    if (!STARTS.includes(operation.name)) return operation
  }
}

export function makeOperation(random: Random, world: World): Operation {
  let ticket = random.below(TOTAL_WEIGHT)
  for (const [weight, make] of MAKERS) {
    if (ticket < weight) return make({ random, world })
    ticket -= weight
  }
  throw new RangeError('no operation')
}
