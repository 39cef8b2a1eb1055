import { queryOptions } from '@tanstack/react-query'
import type { paths } from '#api/generated/paths.ts'
import { answer, api } from './api.ts'
import { listQuery, type ListPage, type PageRequest } from './page-list.ts'
import type { Schemas } from './queries.ts'

// Proposals, rules and the power to decide.

type ProposalsParameters = NonNullable<paths['/proposals']['get']['parameters']['query']>
export type ProposalFilters = Omit<ProposalsParameters, 'limit' | 'cursor' | 'format'>

export function proposalsQuery(filters: ProposalFilters) {
  return listQuery({
    key: ['proposals', 'list', filters],
    load: (page, signal) =>
      answer(api.GET('/proposals', { params: { query: { ...filters, ...page } }, signal })),
    follows: ['proposal', 'epoch'],
    limit: 20,
  })
}

export function proposalQuery(id: number) {
  return queryOptions({
    queryKey: ['proposal', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/proposals/{id}', { params: { path: { id } }, signal })),
    meta: { follows: ['proposal', 'epoch'] },
  })
}

export function proposalRevisionsQuery(id: number) {
  return listQuery({
    key: ['proposal', id, 'revisions'],
    load: (query, signal) =>
      answer(api.GET('/proposals/{id}/revisions', { params: { path: { id }, query }, signal })),
    follows: ['proposal'],
  })
}

export function proposalSupportsQuery(id: number) {
  return listQuery({
    key: ['proposal', id, 'supports'],
    load: (query, signal) =>
      answer(api.GET('/proposals/{id}/supports', { params: { path: { id }, query }, signal })),
    follows: ['proposal', 'epoch'],
    limit: 25,
  })
}

type SupportPage = ListPage<Schemas['Support']>
/** Pages of supports that are looked through for that of one account. */
const MAX_SUPPORT_PAGES = 20

/** What an account said in support of a proposal; null when it said nothing. */
export function accountSupportQuery(id: number, account: string) {
  return queryOptions({
    queryKey: ['proposal', id, 'supports', account],
    queryFn: async ({ signal }) => {
      let cursor: string | null = ''
      for (let page = 0; page < MAX_SUPPORT_PAGES && cursor !== null; page++) {
        const query: PageRequest = cursor === '' ? { limit: 1_000 } : { limit: 1_000, cursor }
        const { items, next }: SupportPage = await answer(
          api.GET('/proposals/{id}/supports', { params: { path: { id }, query }, signal }),
        )
        const found = items.find((each) => each.account.toLowerCase() === account.toLowerCase())
        if (found !== undefined) return found.withdrawn ? null : found
        cursor = next
      }
      return null
    },
    meta: { follows: ['proposal', 'epoch'] },
  })
}

export function proposalBallotsQuery(id: number) {
  return listQuery({
    key: ['proposal', id, 'ballots'],
    load: (page, signal) =>
      answer(
        api.GET('/proposals/{id}/ballots', {
          params: { path: { id }, query: { ...page, sort: 'power', order: 'desc' } },
          signal,
        }),
      ),
    follows: ['proposal'],
    limit: 25,
  })
}

export function proposalTransitionsQuery(id: number) {
  return listQuery({
    key: ['proposal', id, 'transitions'],
    load: (query, signal) =>
      answer(api.GET('/proposals/{id}/transitions', { params: { path: { id }, query }, signal })),
    follows: ['proposal'],
    limit: 200,
  })
}

export function proposalNonVotersQuery(id: number) {
  return listQuery({
    key: ['proposal', id, 'non-voters'],
    load: (query, signal) =>
      answer(api.GET('/proposals/{id}/non-voters', { params: { path: { id }, query }, signal })),
    follows: ['proposal', 'epoch'],
    limit: 25,
  })
}

/** What it would have done; with an account, also to that account’s part. Reckoned by the node, which takes a while. */
export function proposalImpactQuery(id: number, account: string | undefined) {
  return queryOptions({
    queryKey: ['proposal', id, 'impact', account ?? ''],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/proposals/{id}/impact', {
          params: { path: { id }, query: account === undefined ? {} : { account } },
          signal,
        }),
      ),
    staleTime: 5 * 60_000,
  })
}

export function accountPowerQuery(address: string) {
  return queryOptions({
    queryKey: ['account', address, 'power'],
    queryFn: ({ signal }) =>
      answer(api.GET('/accounts/{address}/power', { params: { path: { address } }, signal })),
    meta: { follows: ['epoch', 'proposal', 'ranking'] },
  })
}

/** All ballots of an account, the newest proposals first. */
export function accountBallotsQuery(address: string) {
  return listQuery({
    key: ['account', address, 'ballots'],
    load: (query, signal) =>
      answer(
        api.GET('/accounts/{address}/ballots', { params: { path: { address }, query }, signal }),
      ),
    follows: ['proposal'],
    limit: 200,
  })
}

export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/rules', { params: { query: { limit: 1_000 } }, signal }))).items,
  meta: { follows: ['epoch', 'proposal'] },
})

export function ruleQuery(name: string) {
  return queryOptions({
    queryKey: ['rule', name],
    queryFn: ({ signal }) =>
      answer(api.GET('/rules/{name}', { params: { path: { name } }, signal })),
    meta: { follows: ['epoch', 'proposal'] },
  })
}

export const treasuryQuery = queryOptions({
  queryKey: ['treasury'],
  queryFn: ({ signal }) => answer(api.GET('/treasury', { signal })),
  meta: { follows: ['epoch', 'proposal'] },
})
