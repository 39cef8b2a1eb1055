import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import type { BlockContext } from '../action.ts'
import { ScriptInstalled } from './events.ts'
import type { Payload } from './payload.ts'
import { effectiveEpoch } from './rule-changes.ts'
import type { Proposal } from './state.ts'

/** Puts a script in the place of a formula, from the epoch on in which the decision takes effect. */
export function putScript(
  context: BlockContext,
  proposal: Proposal,
  { slot, source }: Extract<Payload, { kind: 'script' }>,
): void {
  const { world, epoch } = context
  const history = world.governance.scripts.get(slot) ?? []
  const fromEpoch = effectiveEpoch(epoch)
  world.governance.scripts.set(slot, [...history, { proposal: proposal.id, fromEpoch, source }])
  const sourceHash = keccak256(utf8ToBytes(source))
  context.emit(ScriptInstalled.log(proposal.id, slot, sourceHash, fromEpoch))
}
