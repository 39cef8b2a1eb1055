import type { Address, Hex } from 'viem'
import { sendCall, type SenderClient, type SenderParameters } from './send-call.ts'

export interface SendCoinsParameters extends SenderParameters {
  readonly to: Address
  readonly amountRau: bigint
}

/** Sends coins to another account. Answers the transaction’s hash. */
export function sendCoins(client: SenderClient, parameters: SendCoinsParameters): Promise<Hex> {
  return sendCall(client, { to: parameters.to, valueRau: parameters.amountRau }, parameters)
}
