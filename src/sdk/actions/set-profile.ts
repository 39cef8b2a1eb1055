import { encodeFunctionData, type Hex, zeroHash } from 'viem'
import { delegatesAbi } from '../abi/delegates-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

/** The whole profile: what is left out becomes empty. */
export interface ProfileContent {
  readonly displayName?: string
  readonly group?: string
  readonly website?: string
  readonly region?: string
  /** keccak256 of the logo file. */
  readonly logoHash?: Hex
  /** keccak256 of the full text. */
  readonly textHash?: Hex
  readonly links?: readonly string[]
  /** Parts of each kind of reward that the delegate keeps, in basis points: 10,000 are all. */
  readonly blockCommissionBps?: number
  readonly epochCommissionBps?: number
  readonly bonusCommissionBps?: number
}

export interface SetProfileParameters extends ProfileContent, SenderParameters {}

/** Sets a new version of the profile of the signer’s delegate. Answers the transaction’s hash. */
export function setProfile(client: SenderClient, parameters: SetProfileParameters): Promise<Hex> {
  const data = encodeFunctionData({
    abi: delegatesAbi,
    functionName: 'setProfile',
    args: [
      parameters.displayName ?? '',
      parameters.group ?? '',
      parameters.website ?? '',
      parameters.region ?? '',
      parameters.logoHash ?? zeroHash,
      parameters.textHash ?? zeroHash,
      parameters.links ?? [],
      parameters.blockCommissionBps ?? 0,
      parameters.epochCommissionBps ?? 0,
      parameters.bonusCommissionBps ?? 0,
    ],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.delegates, data }, parameters)
}
