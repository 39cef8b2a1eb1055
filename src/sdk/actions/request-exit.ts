import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

/** Asks to leave: the signer’s delegate enters the exit queue. This cannot be taken back. Answers the transaction’s hash. */
export function requestExit(client: SenderClient, parameters: SenderParameters = {}): Promise<Hex> {
  const data = encodeFunctionData({ abi: stakingAbi, functionName: 'requestCandidateDeactivation' })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
