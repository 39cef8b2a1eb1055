import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import type { BallotChoice } from '../governance/sign-ballot.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface CastBallotParameters extends BallotChoice, SenderParameters {}

/** Votes with the signer’s power, in place of an earlier ballot. Answers the transaction’s hash. */
export function castBallot(client: SenderClient, parameters: CastBallotParameters): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'castBallot',
    args: [
      BigInt(parameters.proposal),
      parameters.root,
      parameters.yesBps,
      parameters.noBps,
      parameters.abstainBps,
    ],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
