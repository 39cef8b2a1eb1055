import type { World } from '#protocol/world.ts'
import { claim, claimFor, deposit, notAdmitted, transfer } from './coin-operations.ts'
import * as delegates from './delegate-operations.ts'
import * as ballots from './ballot-operations.ts'
import * as governance from './governance-operations.ts'
import type { Maker, Operation } from './operation.ts'
import type { Random } from './random.ts'
import * as staking from './staking-operations.ts'

type Makers = readonly (readonly [weight: number, make: Maker])[]

/** What happens in the simulator and how often, relative to the rest. */
const PLAIN: Makers = [
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

/** What happens besides where proposals go through all their states within the run. */
const GOVERNED: Makers = [
  ...PLAIN,
  [8, governance.propose],
  [3, governance.revise],
  [1, governance.withdraw],
  [30, governance.support],
  [2, governance.unsupport],
  [50, ballots.castBallot],
  [6, ballots.relayBallots],
  [8, governance.delegatePower],
  [8, governance.attest],
  [12, governance.signalReady],
  [2, governance.veto],
  [8, governance.reportProgress],
  [10, governance.reviewDirective],
]

/** Operations that may give a delegate a self-stake. */
const STARTS = ['candidateRegister', 'candidateRegisterWithBLS', 'candidateActivate']

/** One that gives nobody a self-stake. */
export const makeIdleOperation: MakeOperation = (random, world, governing) => {
  for (;;) {
    const operation = makeOperation(random, world, governing)
    if (!STARTS.includes(operation.name)) return operation
  }
}

/** Whether there are also operations about proposals, and among them such as carry scripts. */
export type Governing = 'all' | 'without-scripts' | undefined

export type MakeOperation = (random: Random, world: World, governing?: Governing) => Operation

export const makeOperation: MakeOperation = (random, world, governing) => {
  const makers = governing === undefined ? PLAIN : GOVERNED
  let ticket = random.below(makers.reduce((sum, [weight]) => sum + weight, 0))
  for (const [weight, make] of makers) {
    if (ticket < weight) return make({ random, world, hasScripts: governing === 'all' })
    ticket -= weight
  }
  throw new RangeError('no operation')
}
