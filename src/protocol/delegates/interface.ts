import type { ModuleInterface } from '../action.ts'
import { DELEGATES_ADDRESS } from '../system-addresses.ts'
import { delegateReads } from './reads.ts'
import { setBlsKey } from './set-bls-key.ts'
import { setConsensusKey } from './set-consensus-key.ts'
import { setProfile } from './set-profile.ts'

/** What IoTeX's ABI lacks: keys with proof, and the public profile. The rest stands at the staking address. */
export const delegatesInterface: ModuleInterface = {
  address: DELEGATES_ADDRESS,
  actions: [setConsensusKey, setBlsKey, setProfile],
  reads: delegateReads,
}
