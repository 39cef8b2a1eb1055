import { queryOptions } from '@tanstack/react-query'
import { answer, api } from './api.ts'
import { listQuery } from './page-list.ts'

// Epochs, blocks, transactions and accounts.

export const epochsQuery = listQuery({
  key: ['epochs'],
  load: (query, signal) => answer(api.GET('/epochs', { params: { query }, signal })),
  follows: ['epoch'],
})

export function epochQuery(epoch: number) {
  return queryOptions({
    queryKey: ['epoch', epoch],
    queryFn: ({ signal }) =>
      answer(api.GET('/epochs/{epoch}', { params: { path: { epoch } }, signal })),
    meta: { follows: ['epoch', 'block'] },
  })
}

export function epochSeatsQuery(epoch: number) {
  return listQuery({
    key: ['epoch', epoch, 'seats'],
    load: (query, signal) =>
      answer(api.GET('/epochs/{epoch}/seats', { params: { path: { epoch }, query }, signal })),
    follows: ['epoch'],
    limit: 200,
  })
}

export function epochGrantsQuery(epoch: number) {
  return listQuery({
    key: ['epoch', epoch, 'grants'],
    load: (query, signal) =>
      answer(api.GET('/epochs/{epoch}/grants', { params: { path: { epoch }, query }, signal })),
    follows: ['epoch'],
  })
}

export function epochBlocksQuery(epoch: number) {
  return listQuery({
    key: ['epoch', epoch, 'blocks'],
    load: (query, signal) =>
      answer(
        api.GET('/epochs/{epoch}/blocks', {
          params: { path: { epoch }, query: { ...query, order: 'desc' } },
          signal,
        }),
      ),
    follows: ['block'],
    limit: 24,
  })
}

export function epochDrawQuery(epoch: number) {
  return queryOptions({
    queryKey: ['epoch', epoch, 'draw'],
    queryFn: ({ signal }) =>
      answer(api.GET('/epochs/{epoch}/draw', { params: { path: { epoch } }, signal })),
    meta: { follows: ['epoch'] },
  })
}

export function blockQuery(heightOrHash: string) {
  return queryOptions({
    queryKey: ['block', heightOrHash],
    queryFn: ({ signal }) =>
      answer(api.GET('/blocks/{heightOrHash}', { params: { path: { heightOrHash } }, signal })),
  })
}

export function blockTransactionsQuery(height: number) {
  return listQuery({
    key: ['block', height, 'transactions'],
    load: (query, signal) =>
      answer(api.GET('/transactions', { params: { query: { ...query, height } }, signal })),
    follows: [],
  })
}

export function transactionQuery(hash: string) {
  return queryOptions({
    queryKey: ['transaction', hash],
    queryFn: ({ signal }) =>
      answer(api.GET('/transactions/{hash}', { params: { path: { hash } }, signal })),
  })
}

export function accountQuery(address: string) {
  return queryOptions({
    queryKey: ['account', address],
    queryFn: ({ signal }) =>
      answer(api.GET('/accounts/{address}', { params: { path: { address } }, signal })),
    meta: { follows: ['block'] },
  })
}

export function accountBucketsQuery(address: string) {
  return listQuery({
    key: ['account', address, 'buckets'],
    load: (query, signal) =>
      answer(
        api.GET('/accounts/{address}/buckets', { params: { path: { address }, query }, signal }),
      ),
    // A transfer or a withdrawal changes no votes.
    follows: ['block'],
  })
}

export function accountEventsQuery(address: string) {
  return listQuery({
    key: ['account', address, 'events'],
    load: (query, signal) =>
      answer(
        api.GET('/accounts/{address}/events', { params: { path: { address }, query }, signal }),
      ),
    follows: ['block'],
    limit: 25,
  })
}

export function accountRewardsQuery(address: string) {
  return listQuery({
    key: ['account', address, 'rewards'],
    load: (query, signal) =>
      answer(
        api.GET('/accounts/{address}/rewards', { params: { path: { address }, query }, signal }),
      ),
    follows: ['epoch'],
    limit: 25,
  })
}
