import { must } from '#base/assert.ts'
import type { RuleName, Rules } from '#params/rule-table.ts'
import type { BlockContext } from '../action.ts'
import { computeElection } from '../election/elect.ts'
import { momentOfElection } from '../election/moment.ts'
import type { ElectedSet } from '../election/state.ts'
import { getCurrentEpoch } from '../epochs/epoch.ts'
import { processActivity } from '../liveness/epoch.ts'
import { getRules } from '../params/rules.ts'
import type { World } from '../world.ts'
import { type Change, putInForce } from './change.ts'
import { putActivity } from './settle-again.ts'

/** The set that would be elected and drawn if the election point were now, or why the rules do not go with the change. */
export type ElectedAgain = ElectedSet | { readonly reason: string }

/**
 * Elects now, on a copy, under the rules of the first epoch that has no set, or with `change` in force as if it had been for as long as
 * probation looks back: the epochs of its window are judged again.
 */
export function electAgain(context: BlockContext, change?: Change): ElectedAgain {
  const { world } = context
  const { epoch } = momentOfElection(world)
  if (change !== undefined) {
    const reason = putInForce(context, change, epoch)
    if (reason !== undefined) return { reason }
    if (change.kind === 'policy') judgeAgain(context, change, getRules(world, epoch))
  }
  return computeElection(momentOfElection(world)).set
}

/** Brings probation to where the change would have brought it, if it is about probation. */
function judgeAgain(
  context: BlockContext,
  { sets }: Extract<Change, { kind: 'policy' }>,
  changed: Rules,
): void {
  const isSet = (name: RuleName): boolean => sets.some((set) => set.name === name)
  const hasNewThreshold = isSet('productivityThresholdPercent')
  if (!hasNewThreshold && !isSet('probationWindowEpochs')) return
  const { world } = context
  const last = lastSettled(world)
  const { productivityThresholdPercent, probationWindowEpochs } = changed
  // Probation is brought up to date with each epoch; the last one does for all that keep their judgement.
  const first = hasNewThreshold ? last - probationWindowEpochs + 1 : last
  for (let past = Math.max(1, first); past <= last; past++) {
    const then = getRules(world, past)
    putActivity(world, must(world.liveness.history.get(past), 'the activity of a settled epoch'))
    processActivity({
      ...context,
      epoch: past,
      rules: {
        ...then,
        probationWindowEpochs,
        ...(hasNewThreshold ? { productivityThresholdPercent } : {}),
      },
      emit: () => undefined,
    })
  }
}

/** The newest epoch that is settled; 0 before the first one is. */
export function lastSettled(world: World): number {
  const { epoch } = getCurrentEpoch(world)
  return world.rewards.settlements.has(epoch) ? epoch : epoch - 1
}
