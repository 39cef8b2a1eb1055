import type { PgTable } from 'drizzle-orm/pg-core'
import { decodeRow, shapeOf } from '../rows/column-codec.ts'
import type { RpcCall } from '../node/rpc-client.ts'
import { askAtOneHeight, type VerifySetting, waitForIndex } from './verify-setting.ts'

/** Rows of a table that the node is asked about by their keys. */
export interface RowCheck<T extends PgTable> {
  /** For people, such as `account`. */
  readonly what: string
  readonly table: T
  /** Name of the column that orders the rows, which is a number or text. */
  readonly key: string
  /** Which rows; all without it. */
  readonly where?: string
  readonly keyOf: (row: T['$inferSelect']) => string | number
  /** Height at which the row was as it is. */
  readonly heightOf: (row: T['$inferSelect']) => number
  /** What to ask about a row: one call or several. */
  readonly calls: (row: T['$inferSelect']) => readonly RpcCall[]
  readonly compare: (
    row: T['$inferSelect'],
    answers: readonly unknown[],
  ) => {
    readonly node: Readonly<Record<string, unknown>>
    readonly index: Readonly<Record<string, unknown>>
  }
}

/** A batch has room for two questions of the height beside these. */
const MAX_CALLS = 900
/** Rows that keep changing are asked about again so often. */
const MAX_ROUNDS = 100

/**
 * Compares all rows with the node. A row that has changed since the node was asked is asked about again; so none escapes, although the chain
 * goes on.
 */
export async function verifyRows<T extends PgTable>(
  setting: VerifySetting,
  check: RowCheck<T>,
): Promise<void> {
  let after: string | number | undefined
  for (;;) {
    const rows = await readRows(setting, check, after)
    const last = rows.at(-1)
    if (last === undefined) return
    after = check.keyOf(last)
    await verifyPage(setting, check, rows)
  }
}

async function verifyPage<T extends PgTable>(
  setting: VerifySetting,
  check: RowCheck<T>,
  rows: readonly T['$inferSelect'][],
): Promise<void> {
  let left = rows
  for (let round = 0; left.length > 0; round++) {
    if (round === MAX_ROUNDS) {
      throw new Error(
        `${check.what} ${check.keyOf(left[0] as T['$inferSelect'])} changes all the time`,
      )
    }
    const calls = left.map((row) => check.calls(row))
    const { height, answers } = await askAtOneHeight(setting, calls.flat())
    await waitForIndex(setting, height)
    const current = new Map(
      (await readByKeys(setting, check, left.map(check.keyOf))).map((row) => [
        String(check.keyOf(row)),
        row,
      ]),
    )
    const again: T['$inferSelect'][] = []
    let at = 0
    for (const [place, before] of left.entries()) {
      const count = calls[place]?.length ?? 0
      const said = answers.slice(at, at + count)
      at += count
      const row = current.get(String(check.keyOf(before)))
      // Rows leave the selection by a change, such as a bucket that is withdrawn.
      if (row === undefined) continue
      if (check.heightOf(row) > height) again.push(row)
      else {
        const { node, index } = check.compare(row, said)
        setting.findings.compare(check.what, String(check.keyOf(row)), node, index)
      }
    }
    left = again
  }
}

async function readRows<T extends PgTable>(
  { database }: VerifySetting,
  check: RowCheck<T>,
  after: string | number | undefined,
): Promise<readonly T['$inferSelect'][]> {
  const shape = shapeOf(check.table)
  const conditions = [check.where ?? 'true', ...(after === undefined ? [] : [`${check.key} > $1`])]
  const perRow = 3
  const rows = await database.query(
    `select * from ${shape.name} where ${conditions.join(' and ')} order by ${check.key} limit ${Math.floor(MAX_CALLS / perRow)}`,
    after === undefined ? [] : [after],
  )
  return rows.map((row) => decodeRow(shape, row))
}

async function readByKeys<T extends PgTable>(
  { database }: VerifySetting,
  check: RowCheck<T>,
  keys: readonly (string | number)[],
): Promise<readonly T['$inferSelect'][]> {
  const shape = shapeOf(check.table)
  const type = typeof keys[0] === 'number' ? 'bigint' : 'text'
  const rows = await database.query(
    `select * from ${shape.name} where ${check.where ?? 'true'} and ${check.key} = any(($1::text)::${type}[])`,
    [`{${keys.join(',')}}`],
  )
  return rows.map((row) => decodeRow(shape, row))
}
