import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface AttestPreflightParameters extends SenderParameters {
  /** Number of the proposal. */
  readonly proposal: number
  /** Root of the revision that is meant: `root` of the proposal. */
  readonly root: Hex
  /** Whether the software holds what it promises. */
  readonly green: boolean
  /** Of the report on what was tried. */
  readonly reportHash: Hex
}

/** Says what came out of rebuilding and trying a software change; for owners and operators of consensus delegates. Answers the transaction’s hash. */
export function attestPreflight(
  client: SenderClient,
  parameters: AttestPreflightParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'attest',
    args: [BigInt(parameters.proposal), parameters.root, parameters.green, parameters.reportHash],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
