import type { ModuleInterface } from '../action.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import { castBallot, relayBallots } from './ballot.ts'
import { delegatePower } from './delegation.ts'
import { reportProgress, reviewDirective } from './directive.ts'
import { propose, revise, withdraw } from './propose.ts'
import { governanceReads } from './reads.ts'
import { support, unsupport } from './support.ts'
import { attest, signalReady } from './upgrade.ts'
import { veto } from './veto.ts'

/** Proposals, supports, ballots and what becomes of them. */
export const governanceInterface: ModuleInterface = {
  address: GOVERNANCE_ADDRESS,
  actions: [
    propose,
    revise,
    withdraw,
    support,
    unsupport,
    castBallot,
    relayBallots,
    delegatePower,
    attest,
    signalReady,
    veto,
    reportProgress,
    reviewDirective,
  ],
  reads: governanceReads,
}
