import type { BlockContext } from '../action.ts'
import { RuleChanged, SunsetReached } from './events.ts'
import { checkSetsNow, effectiveEpoch, recordChanges } from './rule-changes.ts'
import type { Enactment } from './state.ts'

/**
 * Takes back the policies whose sunset comes. Where a later decision about one of the rules stands, that one stays, also when it
 * came to the same value, and so do all of the policy.
 */
export function processSunsets(context: BlockContext): void {
  const { world, epoch } = context
  const due: Enactment[] = []
  world.governance.enactments.each((_, enactment) => {
    const { sunsetEpoch, over } = enactment
    if (sunsetEpoch !== 0 && !over && effectiveEpoch(epoch) >= sunsetEpoch) due.push(enactment)
  })
  for (const enactment of due) {
    const { proposal, changes } = enactment
    const sets = changes.map(({ name, before, after }) => ({
      name,
      expected: after,
      value: before,
    }))
    const fromEpoch = effectiveEpoch(epoch)
    const isBack =
      !isDecidedAnew(context, enactment) && checkSetsNow(world, epoch, sets) === undefined
    world.governance.enactments.set(proposal, { ...enactment, over: true })
    context.emit(SunsetReached.log(proposal, isBack, fromEpoch))
    if (!isBack) continue
    recordChanges(world, fromEpoch, sets)
    for (const { name, expected, value } of sets) {
      context.emit(RuleChanged.log(proposal, name, expected, value, fromEpoch))
    }
  }
}

/** Whether a later policy that still stands has set one of the same rules. */
function isDecidedAnew(
  { world }: BlockContext,
  { proposal, fromEpoch, changes }: Enactment,
): boolean {
  const names = new Set(changes.map(({ name }) => name))
  let found = false
  world.governance.enactments.each((_, other) => {
    if (other.proposal === proposal || other.over || other.fromEpoch < fromEpoch) return
    found ||= other.changes.some(({ name }) => names.has(name))
  })
  return found
}
