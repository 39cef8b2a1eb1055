import { queryOptions } from '@tanstack/react-query'
import type { ApiSchemas } from '#api/client/create-api-client.ts'
import type { paths } from '#api/generated/paths.ts'
import { answer, api } from './api.ts'
import { listQuery } from './page-list.ts'

// Threads under delegates and proposals, and who is signed in to write.

export type Post = ApiSchemas['Post']
export type PostKind = Post['kind']
export type Reaction = Post['mine'][number]
type PostsParameters = NonNullable<paths['/threads/{subject}/posts']['get']['parameters']['query']>
export type PostFilters = Pick<PostsParameters, 'kind' | 'parent' | 'top' | 'sort' | 'order'>
export type ReportReason = ApiSchemas['NewReport']['reason']

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => (await answer(api.GET('/session', { signal }))).session,
})

export function threadQuery(subject: string) {
  return queryOptions({
    queryKey: ['thread', subject],
    queryFn: ({ signal }) =>
      answer(api.GET('/threads/{subject}', { params: { path: { subject } }, signal })),
  })
}

export function postsQuery(subject: string, filters: PostFilters) {
  return listQuery({
    key: ['thread', subject, 'posts', filters],
    load: (page, signal) =>
      answer(
        api.GET('/threads/{subject}/posts', {
          params: { path: { subject }, query: { ...filters, ...page } },
          signal,
        }),
      ),
    follows: [],
    limit: 25,
  })
}

/** `newest` is the number of versions: with another one the answer is another. */
export function postVersionsQuery(post: number, newest: number) {
  return listQuery({
    key: ['post', post, 'versions', newest],
    load: (query, signal) =>
      answer(api.GET('/posts/{post}/versions', { params: { path: { post }, query }, signal })),
    follows: [],
  })
}

export const moderationQuery = listQuery({
  key: ['moderation'],
  load: (query, signal) => answer(api.GET('/moderation', { params: { query }, signal })),
  follows: [],
  limit: 100,
})

/** What a sign-in message must say. */
export function createNonce() {
  return answer(api.POST('/session/nonce', {}))
}

export function signIn(message: string, signature: string) {
  return answer(api.POST('/session', { body: { message, signature } }))
}

export async function signOut(): Promise<void> {
  await api.DELETE('/session', {})
}

export function writePost(
  subject: string,
  post: { readonly kind: PostKind; readonly text: string; readonly parent: number | null },
) {
  return answer(api.POST('/threads/{subject}/posts', { params: { path: { subject } }, body: post }))
}

export function editPost(post: number, text: string) {
  return answer(api.PUT('/posts/{post}', { params: { path: { post } }, body: { text } }))
}

export function setReaction(post: number, reaction: Reaction, isOn: boolean) {
  const options = { params: { path: { post, reaction } } }
  return isOn
    ? answer(api.PUT('/posts/{post}/reactions/{reaction}', options))
    : answer(api.DELETE('/posts/{post}/reactions/{reaction}', options))
}

export function reportPost(post: number, reason: ReportReason, text: string) {
  return answer(
    api.POST('/posts/{post}/reports', {
      params: { path: { post } },
      body: text === '' ? { reason } : { reason, text },
    }),
  )
}

export function moderatePost(post: number, action: 'hide' | 'show', reason: string) {
  return answer(
    api.POST('/posts/{post}/moderation', {
      params: { path: { post } },
      body: { action, reason },
    }),
  )
}
