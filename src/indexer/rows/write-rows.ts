import type { PgTable } from 'drizzle-orm/pg-core'
import type { Statements } from '../database/database.ts'
import { shapeOf, type TableShape } from './column-codec.ts'

/** Rows of one statement: more would make its text large without making it faster. */
const MAX_ROWS = 5_000

/** What happens to a row whose key is there already: an error, or it takes the place of the old one. */
export type WriteMode = 'insert' | 'replace'

const statements = new WeakMap<PgTable, string>()

/** Rows as text, ready for the database. */
export type Write = (session: Statements) => Promise<unknown>

/** Carries writes out in their order. While the server works on one, the next one is made. */
export async function runWrites(session: Statements, writes: Iterable<Write>): Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  for (const write of writes) {
    await running
    running = write(session)
  }
  await running
}

/**
 * How many rows of a table are written. New ones are copied, which costs the server least; the others go by a statement with a list for each column,
 * which the server unnests. Keys are unique within `rows`.
 */
export function* writesOf<T extends PgTable>(
  table: T,
  rows: readonly T['$inferInsert'][],
  mode: WriteMode,
): Iterable<Write> {
  const shape = shapeOf(table)
  for (let from = 0; from < rows.length; from += MAX_ROWS) {
    const some = rows.slice(from, from + MAX_ROWS)
    if (mode === 'insert') {
      const target = `${shape.name} (${shape.columns.map(({ name }) => name).join(', ')})`
      const lines = encodeLines(shape, some)
      yield (session) => session.copy(target, lines)
    } else {
      const statement = replaceStatement(table)
      const lists = encodeColumns(shape, some)
      yield (session) => session.query(statement, lists)
    }
  }
}

/** A line for each row. PERF: joined, since a text put together piece by piece stays in memory as its pieces. */
function encodeLines({ columns }: TableShape, rows: readonly object[]): string {
  const lines = rows.map((row) => {
    let line = ''
    let separator = ''
    for (const { property, encodeField } of columns) {
      line += separator + encodeField((row as Record<string, unknown>)[property])
      separator = '\t'
    }
    return `${line}\n`
  })
  return lines.join('')
}

function encodeColumns(shape: TableShape, rows: readonly object[]): readonly string[] {
  return shape.columns.map(({ property, encode }) => {
    const list = rows.map((row) => encode((row as Record<string, unknown>)[property]))
    return `{${list.join(',')}}`
  })
}

function replaceStatement(table: PgTable): string {
  const known = statements.get(table)
  if (known !== undefined) return known
  const { name, columns, keys } = shapeOf(table)
  const names = columns.map((column) => column.name)
  // Text first, so that both drivers pass the literal on as it is.
  const lists = columns.map(({ type }, at) => `($${at + 1}::text)::${type}[]`)
  const keyNames = columns.filter(({ property }) => keys.includes(property))
  const others = columns.filter(({ property }) => !keys.includes(property))
  const changes = others.map((column) => `${column.name} = excluded.${column.name}`)
  const made = [
    `insert into ${name} (${names.join(', ')}) select * from unnest(${lists.join(', ')}) as k(${names.join(', ')})`,
    // In the order of their key rows lie close together in the indexes, and the same pages serve many.
    `order by ${keyNames.map((column) => column.name).join(', ')}`,
    `on conflict (${keyNames.map((column) => column.name).join(', ')}) do`,
    changes.length === 0 ? 'nothing' : `update set ${changes.join(', ')}`,
  ].join(' ')
  statements.set(table, made)
  return made
}
