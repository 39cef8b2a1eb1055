import { checkRules } from '#params/rule-checks.ts'
import type { BlockContext } from '../action.ts'
import type { Payload } from '../governance/payload.ts'
import { recordChanges } from '../governance/rule-changes.ts'
import { askWeights } from '../governance/script-weights.ts'
import { getRules } from '../params/rules.ts'
import { putWeights } from '../staking/votes.ts'

/** A change that settlements and elections can be run under. */
export type Change = Extract<Payload, { kind: 'policy' | 'script' }>

/**
 * Puts a change in force in `epoch`, on top of whatever held then; on a copy. Whether the values that the proposer expected were
 * those of that epoch is not asked. Returns why the rules of that epoch cannot go with it, or that a script gives no weights.
 */
export function putInForce(
  context: BlockContext,
  change: Change,
  epoch: number,
): string | undefined {
  const { world } = context
  if (change.kind === 'script') {
    const { slot, source } = change
    if (slot === 'vote-weight') return weighAgain(context, source, epoch)
    const history = world.governance.scripts.get(slot) ?? []
    world.governance.scripts.set(slot, [...history, { proposal: 0, fromEpoch: epoch, source }])
    return undefined
  }
  recordChanges(world, epoch, change.sets)
  return checkRules(getRules(world, epoch))[0]
}

function weighAgain(context: BlockContext, source: string, fromEpoch: number): string | undefined {
  if (source === '') {
    putWeights(context.world, undefined)
    return undefined
  }
  const answer = askWeights(context, source)
  if (!answer.ok) return `the script gives no weights that can be used (${answer.failure})`
  putWeights(context.world, { proposal: 0, fromEpoch, table: answer.value })
  return undefined
}
