import { encodeFunctionData, type Hex } from 'viem'
import { delegatesAbi } from '../abi/delegates-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface SetBlsKeyParameters extends SenderParameters {
  /** BLS12-381 public key in compressed form, 48 bytes. */
  readonly publicKey: Hex
  /** Proof of possession, 96 bytes. */
  readonly proof: Hex
}

/** Sets the key with which the signer’s delegate signs its reveals. Answers the transaction’s hash. */
export function setBlsKey(client: SenderClient, parameters: SetBlsKeyParameters): Promise<Hex> {
  const data = encodeFunctionData({
    abi: delegatesAbi,
    functionName: 'setBlsKey',
    args: [parameters.publicKey, parameters.proof],
  })
  return sendCall(client, { to: SYSTEM_ADDRESSES.delegates, data }, parameters)
}
