import { candidateEventsAbi, candidateFunctionsAbi, delegatesErrorsAbi } from './candidate-abi.ts'
import { machineErrorsAbi } from './network-abi.ts'
import { stakingErrorsAbi } from './staking-errors-abi.ts'
import { stakingEventsAbi } from './staking-events-abi.ts'
import { stakingFunctionsAbi } from './staking-functions-abi.ts'
import { stakingReadsAbi } from './staking-reads-abi.ts'

/** The staking address: IoTeX's ABI, with events and custom errors of our own. */
export const stakingAbi = [
  ...stakingFunctionsAbi,
  ...candidateFunctionsAbi,
  ...stakingReadsAbi,
  ...stakingEventsAbi,
  ...candidateEventsAbi,
  ...stakingErrorsAbi,
  ...delegatesErrorsAbi,
  ...machineErrorsAbi,
] as const
