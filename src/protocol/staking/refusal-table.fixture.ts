import { readFileSync } from 'node:fs'
import { must } from '#base/assert.ts'

/** The table «Refusals in order» of a module's README: action to names of errors. */
export function readRefusalTable(readme: URL): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(readme, 'utf8')
  const table = must(text.split('| Action | Refusals in order |\n|---|---|\n')[1], 'the table')
  const rows = new Map<string, readonly string[]>()
  for (const line of table.split('\n')) {
    const [, action, refusals] = line.split('|')
    if (action === undefined || refusals === undefined) break
    rows.set(
      action.trim(),
      refusals.split(',').map((name) => name.trim()),
    )
  }
  return rows
}

/** `BucketNotFound(7)` to `BucketNotFound`. */
export function nameOf(text: string): string {
  return must(text.split('(')[0], 'a name')
}
