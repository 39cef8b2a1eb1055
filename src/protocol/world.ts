import { type AccountsState, openAccounts } from './accounts/state.ts'
import { type ChainState, openChain } from './chain-state.ts'
import { type DelegatesState, openDelegates } from './delegates/state.ts'
import { type ElectionState, openElection } from './election/state.ts'
import { type EpochsState, openEpochs } from './epochs/state.ts'
import { type GovernanceState, openGovernance } from './governance/state.ts'
import { type LivenessState, openLiveness } from './liveness/state.ts'
import { openParams, type ParamsState } from './params/state.ts'
import { openRewards, type RewardsState } from './rewards/state.ts'
import { openStaking, type StakingState } from './staking/state.ts'
import type { Store } from './store.ts'

/** The whole state, module by module. */
export interface World {
  readonly accounts: AccountsState
  readonly staking: StakingState
  readonly delegates: DelegatesState
  readonly election: ElectionState
  readonly epochs: EpochsState
  readonly rewards: RewardsState
  readonly liveness: LivenessState
  readonly params: ParamsState
  readonly chain: ChainState
  readonly governance: GovernanceState
}

/** Opens the collections of every module, in the order of `MODULES`. */
export function openWorld(store: Store): World {
  return {
    accounts: openAccounts(store),
    staking: openStaking(store),
    delegates: openDelegates(store),
    election: openElection(store),
    epochs: openEpochs(store),
    rewards: openRewards(store),
    liveness: openLiveness(store),
    params: openParams(store),
    chain: openChain(store),
    governance: openGovernance(store),
  }
}
