import { readProjectFile } from './source-files.ts'

/** A layer as ARCHITECTURE.md describes it. */
export interface Layer {
  readonly name: string
  /** The layers it may import, in the order of the table. */
  readonly mayImport: readonly string[]
  /** Those of them of which it may import types alone. */
  readonly typesOnly: readonly string[]
}

const HEADER = '| Layer | Owns | May import |'

/** Reads the table of layers from ARCHITECTURE.md, or from another text of that form. */
export function readLayerTable(text = readProjectFile('ARCHITECTURE.md')): readonly Layer[] {
  const lines = text.split('\n')
  const start = lines.indexOf(HEADER)
  if (start < 0) throw new Error(`ARCHITECTURE.md has no table "${HEADER}"`)
  const rows: Layer[] = []
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break
    const [, name = '', , mayImport = ''] = line.split('|').map((cell) => cell.trim())
    const entries = mayImport === '–' ? [] : mayImport.split(',').map((entry) => entry.trim())
    rows.push({
      name: unquote(name),
      mayImport: entries.map((entry) => unquote(entry.replace(' (types)', ''))),
      typesOnly: entries
        .filter((entry) => entry.endsWith('(types)'))
        .map((entry) => unquote(entry.replace(' (types)', ''))),
    })
  }
  return rows
}

function unquote(cell: string): string {
  const match = /^`([a-z]+)`$/.exec(cell)
  if (match?.[1] === undefined)
    throw new Error(`ARCHITECTURE.md: "${cell}" is no layer in backquotes`)
  return match[1]
}
