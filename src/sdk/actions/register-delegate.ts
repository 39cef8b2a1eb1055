import { type Address, encodeFunctionData, type Hex } from 'viem'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { sendCall, type SenderClient, type SenderParameters, toByteList } from './send-call.ts'

export interface RegisterDelegateParameters extends SenderParameters {
  /** 1 to 12 characters, a to z and 0 to 9. Unique. */
  readonly name: string
  /** Runs the node: may set keys and nothing else. Unique. */
  readonly operator: Address
  /** Is granted the rewards. */
  readonly reward: Address
  /** Owns the delegate and its self-stake. Unique. */
  readonly owner: Address
  /** Self-stake, from the signer's account; 0 registers without one. */
  readonly amountRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
  /** BLS12-381 public key, 48 bytes; may be set later with `setBlsKey`. */
  readonly blsKey?: Hex
  /** Bytes that go on record with the action; each costs gas. */
  readonly payload?: Uint8Array
}

/** Registers a delegate, with a self-stake or without. Answers the transaction’s hash. */
export function registerDelegate(
  client: SenderClient,
  parameters: RegisterDelegateParameters,
): Promise<Hex> {
  const { name, operator, reward, owner, amountRau, durationDays, autoStake, blsKey } = parameters
  const payload = toByteList(parameters.payload)
  const to = SYSTEM_ADDRESSES.staking
  if (blsKey === undefined) {
    const data = encodeFunctionData({
      abi: stakingAbi,
      functionName: 'candidateRegister',
      args: [name, operator, reward, owner, amountRau, durationDays, autoStake, payload],
    })
    return sendCall(client, { to, data }, parameters)
  }
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'candidateRegisterWithBLS',
    args: [name, operator, reward, owner, durationDays, autoStake, blsKey, payload],
  })
  // In this form the self-stake comes as the value of the transaction.
  return sendCall(client, { to, data, valueRau: amountRau }, parameters)
}
