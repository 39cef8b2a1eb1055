import { checkRules } from '#params/rule-checks.ts'
import type { BlockContext } from '../action.ts'
import type { Payload } from '../governance/payload.ts'
import { recordChanges } from '../governance/rule-changes.ts'
import { getRules } from '../params/rules.ts'

/** A change that settlements and elections can be run under. */
export type Change = Extract<Payload, { kind: 'policy' | 'script' }>

/**
 * Puts a change in force in `epoch`, on top of whatever held then; on a copy. Whether the values that the proposer expected were
 * those of that epoch is not asked. Returns why the rules of that epoch cannot go with it.
 */
export function putInForce(
  { world }: BlockContext,
  change: Change,
  epoch: number,
): string | undefined {
  if (change.kind === 'script') {
    const { slot, source } = change
    const history = world.governance.scripts.get(slot) ?? []
    world.governance.scripts.set(slot, [...history, { proposal: 0, fromEpoch: epoch, source }])
    return undefined
  }
  recordChanges(world, epoch, change.sets)
  return checkRules(getRules(world, epoch))[0]
}
