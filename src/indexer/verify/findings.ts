/** What a comparison found. */
export interface Findings {
  /** How many of each kind were compared. */
  readonly compared: ReadonlyMap<string, number>
  /** The first differences, one line each. */
  readonly differences: readonly string[]
  readonly differing: number
}

const MAX_LINES = 20

/** Collects what differs. */
export class FindingsBook implements Findings {
  readonly compared = new Map<string, number>()
  readonly differences: string[] = []
  differing = 0

  /** Compares fields of one thing. Values are compared as text: null is the word. */
  compare(
    what: string,
    key: string,
    node: Readonly<Record<string, unknown>>,
    index: Readonly<Record<string, unknown>>,
  ): void {
    this.compared.set(what, (this.compared.get(what) ?? 0) + 1)
    for (const field in node) {
      const expected = toText(node[field])
      const found = toText(index[field])
      if (expected !== found)
        this.add(`${what} ${key}: ${field} is ${expected} at the node and ${found} in the index`)
    }
  }

  add(line: string): void {
    this.differing++
    if (this.differences.length < MAX_LINES) this.differences.push(line)
  }
}

/** Hex in lower case, so that checksums of addresses do not matter. */
function toText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'object') return JSON.stringify(value, sortKeys).toLowerCase()
  const text = `${value as bigint | string}`
  return /^0x[0-9a-fA-F]+$/.test(text) ? text.toLowerCase() : text
}

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
