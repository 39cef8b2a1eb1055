import { type Column, getTableColumns } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { RawRow } from '../database/database.ts'

/** A table as bulk statements need it, from its declaration. */
export interface TableShape {
  /** With its schema. */
  readonly name: string
  readonly columns: readonly ColumnShape[]
  /** Names of the columns that make a row unique, as properties. */
  readonly keys: readonly string[]
}

export interface ColumnShape {
  /** Property of a row. */
  readonly property: string
  /** Quoted name in SQL. */
  readonly name: string
  readonly type: string
  /** A value as an element of a PostgreSQL array literal. */
  readonly encode: (value: unknown) => string
  /** A value as a field of the text that `copy` takes. */
  readonly encodeField: (value: unknown) => string
  /** What the driver gave, as the row has it. */
  readonly decode: (value: unknown) => unknown
}

const shapes = new WeakMap<PgTable, TableShape>()

export function shapeOf(table: PgTable): TableShape {
  const known = shapes.get(table)
  if (known !== undefined) return known
  const config = getTableConfig(table)
  const entries = Object.entries(getTableColumns(table))
  const inKey = new Set(
    config.primaryKeys.flatMap(({ columns }) => columns.map(({ name }) => name)),
  )
  const shape: TableShape = {
    name: `${config.schema ?? 'public'}.${config.name}`,
    columns: entries.map(([property, column]) => describeColumn(property, column)),
    keys: entries
      .filter(([, column]) => column.primary || inKey.has(column.name))
      .map(([property]) => property),
  }
  shapes.set(table, shape)
  return shape
}

function describeColumn(property: string, column: Column): ColumnShape {
  const type = column.getSQLType()
  const write =
    type === 'text' ? toText : type === 'json' || type === 'jsonb' ? stringifyJson : undefined
  return {
    property,
    name: `"${column.name}"`,
    type,
    encode:
      write === undefined ? encodePlain : (value) => (isNull(value) ? 'NULL' : quote(write(value))),
    encodeField:
      write === undefined
        ? encodePlainField
        : (value) => (isNull(value) ? NULL_FIELD : escapeField(write(value))),
    decode: (value) =>
      value === null || value === undefined ? null : column.mapFromDriverValue(value),
  }
}

/** A row of the driver, by the names of its columns, as the declaration types it. */
export function decodeRow(shape: TableShape, raw: RawRow): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const { property, name, decode } of shape.columns) {
    row[property] = decode(raw[name.slice(1, -1)])
  }
  return row
}

const NULL_FIELD = '\\N'

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** Numbers, bigints and booleans. */
function encodePlain(value: unknown): string {
  return isNull(value) ? 'NULL' : `${value as bigint}`
}

function encodePlainField(value: unknown): string {
  return isNull(value) ? NULL_FIELD : `${value as bigint}`
}

/** PostgreSQL's text has no NUL: it is shown as the mark of what cannot be shown. */
function toText(value: unknown): string {
  const text = value as string
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text
}

/** PostgreSQL's JSON has no NUL, which strings of the chain may contain. */
function stringifyJson(value: unknown): string {
  const text = JSON.stringify(value)
  return text.includes('\\u0000') ? JSON.stringify(value, withoutNul) : text
}

function withoutNul(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value
}

function quote(text: string): string {
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
}

function escapeField(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] as string)
    : text
}
