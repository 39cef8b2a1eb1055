import { must } from '#base/assert.ts'
import type { World } from '../world.ts'
import { decodePayload, type Payload } from './payload.ts'
import type { PayloadKind } from './payload-kinds.ts'
import type { Proposal } from './state.ts'

/** What a proposal asks for, in its current revision. */
export function getPayload<K extends PayloadKind>(
  world: World,
  proposal: Proposal & { readonly kind: K },
): Extract<Payload, { kind: K }> {
  const bytes = must(world.governance.payloads.get(proposal.id), 'the payload of a proposal')
  return decodePayload(proposal.kind, bytes) as Extract<Payload, { kind: K }>
}

export function isKind<K extends PayloadKind>(
  proposal: Proposal,
  kind: K,
): proposal is Proposal & { readonly kind: K } {
  return proposal.kind === kind
}
