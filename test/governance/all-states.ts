import { coins } from '#base/integers.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import { TEST_ACCOUNTS } from '#node/test-network.fixture.ts'
import type { Genesis } from '#params/genesis.ts'
import { governedGenesis } from './governed-genesis.ts'

export const GUARDIAN = 5
export const BLOCKS_PER_EPOCH = 6

/** Eleven proposals live at once; what fails, fails an epoch later. */
export function crashGenesis(): Genesis {
  const key = TEST_ACCOUNTS[GUARDIAN]?.privateKey ?? new Uint8Array(32)
  return governedGenesis({
    guardian: addressOfPrivateKey(key),
    guardianUntilEpoch: 1_000,
    maxLivePerProposer: 20,
    maxVotingSlots: 20,
    depositThrottleTarget: 100,
    readinessEpochs: 1,
    minAttestations: 1,
    technicalDepositRau: coins(10),
  })
}
