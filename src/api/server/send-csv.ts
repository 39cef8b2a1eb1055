import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { csvColumns, csvLine, csvRow } from './csv.ts'
import type { AnyListRoute } from './handler.ts'
import type { Page } from './page.ts'

/** Rows that are read at a time. */
export const CSV_PAGE = 1_000

export interface CsvRows {
  /** Most rows in all. */
  readonly rows: number
  /** Read before the first byte is sent, so that a refusal is one. */
  readonly first: Page<unknown>
  readonly more: (cursor: string, limit: number) => Promise<Page<unknown>>
}

export function wantsCsv(request: FastifyRequest, format: 'json' | 'csv' | undefined): boolean {
  if (format !== undefined) return format === 'csv'
  const accept = request.headers.accept ?? ''
  return /(^|,)\s*text\/csv\b/.test(accept) && !accept.includes('application/json')
}

/** Sends a list as CSV by RFC 4180, page by page as fast as the client reads. */
export function sendCsv(reply: FastifyReply, route: AnyListRoute, rows: CsvRows): FastifyReply {
  const name = route.id.replace(/^list/, '').toLowerCase()
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(Readable.from(writeLines(route, rows), { objectMode: false }))
}

async function* writeLines(route: AnyListRoute, source: CsvRows): AsyncGenerator<string> {
  const columns = csvColumns(route.item)
  yield csvLine(columns.map(({ name }) => name))
  let page = source.first
  let left = source.rows
  for (;;) {
    if (page.items.length > 0) yield page.items.map((item) => csvRow(columns, item)).join('')
    left -= page.items.length
    if (page.next === null || left <= 0) return
    page = await source.more(page.next, Math.min(left, CSV_PAGE))
  }
}
