import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { WeightTable } from '#formulas/votes-by-table.ts'
import { answer, api } from './api.ts'
import { listQuery } from './page-list.ts'

// What a holder asks before something is signed.

export function bucketQuery(index: number) {
  return queryOptions({
    queryKey: ['bucket', index],
    queryFn: ({ signal }) =>
      answer(api.GET('/buckets/{index}', { params: { path: { index } }, signal })),
    meta: { follows: ['block'] },
  })
}

export function bucketEventsQuery(index: number) {
  return listQuery({
    key: ['bucket', index, 'events'],
    load: (query, signal) =>
      answer(api.GET('/buckets/{index}/events', { params: { path: { index }, query }, signal })),
    follows: ['block'],
    limit: 25,
  })
}

/** Delegates to choose from: by rank, those with the text in their name first of all. */
export function delegateChoicesQuery(search: string) {
  return queryOptions({
    queryKey: ['delegate-choices', search],
    queryFn: async ({ signal }) => {
      const query = { ...(search === '' ? {} : { search }), sort: 'rank', limit: 20 } as const
      const { items } = await answer(api.GET('/delegates', { params: { query }, signal }))
      return items
    },
    meta: { follows: ['epoch'] },
    placeholderData: keepPreviousData,
  })
}

interface RpcAnswer {
  readonly result?: { readonly [row in 'plain' | 'autoStake' | 'selfStake']: readonly number[] }
  readonly error?: { readonly message: string }
}

/** The vote weights that a script gave; null while the built-in formula is in force. */
export const weightsQuery = queryOptions({
  queryKey: ['weights'],
  queryFn: async ({ signal }): Promise<WeightTable | null> => {
    const body = { jsonrpc: '2.0' as const, id: 1, method: 'boule_weights', params: [] }
    const { result, error } = (await answer(api.POST('/rpc', { body, signal }))) as RpcAnswer
    if (error !== undefined) throw new Error(error.message)
    if (result === undefined || result === null) return null
    return [result.plain, result.autoStake, result.selfStake].map((row) => row.map(BigInt))
  },
  meta: { follows: ['epoch'] },
})
