import { and, eq } from 'drizzle-orm'
import { Readable } from 'node:stream'
import * as contract from '../contract/forum.ts'
import { exportThread } from '../forum/export-thread.ts'
import { findSubject } from '../forum/find-relation.ts'
import { networkOf, readPost, readPosts, viewSubject } from '../forum/read-posts.ts'
import { readThread, readThreads } from '../forum/read-threads.ts'
import { moderation, posts, postVersions, reports } from '../forum/schema.ts'
import type { ApiContext } from '../server/api-context.ts'
import { ApiProblem } from '../server/api-problem.ts'
import { handle, handleList } from '../server/handler.ts'
import { byWhole, readKeyset } from '../server/keyset.ts'
import type { SignedIn } from '../session/session-store.ts'
import { readAddress } from './read-parameters.ts'
import { viewAddress } from './view-values.ts'

/** Routes that want somebody signed in are not reached without. */
function signedIn(session: SignedIn | undefined): SignedIn {
  if (session === undefined) throw new ApiProblem('not-signed-in', 'sign in first')
  return session
}

const listPosts = handleList(contract.listPosts, async (call) => {
  const { context, params, query, page, session } = call
  const { key } = await findSubject(context.database, params.subject)
  const author = query.author === undefined ? undefined : readAddress(query.author, 'author')
  return readPosts(context, page, key, { ...query, author }, session)
})

const listVersions = handleList(contract.listPostVersions, async (call) => {
  const { context, params, page, session } = call
  const { hidden } = await readPost(context, params.post, session)
  return readKeyset(page, {
    sorts: { version: [byWhole(postVersions.version)] },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ version: postVersions, keys })
        .from(postVersions)
        .where(and(eq(postVersions.post, params.post), after))
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ version }) => ({
      version: version.version,
      text: hidden === null ? version.text : null,
      textHash: version.textHash,
      createdMs: version.createdMs,
    }),
  })
})

const listModeration = handleList(contract.listModeration, ({ context, page }) =>
  readKeyset(page, {
    sorts: { id: [byWhole(moderation.id)] },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ entry: moderation, subject: posts.subject, keys })
        .from(moderation)
        .innerJoin(posts, eq(posts.id, moderation.post))
        .where(and(eq(moderation.genesisHash, networkOf(context)), after))
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ entry, subject }) => viewModeration(entry, subject),
  }),
)

const listReports = handleList(contract.listReports, ({ context, page }) =>
  readKeyset(page, {
    sorts: { id: [byWhole(reports.id)] },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ report: reports, subject: posts.subject, keys })
        .from(reports)
        .innerJoin(posts, eq(posts.id, reports.post))
        .where(and(eq(reports.genesisHash, networkOf(context)), after))
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ report, subject }) => viewReport(report, subject),
  }),
)

export const FORUM_ROUTES = [
  handleList(contract.listThreads, ({ context, page }) => readThreads(context, page)),
  handle(contract.getThread, async ({ context, params }) => {
    const { key, title } = await findSubject(context.database, params.subject)
    return { subject: viewSubject(key), title, ...(await readThread(context, key)) }
  }),
  listPosts,
  handle(contract.createPost, async ({ context, params, body, session }) => {
    const subject = await findSubject(context.database, params.subject)
    const author = signedIn(session)
    const post = { kind: body.kind, text: body.text, parent: body.parent ?? null }
    const id = await context.forum.createPost(author, subject, post)
    return readPost(context, id, author)
  }),
  handle(contract.exportThread, async ({ context, params, reply }) => {
    const { key } = await findSubject(context.database, params.subject)
    await reply
      .type('application/jsonl; charset=utf-8')
      .send(Readable.from(exportThread(context, key), { objectMode: false }))
    return undefined
  }),
  handle(contract.getPost, ({ context, params, session }) =>
    readPost(context, params.post, session),
  ),
  handle(contract.updatePost, async ({ context, params, body, session }) => {
    const author = signedIn(session)
    await context.forum.updatePost(author, params.post, body.text)
    return readPost(context, params.post, author)
  }),
  listVersions,
  handle(contract.addReaction, ({ context, params, session }) =>
    react(context, signedIn(session), params, true),
  ),
  handle(contract.removeReaction, ({ context, params, session }) =>
    react(context, signedIn(session), params, false),
  ),
  handle(contract.reportPost, async ({ context, params, body, session }) => {
    const { subject } = await readPost(context, params.post, session)
    const text = body.text ?? ''
    const row = await context.forum.report(signedIn(session), params.post, body.reason, text)
    return viewReport(row, subject)
  }),
  handle(contract.moderatePost, async ({ context, params, body, session }) => {
    const { action, reason } = body
    const { subject } = await readPost(context, params.post, session)
    const row = await context.forum.moderate(signedIn(session), params.post, action, reason)
    return viewModeration(row, subject)
  }),
  listModeration,
  listReports,
]

async function react(
  context: ApiContext,
  author: SignedIn,
  { post, reaction }: { readonly post: number; readonly reaction: contract.Reaction },
  isOn: boolean,
) {
  await context.forum.react(author, post, reaction, isOn)
  return readPost(context, post, author)
}

function viewModeration(row: typeof moderation.$inferSelect, subject: string) {
  return {
    id: row.id,
    post: row.post,
    subject: viewSubject(subject.toLowerCase()),
    action: row.action,
    reason: row.reason,
    moderator: viewAddress(row.moderator),
    textHash: row.textHash,
    timeMs: row.createdMs,
  }
}

function viewReport(row: typeof reports.$inferSelect, subject: string) {
  return {
    id: row.id,
    post: row.post,
    subject: viewSubject(subject.toLowerCase()),
    reason: row.reason,
    text: row.text,
    author: viewAddress(row.author),
    timeMs: row.createdMs,
  }
}
