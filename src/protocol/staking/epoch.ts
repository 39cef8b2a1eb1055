import { encodeRecord } from '#base/codec.ts'
import { weightTableCodec } from '#formulas/votes-by-table.ts'
import type { BlockContext } from '../action.ts'
import { ScriptFailed } from '../governance/events.ts'
import { effectiveEpoch } from '../governance/rule-changes.ts'
import { askWeights } from '../governance/script-weights.ts'
import { WeightsChanged } from './events.ts'
import { putWeights } from './votes.ts'

const NO_TABLE = new Uint8Array(0)

/**
 * At an epoch's last block, behind governance: the script for vote weights that was put into action at this boundary, the last one if
 * there are several, is run once, and all votes are by its table from now on. The next election is that of `effectiveEpoch`. When it
 * gives no answer that can be used, the weights in force stay, and an event says so. No source puts the built-in formula back.
 */
export function processWeights(context: BlockContext): void {
  const { world, epoch } = context
  const fromEpoch = effectiveEpoch(epoch)
  const script = world.governance.scripts.get('vote-weight')?.at(-1)
  if (script?.fromEpoch !== fromEpoch) return
  const { proposal, source } = script
  if (source === '') {
    putWeights(world, undefined)
    context.emit(WeightsChanged.log(fromEpoch, NO_TABLE))
    return
  }
  const answer = askWeights(context, source)
  if (!answer.ok) {
    context.emit(ScriptFailed.log(proposal, 'vote-weight', epoch, answer.failure))
    return
  }
  putWeights(world, { proposal, fromEpoch, table: answer.value })
  context.emit(WeightsChanged.log(fromEpoch, encodeRecord(weightTableCodec, answer.value)))
}
