import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface WithdrawSupportParameters extends SenderParameters {
  /** Number of the proposal. */
  readonly proposal: number
}

/** Supports a proposal no more. Answers the transaction’s hash. */
export function withdrawSupport(
  client: SenderClient,
  parameters: WithdrawSupportParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'unsupport',
    args: [BigInt(parameters.proposal)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
