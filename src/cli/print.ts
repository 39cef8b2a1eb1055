import type { Terminal } from './terminal/terminal.ts'

/** `value` as indented JSON; whole numbers of any size become decimal text. */
export function printJson(terminal: Pick<Terminal, 'write'>, value: unknown): void {
  terminal.write(`${JSON.stringify(value, bigintToText, 2)}\n`)
}

/** The same on one line: for streams. */
export function printJsonLine(terminal: Pick<Terminal, 'write'>, value: unknown): void {
  terminal.write(`${JSON.stringify(value, bigintToText)}\n`)
}

function bigintToText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

export interface Column<T> {
  readonly title: string
  readonly text: (row: T) => string
  /** Figures stand at the right edge of their column. */
  readonly right?: boolean
}

/** Rows under titles, as wide as their longest cell. */
export function formatTable<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const cells = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => column.text(row))),
  ]
  const widths = columns.map((_, index) =>
    Math.max(...cells.map((line) => (line[index] ?? '').length)),
  )
  return cells
    .map((line) =>
      line
        .map((cell, index) => {
          const width = widths[index] ?? 0
          return columns[index]?.right === true ? cell.padStart(width) : cell.padEnd(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('')
}

/** Facts, one a line, with their names in a column. */
export function formatFacts(facts: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length))
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('')
}
