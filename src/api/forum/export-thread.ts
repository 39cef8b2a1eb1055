import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { ApiContext } from '../server/api-context.ts'
import { orNull, viewAddress, viewRau } from '../routes/view-values.ts'
import { networkOf, viewSubject } from './read-posts.ts'
import { moderation, posts, postVersions, reactions } from './schema.ts'

const PAGE = 200

/** A thread as JSON lines: each post with all versions and reactions, then what moderators did. Hidden texts are left out, their hashes are not. */
export async function* exportThread(context: ApiContext, subject: string): AsyncGenerator<string> {
  const { drizzle } = context.database
  const genesisHash = networkOf(context)
  yield line({ type: 'thread', subject: viewSubject(subject), genesisHash })
  let last = 0
  for (;;) {
    const rows = await drizzle
      .select()
      .from(posts)
      .where(
        and(eq(posts.genesisHash, genesisHash), eq(posts.subject, subject), gt(posts.id, last)),
      )
      .orderBy(asc(posts.id))
      .limit(PAGE)
    if (rows.length === 0) return
    yield* exportPosts(context, rows)
    last = rows.at(-1)?.id ?? last
  }
}

type PostRow = typeof posts.$inferSelect

async function* exportPosts(
  { database }: ApiContext,
  rows: readonly PostRow[],
): AsyncGenerator<string> {
  const ids = rows.map(({ id }) => id)
  const { drizzle } = database
  const [versions, given, acts] = await Promise.all([
    drizzle
      .select()
      .from(postVersions)
      .where(inArray(postVersions.post, ids))
      .orderBy(asc(postVersions.post), asc(postVersions.version)),
    drizzle
      .select()
      .from(reactions)
      .where(inArray(reactions.post, ids))
      .orderBy(asc(reactions.post), asc(reactions.author), asc(reactions.reaction)),
    drizzle
      .select()
      .from(moderation)
      .where(inArray(moderation.post, ids))
      .orderBy(asc(moderation.id)),
  ])
  for (const post of rows) {
    const isHidden = post.hiddenMs !== null
    yield line({
      type: 'post',
      id: post.id,
      parent: post.parent,
      kind: post.kind,
      author: viewAddress(post.author),
      relation: {
        kind: post.relation,
        sinceEpoch: post.relationSinceEpoch,
        powerRau: orNull(post.relationPowerRau, viewRau),
        height: post.relationHeight,
      },
      createdMs: post.createdMs,
      hidden: isHidden,
      versions: versions
        .filter((version) => version.post === post.id)
        .map(({ version, text, textHash, createdMs }) => ({
          version,
          text: isHidden ? null : text,
          textHash,
          createdMs,
        })),
      reactions: given
        .filter((reaction) => reaction.post === post.id)
        .map(({ author, reaction }) => ({ author: viewAddress(author), reaction })),
      moderation: acts
        .filter((act) => act.post === post.id)
        .map(({ action, reason, moderator, createdMs }) => ({
          action,
          reason,
          moderator: viewAddress(moderator),
          timeMs: createdMs,
        })),
    })
  }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
