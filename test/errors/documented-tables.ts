import { readFileSync } from 'node:fs'

const DOCUMENT = new URL('../../docs/reference/errors.md', import.meta.url)

/** The columns that name a row; an outcome is named by its number and its Solidity error. */
const KEY_COLUMNS = new Set(['Code', 'Word', 'Status', 'Solidity error'])

function cellsOf(line: string): readonly string[] {
  const cells = line.split('|').slice(1, -1)
  return cells.map((cell) => cell.trim().replace(/^`(.*)`$/, '$1'))
}

/** The codes of each table in `docs/reference/errors.md`, by its heading. */
export function readDocumentedTables(): ReadonlyMap<string, readonly string[]> {
  const tables = new Map<string, readonly string[]>()
  for (const section of readFileSync(DOCUMENT, 'utf8').split(/^#+ /m)) {
    const heading = section.slice(0, section.indexOf('\n'))
    const [head, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'))
    if (head === undefined) continue
    const columns = cellsOf(head)
    const keys = rows.map((row) =>
      cellsOf(row)
        .filter((_, column) => KEY_COLUMNS.has(columns[column] ?? ''))
        .join(' '),
    )
    tables.set(heading, keys)
  }
  return tables
}
