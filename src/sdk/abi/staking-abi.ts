import { stakingErrorsAbi } from './staking-errors-abi.ts'
import { stakingEventsAbi } from './staking-events-abi.ts'
import { stakingFunctionsAbi } from './staking-functions-abi.ts'

/** The staking address: IoTeX's ABI, and events and custom errors of our own. */
export const stakingAbi = [...stakingFunctionsAbi, ...stakingEventsAbi, ...stakingErrorsAbi] as const
