import type { Address } from 'viem'
import { encodePayload, type Payload } from '../governance/payload.ts'
import { ask, type ReaderClient } from './ask.ts'
import type { ProposalImpact } from './impact-records.ts'

export type GetProposalImpactParameters = (
  | { readonly proposal: number }
  /** Of a proposal that is not on chain. */
  | { readonly payload: Payload }
) & {
  /** A voter: what becomes of its part of its delegates’ rewards. */
  readonly account?: Address
  /** Name or identity: its rewards epoch by epoch. */
  readonly delegate?: string
  /** 1 to 30; 10 when missing. */
  readonly epochs?: number
}

/** What a change would have done over the last epochs, worked out by the node with the code of the chain itself. */
export function getProposalImpact(
  client: ReaderClient,
  parameters: GetProposalImpactParameters,
): Promise<ProposalImpact> {
  if ('proposal' in parameters) return ask(client, 'boule_proposalImpact', [parameters])
  const { payload, ...rest } = parameters
  const data = encodePayload(payload)
  return ask(client, 'boule_proposalImpact', [{ ...rest, payload: { kind: payload.kind, data } }])
}
