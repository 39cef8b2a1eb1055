import { and, eq, type SQL, sql } from 'drizzle-orm'
import { POST_KINDS, REACTIONS, type PostKind, type Reaction } from '../contract/forum.ts'
import { ownedBy } from '../routes/owned-delegate.ts'
import { orNull, viewAddress, viewDelegateOrNull, viewRau } from '../routes/view-values.ts'
import type { ApiContext } from '../server/api-context.ts'
import { found } from '../server/api-problem.ts'
import { byWhole, type PageRequest, readKeyset } from '../server/keyset.ts'
import { outer } from '../server/outer-column.ts'
import type { SignedIn } from '../session/session-store.ts'
import { posts } from './schema.ts'

export interface PostFilters {
  readonly kind?: PostKind | undefined
  readonly parent?: number | undefined
  readonly top?: boolean | undefined
  readonly author?: string | undefined
  readonly answered?: boolean | undefined
}

const reactionCount = sql<number>`(select count(*) from forum.reactions r where r.post = ${outer(posts.id)})`
const isAnswered = sql<boolean>`exists (select 1 from forum.posts a
  where a.parent = ${outer(posts.id)} and a.kind = 'answer' and a.hidden_ms is null)`

/** A page of the posts of a thread. */
export function readPosts(
  context: ApiContext,
  page: PageRequest<'created' | 'reactions'>,
  subject: string,
  filters: PostFilters,
  reader: SignedIn | undefined,
) {
  return readKeyset(page, {
    sorts: {
      created: [byWhole(posts.id)],
      reactions: [byWhole(reactionCount), byWhole(posts.id)],
    },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ ...postColumns(reader), keys })
        .from(posts)
        .where(
          and(
            eq(posts.genesisHash, networkOf(context)),
            eq(posts.subject, subject),
            matches(filters),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit),
    view: viewPost,
  })
}

/** @throws ApiProblem `not-found`. */
export async function readPost(context: ApiContext, id: number, reader: SignedIn | undefined) {
  const [row] = await context.database.drizzle
    .select(postColumns(reader))
    .from(posts)
    .where(and(eq(posts.id, id), eq(posts.genesisHash, networkOf(context))))
  return viewPost(found(row, `there is no post ${id}`))
}

/** The network that posts belong to. */
export function networkOf({ watch }: ApiContext): string {
  return found(watch.head(), 'the index has no block yet').genesisHash
}

function matches({ kind, parent, top, author, answered }: PostFilters): SQL | undefined {
  return and(
    kind === undefined ? undefined : eq(posts.kind, kind),
    parent === undefined ? undefined : eq(posts.parent, parent),
    top === undefined
      ? undefined
      : top
        ? sql`${posts.parent} is null`
        : sql`${posts.parent} is not null`,
    author === undefined ? undefined : eq(posts.author, author),
    answered === undefined
      ? undefined
      : and(eq(posts.kind, POST_KINDS[3]), answered ? isAnswered : sql`not ${isAnswered}`),
  )
}

function postColumns(reader: SignedIn | undefined) {
  const owned = ownedBy(posts.author)
  return {
    post: posts,
    delegate: owned.id,
    delegateName: owned.name,
    reactions: sql<
      Readonly<Partial<Record<Reaction, number>>>
    >`(select coalesce(json_object_agg(r.reaction, r.number), '{}'::json) from
      (select reaction, count(*)::integer as number from forum.reactions where post = ${outer(posts.id)} group by reaction) r)`,
    mine: sql<
      readonly Reaction[]
    >`(select coalesce(json_agg(r.reaction order by r.reaction), '[]'::json)
      from forum.reactions r where r.post = ${outer(posts.id)} and r.author = ${reader?.address ?? ''})`,
    replies: sql<number>`(select count(*)::integer from forum.posts a
      where a.parent = ${outer(posts.id)} and a.hidden_ms is null)`,
    answered: isAnswered,
  }
}

interface PostColumns {
  readonly post: typeof posts.$inferSelect
  readonly delegate: string | null
  readonly delegateName: string | null
  readonly reactions: Readonly<Partial<Record<Reaction, number>>>
  readonly mine: readonly Reaction[]
  readonly replies: number
  readonly answered: boolean
}

function viewPost(row: PostColumns) {
  const { post } = row
  return {
    id: post.id,
    subject: viewSubject(post.subject),
    parent: post.parent,
    kind: post.kind,
    author: viewAddress(post.author),
    delegate: viewDelegateOrNull(row.delegate, row.delegateName),
    relation: {
      kind: post.relation,
      sinceEpoch: post.relationSinceEpoch,
      powerRau: orNull(post.relationPowerRau, viewRau),
      height: post.relationHeight,
    },
    newcomer: post.newcomer,
    text: post.hiddenMs === null ? post.text : null,
    textHash: post.textHash,
    version: post.version,
    hidden:
      post.hiddenMs === null
        ? null
        : {
            reason: post.hiddenReason ?? '',
            by: viewAddress(post.hiddenBy ?? ''),
            timeMs: post.hiddenMs,
          },
    createdMs: post.createdMs,
    editedMs: post.editedMs,
    reactions: Object.fromEntries(
      REACTIONS.map((reaction) => [reaction, row.reactions[reaction] ?? 0]),
    ) as Record<Reaction, number>,
    mine: [...row.mine],
    replies: row.replies,
    answered: post.kind === 'question' ? row.answered : null,
  }
}

/** `delegate:0x…` with the checksum of the address. */
export function viewSubject(subject: string): string {
  const [kind, id = ''] = subject.split(':')
  return kind === 'delegate' ? `delegate:${viewAddress(id)}` : subject
}
