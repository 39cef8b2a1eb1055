import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface SignalReadyParameters extends SenderParameters {
  /** Number of the proposal. */
  readonly proposal: number
}

/** Says that the signer’s delegate has the new software; for owners and operators of consensus delegates. Answers the transaction’s hash. */
export function signalReady(client: SenderClient, parameters: SignalReadyParameters): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'signalReady',
    args: [BigInt(parameters.proposal)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
