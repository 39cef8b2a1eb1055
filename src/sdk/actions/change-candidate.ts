import { encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface ChangeCandidateParameters extends SenderParameters {
  readonly bucketIndex: number
  /** Name of the delegate that gets the votes. */
  readonly delegate: string
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Moves a bucket’s votes to another delegate. Answers the transaction’s hash. */
export function changeCandidate(
  client: SenderClient,
  parameters: ChangeCandidateParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'changeCandidate',
    args: [parameters.delegate, BigInt(parameters.bucketIndex), toByteList(parameters.payload)],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.staking, data }, parameters)
}
