import { and, eq, isNull, sql } from 'drizzle-orm'
import { delegates, proposals } from '#indexer/schema.ts'
import type { ApiContext } from '../server/api-context.ts'
import { byText, byWhole, type PageRequest, readKeyset } from '../server/keyset.ts'
import { outer } from '../server/outer-column.ts'
import { networkOf, viewSubject } from './read-posts.ts'
import { posts } from './schema.ts'

/** A page of the threads that have a visible post. */
export function readThreads(context: ApiContext, page: PageRequest<'updated'>) {
  const thread = summarize(context, undefined)
  const { drizzle } = context.database
  return readKeyset(page, {
    sorts: { updated: [byWhole(thread.updatedMs), byText(thread.subject)] },
    read: ({ after, orderBy, limit, keys }) =>
      drizzle
        .select({
          subject: thread.subject,
          posts: thread.posts,
          authors: thread.authors,
          openQuestions: thread.openQuestions,
          updatedMs: thread.updatedMs,
          delegateName: sql<
            string | null
          >`coalesce(nullif(${delegates.displayName}, ''), ${delegates.name})`,
          title: proposals.title,
          keys,
        })
        .from(thread)
        .leftJoin(delegates, sql`'delegate:' || ${delegates.id} = ${thread.subject}`)
        .leftJoin(proposals, sql`'proposal:' || ${proposals.id} = ${thread.subject}`)
        .where(and(after))
        .orderBy(...orderBy)
        .limit(limit),
    view: (row) => ({
      subject: viewSubject(row.subject),
      title: row.delegateName ?? row.title ?? row.subject,
      posts: row.posts,
      authors: row.authors,
      openQuestions: row.openQuestions,
      updatedMs: row.updatedMs,
    }),
  })
}

/** Figures of one thread; all 0 when nobody wrote yet. */
export async function readThread(context: ApiContext, subject: string) {
  const [row] = await context.database.drizzle.select().from(summarize(context, subject))
  return {
    posts: row?.posts ?? 0,
    authors: row?.authors ?? 0,
    openQuestions: row?.openQuestions ?? 0,
    updatedMs: row === undefined ? null : row.updatedMs,
  }
}

function summarize(context: ApiContext, subject: string | undefined) {
  return context.database.drizzle
    .select({
      subject: posts.subject,
      posts: sql<number>`count(*)::integer`.as('post_count'),
      authors: sql<number>`count(distinct ${posts.author})::integer`.as('author_count'),
      openQuestions: sql<number>`(count(*) filter (where ${posts.kind} = 'question' and not exists
        (select 1 from forum.posts a where a.parent = ${outer(posts.id)} and a.kind = 'answer' and a.hidden_ms is null)))::integer`.as(
        'open_questions',
      ),
      updatedMs: sql<number>`max(${posts.createdMs})`.mapWith(posts.createdMs).as('updated_ms'),
    })
    .from(posts)
    .where(
      and(
        eq(posts.genesisHash, networkOf(context)),
        isNull(posts.hiddenMs),
        subject === undefined ? undefined : eq(posts.subject, subject),
      ),
    )
    .groupBy(posts.subject)
    .as('thread')
}
