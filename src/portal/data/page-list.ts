import { infiniteQueryOptions } from '@tanstack/react-query'
import type { StreamKind } from './use-stream.ts'

/** A page of a list as the API answers it. */
export interface ListPage<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** What a page of a list is asked with. */
export interface PageRequest {
  readonly limit: number
  readonly cursor?: string
}

/** A query over the pages of a list, flattened to its items. `key` names the list and all of its parameters. */
export function listQuery<T>(options: {
  readonly key: readonly unknown[]
  readonly load: (page: PageRequest, signal: AbortSignal) => Promise<ListPage<T>>
  readonly follows: readonly StreamKind[]
  /** Items of a page; 50 when missing, 1,000 at most. */
  readonly limit?: number
}) {
  const { key, load, follows, limit = 50 } = options
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      load(pageParam === '' ? { limit } : { limit, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page: ListPage<T>) => page.next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    meta: { follows },
  })
}
