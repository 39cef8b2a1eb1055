import type { Address } from '#base/address.ts'
import { compareText } from '#base/bytes.ts'
import type { Rules } from '#params/rule-table.ts'
import type { BlockContext } from '../action.ts'
import type { World } from '../world.ts'
import { EpochActivity, ProbationChanged } from './events.ts'
import { computeProbation, isUnproductive, type ProbationEntry } from './probation.ts'
import { type Activity, type ActivityRow, NO_ACTIVITY } from './state.ts'

/**
 * Whether an epoch is held against a delegate: it double-signed, made too few of the blocks it was due for, or, having
 * been due for none, signed too few.
 */
function judge(activity: Activity, rules: Rules): boolean {
  const threshold = rules.productivityThresholdPercent
  if (activity.faults > 0) return true
  const due = activity.produced + activity.missed
  if (due > 0) return isUnproductive(activity.produced, due, threshold)
  return isUnproductive(activity.signed, activity.signed + activity.absent, threshold)
}

/**
 * Settles the epoch's activity: writes it down, starts counting anew, and brings probation up to date for the elections
 * from now on. Returns the rows, by identity.
 */
export function processActivity(context: BlockContext): readonly ActivityRow[] {
  const { world, rules, epoch } = context
  const rows: ActivityRow[] = []
  world.liveness.activity.each((delegate, activity) => {
    if (
      activity.produced + activity.missed + activity.signed + activity.absent + activity.faults ===
      0
    )
      return
    rows.push({ delegate, ...activity, unproductive: judge(activity, rules) })
  })
  rows.sort((a, b) => compareText(a.delegate, b.delegate))
  for (const row of rows) {
    world.liveness.activity.set(row.delegate, NO_ACTIVITY)
    context.emit(
      EpochActivity.log(
        epoch,
        row.delegate,
        row.produced,
        row.missed,
        row.signed,
        row.absent,
        row.unproductive,
      ),
    )
  }
  world.liveness.history.set(epoch, rows)
  updateProbation(context)
  return rows
}

/** Who is on probation by the last `windowEpochs` settled epochs up to `lastEpoch`, and in how many of them unproductive. */
export function listProbation(
  world: World,
  lastEpoch: number,
  windowEpochs: number,
): readonly ProbationEntry<Address>[] {
  const window: (readonly Address[])[] = []
  for (let past = lastEpoch - windowEpochs + 1; past <= lastEpoch; past++) {
    const rows = world.liveness.history.get(past) ?? []
    window.push(rows.filter((row) => row.unproductive).map((row) => row.delegate))
  }
  return computeProbation(window)
}

function updateProbation(context: BlockContext): void {
  const { world, rules, epoch } = context
  const entries = listProbation(world, epoch, rules.probationWindowEpochs)
  const listed = new Set<Address>(entries.map((entry) => entry.id))
  const changed: { delegate: Address; count: number }[] = []
  world.liveness.probation.each((delegate, before) => {
    if (before > 0 && !listed.has(delegate)) changed.push({ delegate, count: 0 })
  })
  for (const entry of entries) {
    const before = world.liveness.probation.get(entry.id) ?? 0
    if (before !== entry.unproductiveEpochs) {
      changed.push({ delegate: entry.id, count: entry.unproductiveEpochs })
    }
  }
  changed.sort((a, b) => compareText(a.delegate, b.delegate))
  for (const { delegate, count } of changed) {
    world.liveness.probation.set(delegate, count)
    context.emit(ProbationChanged.log(delegate, count))
  }
}
