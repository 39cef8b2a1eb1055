import { decodePayload, encodePayload } from '#sdk/governance/payload.ts'
import type { ProposalContent } from '#sdk/actions/propose.ts'
import type { Payload } from '../../governance/effect-sentences.ts'

/** What the bytes of a proposal say, in the form of the API: read back from them, so that a wrong encoding would be seen. */
export function payloadOf({ payload }: ProposalContent): Payload {
  const read = decodePayload(payload.kind, encodePayload(payload))
  if (read.kind === 'treasury') {
    const payments = read.payments.map((each) => ({
      ...each,
      perEpochRau: each.perEpochRau.toString(),
    }))
    return { kind: read.kind, payments }
  }
  if (read.kind === 'upgrade') {
    const artifacts = read.artifacts.map((each) => ({ ...each, bytes: each.bytes.toString() }))
    return { ...read, artifacts }
  }
  return read.kind === 'policy' ? { ...read, sets: [...read.sets] } : read
}
