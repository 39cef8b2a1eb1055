import type { AbiReader } from '#base/abi/abi-reader.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { PAGE_TOO_LARGE } from './status.ts'

/** Most rows of one answer. A larger page is refused rather than cut: who counts on a full page would miss the rest. */
export const MAX_PAGE_ROWS = 1_000

export interface PageArguments {
  readonly offset: number
  readonly limit: number
}

/** Reads `(uint32 offset, uint32 limit)`. */
export function readPage(reader: AbiReader): PageArguments | Refusal {
  const offset = reader.uint32()
  const limit = reader.uint32()
  return limit > MAX_PAGE_ROWS ? refuse(PAGE_TOO_LARGE, limit, MAX_PAGE_ROWS) : { offset, limit }
}

/** The rows of a page; none beyond the end. */
export function pageOf<T>(rows: readonly T[], page: PageArguments): readonly T[] {
  return rows.slice(page.offset, page.offset + page.limit)
}
