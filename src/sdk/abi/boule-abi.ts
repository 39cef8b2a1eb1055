import { delegatesAbi } from './delegates-abi.ts'
import { governanceAbi } from './governance-abi.ts'
import { electionAbi, epochsAbi, livenessAbi } from './network-abi.ts'
import { pollAbi } from './poll-abi.ts'
import { rewardingAbi } from './rewarding-abi.ts'
import { rollDposAbi } from './rolldpos-abi.ts'
import { stakingAbi } from './staking-abi.ts'

/** Everything together: to read any log and any refusal of the network. */
export const bouleAbi = [
  ...stakingAbi,
  ...delegatesAbi,
  ...rewardingAbi,
  ...pollAbi,
  ...rollDposAbi,
  ...electionAbi,
  ...epochsAbi,
  ...livenessAbi,
  ...governanceAbi,
] as const
