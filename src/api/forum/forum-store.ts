import { and, count, eq, gt, isNull } from 'drizzle-orm'
import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import type { Database, Session } from '#indexer/database/database.ts'
import type { PostKind, Reaction } from '../contract/forum.ts'
import { ApiProblem, found } from '../server/api-problem.ts'
import type { SignedIn } from '../session/session-store.ts'
import type { AuthorRelation, Subject } from './find-relation.ts'
import { moderation, posts, postVersions, reactions, reports } from './schema.ts'

export interface ForumOptions {
  readonly genesisHash: () => string
  /** Block of the index as of which relations are known. */
  readonly height: () => number
  readonly postsPerHour: number
  readonly now: () => number
}

export interface NewPost {
  readonly kind: PostKind
  readonly text: string
  readonly parent: number | null
}

export type PostRow = typeof posts.$inferSelect

/** Everything that writes to the discussion. Each call is one transaction; who writes is signed in. */
export interface ForumStore {
  createPost(author: SignedIn, subject: Subject, post: NewPost): Promise<number>
  updatePost(author: SignedIn, id: number, text: string): Promise<void>
  react(author: SignedIn, id: number, reaction: Reaction, isOn: boolean): Promise<void>
  report(
    author: SignedIn,
    id: number,
    reason: (typeof reports.$inferInsert)['reason'],
    text: string,
  ): Promise<typeof reports.$inferSelect>
  moderate(
    moderator: SignedIn,
    id: number,
    action: 'hide' | 'show',
    reason: string,
  ): Promise<typeof moderation.$inferSelect>
}

const HOUR_MS = 3_600_000
/** Versions of one post. */
const MAX_VERSIONS = 100
/** Visible posts after which an author without a relation is new no more. */
const NEWCOMER_POSTS = 5
/** Reports of one author in an hour. */
const REPORTS_PER_HOUR = 20

export function createForumStore(database: Database, options: ForumOptions): ForumStore {
  const { now, genesisHash } = options

  const readPost = async ({ drizzle }: Session, id: number): Promise<PostRow> => {
    const [row] = await drizzle
      .select()
      .from(posts)
      .where(and(eq(posts.id, id), eq(posts.genesisHash, genesisHash())))
      .for('update')
    return found(row, `there is no post ${id}`)
  }

  return {
    createPost: (author, subject, post) =>
      database.transaction(async (session) => {
        await lockAuthor(session, author)
        await requireRoom(session, author)
        await requireFit(session, subject, post)
        const relation = await subject.relationOf(session, author.address)
        const textHash = hashText(post.text)
        const [row] = await session.drizzle
          .insert(posts)
          .values({
            genesisHash: genesisHash(),
            subject: subject.key,
            parent: post.parent,
            kind: post.kind,
            author: author.address,
            relation: relation.kind,
            relationSinceEpoch: relation.sinceEpoch,
            relationPowerRau: relation.powerRau,
            relationHeight: options.height(),
            newcomer: await isNewcomer(session, author, relation),
            version: 1,
            text: post.text,
            textHash,
            createdMs: now(),
          })
          .returning({ id: posts.id })
        const { id } = found(row, 'the post')
        await session.drizzle
          .insert(postVersions)
          .values({ post: id, version: 1, text: post.text, textHash, createdMs: now() })
        return id
      }),
    updatePost: (author, id, text) =>
      database.transaction(async (session) => {
        const post = await readPost(session, id)
        if (post.author !== author.address) {
          throw new ApiProblem('not-allowed', 'only its author may edit a post')
        }
        if (post.hiddenMs !== null) throw closed('the post is hidden; it cannot be edited')
        if (post.text === text) return
        if (post.version >= MAX_VERSIONS) {
          throw new ApiProblem('too-many', `a post has at most ${MAX_VERSIONS} versions`)
        }
        const version = post.version + 1
        const textHash = hashText(text)
        await session.drizzle
          .insert(postVersions)
          .values({ post: id, version, text, textHash, createdMs: now() })
        await session.drizzle
          .update(posts)
          .set({ version, text, textHash, editedMs: now() })
          .where(eq(posts.id, id))
      }),
    react: (author, id, reaction, isOn) =>
      database.transaction(async (session) => {
        const post = await readPost(session, id)
        if (post.hiddenMs !== null) throw closed('the post is hidden')
        if (isOn) {
          await session.drizzle
            .insert(reactions)
            .values({ post: id, author: author.address, reaction, createdMs: now() })
            .onConflictDoNothing()
          return
        }
        await session.drizzle
          .delete(reactions)
          .where(
            and(
              eq(reactions.post, id),
              eq(reactions.author, author.address),
              eq(reactions.reaction, reaction),
            ),
          )
      }),
    report: (author, id, reason, text) =>
      database.transaction(async (session) => {
        await readPost(session, id)
        await lockAuthor(session, author)
        const since = now() - HOUR_MS
        const [recent] = await session.drizzle
          .select({ number: count() })
          .from(reports)
          .where(
            and(
              eq(reports.genesisHash, genesisHash()),
              eq(reports.author, author.address),
              gt(reports.createdMs, since),
            ),
          )
        if ((recent?.number ?? 0) >= REPORTS_PER_HOUR) throw tooMany('reports', REPORTS_PER_HOUR)
        const [row] = await session.drizzle
          .insert(reports)
          .values({
            genesisHash: genesisHash(),
            post: id,
            author: author.address,
            reason,
            text,
            createdMs: now(),
          })
          .onConflictDoNothing()
          .returning()
        if (row === undefined) throw closed('you have reported this post already')
        return row
      }),
    moderate: (moderator, id, action, reason) =>
      database.transaction(async (session) => {
        const post = await readPost(session, id)
        if ((post.hiddenMs !== null) === (action === 'hide')) {
          throw closed(action === 'hide' ? 'the post is hidden already' : 'the post is not hidden')
        }
        const hidden =
          action === 'hide'
            ? { hiddenReason: reason, hiddenBy: moderator.address, hiddenMs: now() }
            : { hiddenReason: null, hiddenBy: null, hiddenMs: null }
        await session.drizzle.update(posts).set(hidden).where(eq(posts.id, id))
        const [row] = await session.drizzle
          .insert(moderation)
          .values({
            genesisHash: genesisHash(),
            post: id,
            action,
            reason,
            moderator: moderator.address,
            textHash: post.textHash,
            createdMs: now(),
          })
          .returning()
        return found(row, 'the entry')
      }),
  }

  /** What an author does at the same time is counted one after another. */
  async function lockAuthor(session: Session, { address }: SignedIn): Promise<void> {
    await session.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `forum ${address}`,
    ])
  }

  async function requireRoom({ drizzle }: Session, { address }: SignedIn): Promise<void> {
    const [recent] = await drizzle
      .select({ number: count() })
      .from(posts)
      .where(
        and(
          eq(posts.genesisHash, genesisHash()),
          eq(posts.author, address),
          gt(posts.createdMs, now() - HOUR_MS),
        ),
      )
    if ((recent?.number ?? 0) >= options.postsPerHour) throw tooMany('posts', options.postsPerHour)
  }

  async function requireFit(
    session: Session,
    { key }: Subject,
    { kind, parent }: NewPost,
  ): Promise<void> {
    const isArgument = kind === 'argument-for' || kind === 'argument-against'
    if (isArgument && !key.startsWith('proposal:')) {
      throw new ApiProblem('bad-parameter', 'kind: arguments belong to proposals', {
        field: 'kind',
      })
    }
    if (parent === null) {
      if (kind !== 'answer') return
      throw new ApiProblem('bad-parameter', 'kind: an answer needs the question as its parent', {
        field: 'kind',
      })
    }
    if (isArgument || kind === 'question') {
      throw new ApiProblem('bad-parameter', 'kind: a reply is a comment or an answer', {
        field: 'kind',
      })
    }
    const above = await readPost(session, parent)
    if (above.subject !== key) throw closed('the parent is a post of another thread')
    if (above.hiddenMs !== null) throw closed('the parent is hidden')
    if (above.parent !== null) throw closed('replies cannot be replied to; reply to the first post')
    if (kind === 'answer' && above.kind !== 'question') throw closed('the parent is no question')
  }

  async function isNewcomer(
    { drizzle }: Session,
    { address }: SignedIn,
    relation: AuthorRelation,
  ): Promise<boolean> {
    if (relation.kind !== 'none') return false
    const [written] = await drizzle
      .select({ number: count() })
      .from(posts)
      .where(
        and(
          eq(posts.genesisHash, genesisHash()),
          eq(posts.author, address),
          isNull(posts.hiddenMs),
        ),
      )
    return (written?.number ?? 0) < NEWCOMER_POSTS
  }
}

function hashText(text: string): string {
  return toHex(keccak256(utf8ToBytes(text)))
}

function closed(text: string): ApiProblem {
  return new ApiProblem('closed-thread', text)
}

function tooMany(what: string, most: number): ApiProblem {
  return new ApiProblem('too-many', `at most ${most} ${what} in an hour; try again later`)
}
