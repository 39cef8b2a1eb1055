import type { Genesis } from '#params/genesis.ts'
import type { Rules } from '#params/rule-table.ts'
import { parseRuleValue } from '#params/rule-text.ts'
import { CliError } from '../cli-error.ts'

/** A phase as it was typed: from an epoch on, how many delegates are elected and how many of them produce. */
export interface NewPhase {
  /** As a whole, for what is said about it. */
  readonly text: string
  readonly fromEpoch: number
  readonly consensusDelegates: string
  readonly producers: string
}

/**
 * Rules and schedule of a genesis with phases: one from epoch 1 changes the first rules, every other one is a scheduled
 * change. Throws `CliError` that names the field; whether they ascend and fit the other rules is for `checkGenesis`.
 */
export function applyPhases(
  rules: Rules,
  phases: readonly NewPhase[],
): Pick<Genesis, 'rules' | 'schedule'> {
  const changes = phases.map((phase) => ({
    fromEpoch: phase.fromEpoch,
    set: {
      consensusDelegates: readCount(phase, 'consensusDelegates'),
      producers: readCount(phase, 'producers'),
    },
  }))
  const [first, ...later] = changes
  return first?.fromEpoch === 1
    ? { rules: { ...rules, ...first.set }, schedule: later }
    : { rules, schedule: changes }
}

function readCount(phase: NewPhase, name: 'consensusDelegates' | 'producers'): number {
  const parsed = parseRuleValue(name, phase[name])
  if ('problem' in parsed) {
    throw new CliError(`--phase ${phase.text}: ${name} ${parsed.problem}`, 2)
  }
  return Number(parsed.value)
}
