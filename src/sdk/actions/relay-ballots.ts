import { encodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '../abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import type { SignedBallot } from '../governance/sign-ballot.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface RelayBallotsParameters extends SenderParameters {
  /** At most 145. One that does not count is skipped with an event `BallotSkipped`. */
  readonly ballots: readonly SignedBallot[]
}

/** Brings ballots that others have signed on chain. Answers the transaction’s hash. */
export function relayBallots(
  client: SenderClient,
  parameters: RelayBallotsParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'relayBallots',
    args: [
      parameters.ballots.map(({ proposal, root, ...ballot }) => ({
        ...ballot,
        proposal: BigInt(proposal),
        revision: root,
      })),
    ],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.governance, data }, parameters)
}
