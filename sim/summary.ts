import type { SimResult } from './simulate.ts'
import { createTransitionCounts, type TransitionCounts } from './transition-counts.ts'

/** What many seeds did in all. */
export interface Summary {
  readonly operations: Map<string, { done: number; refused: number }>
  readonly codes: Map<number, number>
  readonly transitions: TransitionCounts
  executed: number
  blocks: number
  missed: number
  evidence: number
  reveals: number
  comparisons: number
  elected: number
  continued: number
  weightChanges: number
}

export function createSummary(): Summary {
  return {
    operations: new Map(),
    codes: new Map(),
    transitions: createTransitionCounts(),
    executed: 0,
    blocks: 0,
    missed: 0,
    evidence: 0,
    reveals: 0,
    comparisons: 0,
    elected: 0,
    continued: 0,
    weightChanges: 0,
  }
}

export function addResult(summary: Summary, result: SimResult): void {
  for (const name of [
    'blocks',
    'missed',
    'evidence',
    'reveals',
    'comparisons',
    'elected',
    'continued',
    'weightChanges',
  ] as const) {
    summary[name] += result[name]
  }
  for (const [name, { done, refused }] of result.operations) {
    const sum = summary.operations.get(name) ?? { done: 0, refused: 0 }
    summary.operations.set(name, { done: sum.done + done, refused: sum.refused + refused })
    summary.executed += done + refused
  }
  for (const [way, count] of result.transitions) {
    summary.transitions.set(way, (summary.transitions.get(way) ?? 0) + count)
  }
  for (const [code, count] of result.codes) {
    summary.codes.set(code, (summary.codes.get(code) ?? 0) + count)
  }
}

/** A table of the operations and a line of the rest. */
export function formatSummary(summary: Summary): string {
  const rows = [...summary.operations]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { done, refused }]) => {
      return `${name.padEnd(30)} done ${`${done}`.padStart(8)} refused ${`${refused}`.padStart(8)}`
    })
  for (const [way, count] of summary.transitions) rows.push(`${way.padEnd(46)} × ${count}`)
  const codes = [...summary.codes].sort(([a], [b]) => a - b)
  rows.push(`refusals by code: ${codes.map(([code, count]) => `${code} ×${count}`).join(', ')}`)
  const { executed, blocks, comparisons, elected, continued, missed, evidence, reveals } = summary
  const { weightChanges } = summary
  rows.push(
    `executed ${executed} operations in ${blocks} blocks; ${comparisons} whole states compared with the model; ` +
      `${elected} sets elected, ${continued} carried on; ${missed} rounds missed, ${reveals} reveals, ${evidence} pieces of evidence; ` +
      `weights of votes changed ${weightChanges} times`,
  )
  return rows.join('\n')
}
