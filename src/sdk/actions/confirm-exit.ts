import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

/** Leaves for good, once the exit was admitted and its wait is over. Answers the transaction’s hash. */
export function confirmExit(client: SenderClient, parameters: SenderParameters = {}): Promise<Hex> {
  const data = encodeFunctionData({ abi: stakingAbi, functionName: 'confirmCandidateDeactivation' })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
