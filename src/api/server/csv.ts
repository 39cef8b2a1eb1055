import { z } from 'zod'

/** Names of the columns and how to read each of an item: members of members get names with dots. */
export interface CsvColumn {
  readonly name: string
  readonly path: readonly string[]
}

/** The columns of a list, in the order of its schema. */
export function csvColumns(item: z.ZodType, path: readonly string[] = []): readonly CsvColumn[] {
  const bare = unwrap(item)
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([name, member]) =>
      csvColumns(member as z.ZodType, [...path, name]),
    )
  }
  return [{ name: path.join('.'), path }]
}

function unwrap(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodNullable || schema instanceof z.ZodOptional
    ? unwrap(schema.unwrap() as z.ZodType)
    : schema
}

/** A line by RFC 4180, with its end. */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

export function csvRow(columns: readonly CsvColumn[], item: unknown): string {
  return csvLine(columns.map(({ path }) => readPath(item, path)))
}

function readPath(item: unknown, path: readonly string[]): unknown {
  let at: unknown = item
  for (const name of path) {
    if (typeof at !== 'object' || at === null) return null
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  return at
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = isFormula(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What spreadsheets would run instead of showing it. Plain numbers, also negative ones, are none. */
function isFormula(text: string): boolean {
  return /^\s*[=+\-@\t\r|%]/.test(text) && !/^-?\d+$/.test(text)
}
