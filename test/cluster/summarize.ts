import { type PerturbationKind, PERTURBATION_KINDS } from './perturb.ts'
import type { PlanResult } from './run-plan.ts'

/** A line for each run and one for all, in columns. */
export function formatTable(results: readonly PlanResult[]): string {
  const header = [
    'seed',
    'blocks',
    'epochs',
    'failed rounds',
    'transactions',
    'sent again',
    ...PERTURBATION_KINDS,
    'slowest return',
    'seconds',
    'problems',
  ]
  const rows = [...results.map((one) => toRow(`${one.seed}`, [one])), toRow('all', results)]
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return [header, ...rows]
    .map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '))
    .join('\n')
}

function toRow(name: string, results: readonly PlanResult[]): readonly string[] {
  const sum = (of: (one: PlanResult) => number): string =>
    String(Math.round(results.reduce((total, one) => total + of(one), 0)))
  const kind = (of: PerturbationKind): string => sum((one) => one.perturbations[of] ?? 0)
  return [
    name,
    sum((one) => one.blocks),
    sum((one) => one.epochs),
    sum((one) => one.failedRounds),
    sum((one) => one.transactions),
    sum((one) => one.sentAgain),
    ...PERTURBATION_KINDS.map(kind),
    `${Math.max(0, ...results.map((one) => one.slowestReturn))} blocks`,
    sum((one) => one.seconds),
    sum((one) => one.problems.length),
  ]
}
