import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface ReportProgressParameters extends SenderParameters {
  /** Number of the proposal. */
  readonly proposal: number
  /** 100 begins the review. */
  readonly percent: number
  /** keccak256 of the evidence. */
  readonly evidenceHash: Hex
  /** Published; 1 to 1,024 bytes. */
  readonly text: string
}

/** Says how far a directive is; for its assignee. Answers the transaction’s hash. */
export function reportProgress(
  client: SenderClient,
  parameters: ReportProgressParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'reportProgress',
    args: [
      BigInt(parameters.proposal),
      parameters.percent,
      parameters.evidenceHash,
      parameters.text,
    ],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
