import { encodeFunctionData, type Hex } from 'viem'
import { delegatesAbi } from '../abi/delegates-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface SetConsensusKeyParameters extends SenderParameters {
  /** ed25519 public key, 32 bytes. */
  readonly publicKey: Hex
  /** Its signature over `consensusKeyMessage`. */
  readonly proof: Hex
}

/** Sets the key with which the signer’s delegate signs blocks, from the next election on. Answers the transaction’s hash. */
export function setConsensusKey(
  client: SenderClient,
  parameters: SetConsensusKeyParameters,
): Promise<Hex> {
  const data = encodeFunctionData({
    abi: delegatesAbi,
    functionName: 'setConsensusKey',
    args: [parameters.publicKey, parameters.proof],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.delegates, data }, parameters)
}
