import type { Payload } from '../governance/payload.ts'
import { ask, type ReaderClient } from './ask.ts'
import type { Proposal } from './governance-records.ts'

/** Everything about one proposal. Rejects when there is none. */
export async function getProposal(
  client: ReaderClient,
  parameters: { readonly proposal: number },
): Promise<Proposal> {
  const answer = await ask<Proposal>(client, 'boule_proposal', [parameters.proposal])
  return { ...answer, payload: reviveSizes(answer.payload) }
}

/** Sizes of artifacts may be beyond what a JSON number holds, so they come as text. */
function reviveSizes(payload: Payload): Payload {
  if (payload.kind !== 'upgrade') return payload
  const artifacts = payload.artifacts.map((one) => ({ ...one, bytes: parseSize(one.bytes) }))
  return { ...payload, artifacts }
}

function parseSize(decimal: unknown): bigint {
  return BigInt(decimal as string)
}
