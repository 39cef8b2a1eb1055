import type { ModuleInterface } from '../action.ts'
import { candidateActivate } from '../delegates/activate.ts'
import {
  candidateEndorsement,
  endorseCandidate,
  intentToRevokeEndorsement,
  revokeEndorsement,
} from '../delegates/endorse.ts'
import {
  cancelCandidateDeactivation,
  confirmCandidateDeactivation,
  requestCandidateDeactivation,
} from '../delegates/exit.ts'
import { candidateRegister, candidateRegisterWithBLS } from '../delegates/register.ts'
import { candidateTransferOwnership } from '../delegates/transfer-ownership.ts'
import { candidateUpdate, candidateUpdateWithBLS } from '../delegates/update.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { bucketReads } from './bucket-reads.ts'
import { candidateReads } from './candidate-reads.ts'
import { changeCandidate } from './change-candidate.ts'
import { createStake } from './create-stake.ts'
import { depositToStake } from './deposit-to-stake.ts'
import { migrateStake } from './migrate-stake.ts'
import { restake } from './restake.ts'
import { transferStake } from './transfer-stake.ts'
import { unstake } from './unstake.ts'
import { withdrawStake } from './withdraw-stake.ts'

/** Everything at IoTeX's staking address: buckets, and what its ABI has for delegates. */
export const stakingInterface: ModuleInterface = {
  address: STAKING_ADDRESS,
  actions: [
    createStake,
    depositToStake,
    changeCandidate,
    restake,
    transferStake,
    unstake,
    withdrawStake,
    migrateStake,
    candidateRegister,
    candidateRegisterWithBLS,
    candidateUpdate,
    candidateUpdateWithBLS,
    candidateActivate,
    endorseCandidate,
    intentToRevokeEndorsement,
    revokeEndorsement,
    candidateEndorsement,
    candidateTransferOwnership,
    requestCandidateDeactivation,
    confirmCandidateDeactivation,
    cancelCandidateDeactivation,
  ],
  reads: [...bucketReads, ...candidateReads],
}
