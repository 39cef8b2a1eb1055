import type { Account, Address, Client, Hex } from 'viem'
import { sendTransaction } from 'viem/actions'
import { findRefusal } from '../outcomes/find-refusal.ts'
import { SdkError } from '../sdk-error.ts'

/** A viem client that may send transactions: with an account of its own, or one given with each action. */
export type SenderClient = Client

/** What every action takes beside its own arguments. Whatever is missing is asked from the node. */
export interface SenderParameters {
  /** Who signs; the client's own account when missing. */
  readonly account?: Account | Address
  readonly nonce?: number
  /** Gas limit. Given, the node is not asked for an estimate, and a refusal costs the fee. */
  readonly gas?: bigint
  readonly maxFeePerGasRau?: bigint
}

export interface SystemCall {
  readonly to: Address
  readonly data?: Hex
  readonly valueRau?: bigint
}

/**
 * Signs and sends a call of a system address. Answers the transaction's hash.
 *
 * The node is asked for the gas first. When it says that the action would be refused, nothing is sent and
 * no fee paid.
 *
 * @throws SdkError `refused` with the refusal in `details`; errors of viem otherwise.
 */
export async function sendCall(
  client: SenderClient,
  call: SystemCall,
  sender: SenderParameters,
): Promise<Hex> {
  const account = sender.account ?? client.account
  if (account === undefined) {
    throw new SdkError('no-account', 'nobody signs: give the client an account, or the action')
  }
  try {
    return await sendTransaction(client, {
      account,
      chain: client.chain ?? null,
      to: call.to,
      value: call.valueRau ?? 0n,
      ...(call.data === undefined ? {} : { data: call.data }),
      ...(sender.nonce === undefined ? {} : { nonce: sender.nonce }),
      ...(sender.gas === undefined ? {} : { gas: sender.gas }),
      ...(sender.maxFeePerGasRau === undefined ? {} : { maxFeePerGas: sender.maxFeePerGasRau }),
    })
  } catch (error) {
    const refusal = findRefusal(error)
    if (refusal === undefined) throw error
    throw new SdkError('refused', refusal.sentence, { details: { refusal }, cause: error })
  }
}

/** Bytes as the ABI's `uint8[]`. */
export function toByteList(payload: Uint8Array | undefined): readonly number[] {
  return payload === undefined ? [] : [...payload]
}
