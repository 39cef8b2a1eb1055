import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ApiSchemas } from '#api/client/create-api-client.ts'
import type { paths } from '#api/generated/paths.ts'
import { answer, api } from './api.ts'
import { listQuery } from './page-list.ts'

// One function for each question to the API. `follows` names the events of the stream after which its answer is old.

export type Schemas = ApiSchemas

export const networkQuery = queryOptions({
  queryKey: ['network'],
  queryFn: ({ signal }) => answer(api.GET('/network', { signal })),
  meta: { follows: ['block', 'epoch'] },
  // A node that has stopped makes no block that would tell of it.
  refetchInterval: 5_000,
})

export function searchQuery(text: string) {
  return queryOptions({
    queryKey: ['search', text],
    queryFn: ({ signal }) => answer(api.GET('/search', { params: { query: { q: text } }, signal })),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
}

export const rankingQuery = queryOptions({
  queryKey: ['ranking'],
  queryFn: ({ signal }) => answer(api.GET('/ranking', { signal })),
  meta: { follows: ['ranking', 'epoch'] },
})

export function whatIfQuery(delegate: string, deltaRau: bigint) {
  return queryOptions({
    queryKey: ['what-if', delegate, deltaRau.toString()],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/ranking/what-if', {
          params: { query: { delegate, deltaRau: deltaRau.toString() } },
          signal,
        }),
      ),
    meta: { follows: ['ranking', 'epoch'] },
    placeholderData: keepPreviousData,
  })
}

export function proposalsToVoteQuery(state: 'voting' | 'extended') {
  return queryOptions({
    queryKey: ['proposals', 'state', state],
    queryFn: ({ signal }) =>
      answer(api.GET('/proposals', { params: { query: { state, limit: 20 } }, signal })),
    meta: { follows: ['proposal', 'epoch'] },
  })
}

export const overdueQuery = queryOptions({
  queryKey: ['proposals', 'overdue'],
  queryFn: async ({ signal }) => {
    const { items } = await answer(
      api.GET('/proposals', {
        params: { query: { live: true, kind: 'directive', limit: 200 } },
        signal,
      }),
    )
    return items.filter(({ overdue }) => overdue)
  },
  meta: { follows: ['proposal', 'epoch'] },
})

type DelegatesParameters = NonNullable<paths['/delegates']['get']['parameters']['query']>
export type DelegateFilters = Omit<DelegatesParameters, 'limit' | 'cursor' | 'format'>

export function delegatesQuery(filters: DelegateFilters) {
  return listQuery({
    key: ['delegates', filters],
    load: (page, signal) =>
      answer(api.GET('/delegates', { params: { query: { ...filters, ...page } }, signal })),
    follows: ['ranking', 'epoch'],
    limit: 1_000,
  })
}

export function delegateQuery(delegate: string) {
  return queryOptions({
    queryKey: ['delegate', delegate],
    queryFn: ({ signal }) =>
      answer(api.GET('/delegates/{delegate}', { params: { path: { delegate } }, signal })),
    meta: { follows: ['ranking', 'epoch'] },
  })
}

export function delegateProfilesQuery(delegate: string) {
  return listQuery({
    key: ['delegate', delegate, 'profiles'],
    load: (query, signal) =>
      answer(
        api.GET('/delegates/{delegate}/profiles', {
          params: { path: { delegate }, query },
          signal,
        }),
      ),
    follows: ['block'],
  })
}

export function delegateEpochsQuery(delegate: string) {
  return listQuery({
    key: ['delegate', delegate, 'epochs'],
    load: (query, signal) =>
      answer(
        api.GET('/delegates/{delegate}/epochs', { params: { path: { delegate }, query }, signal }),
      ),
    follows: ['epoch'],
    limit: 100,
  })
}

export function delegateVotersQuery(delegate: string) {
  return listQuery({
    key: ['delegate', delegate, 'voters'],
    load: (query, signal) =>
      answer(
        api.GET('/delegates/{delegate}/voters', { params: { path: { delegate }, query }, signal }),
      ),
    follows: ['ranking'],
  })
}

export function delegateBallotsQuery(delegate: string) {
  return listQuery({
    key: ['delegate', delegate, 'ballots'],
    load: (query, signal) =>
      answer(
        api.GET('/delegates/{delegate}/ballots', { params: { path: { delegate }, query }, signal }),
      ),
    follows: ['proposal'],
  })
}

export function delegateEventsQuery(delegate: string) {
  return listQuery({
    key: ['delegate', delegate, 'events'],
    load: (query, signal) =>
      answer(
        api.GET('/delegates/{delegate}/events', { params: { path: { delegate }, query }, signal }),
      ),
    follows: ['ranking', 'epoch'],
    limit: 25,
  })
}
