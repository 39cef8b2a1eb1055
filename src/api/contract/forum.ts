import { z } from 'zod'
import {
  address,
  count,
  delegateReference,
  epoch,
  flag,
  hash,
  height,
  rau,
  text,
  timeMs,
} from './fields.ts'
import { addressParameter, flagParameter, idParameter } from './parameters.ts'
import { defineList, defineRead, defineWrite } from './route.ts'

export const POST_KINDS = [
  'comment',
  'argument-for',
  'argument-against',
  'question',
  'answer',
] as const
export type PostKind = (typeof POST_KINDS)[number]
export const REACTIONS = ['agree', 'disagree', 'helpful', 'thanks'] as const
export type Reaction = (typeof REACTIONS)[number]
export const REPORT_REASONS = ['spam', 'abuse', 'illegal', 'private-data', 'other'] as const
/** Most characters of a post. */
export const MAX_POST_CHARACTERS = 10_000

export const SUBJECT_PATTERN = /^(delegate:0x[0-9a-fA-F]{40}|proposal:\d{1,9})$/
const subject = z
  .string()
  .regex(SUBJECT_PATTERN, 'must be delegate:0x… or proposal:number')
  .meta({ description: 'What the thread is about: delegate:0x… or proposal:number' })

const postText = z
  .string()
  .min(1)
  .max(MAX_POST_CHARACTERS)
  .refine((value) => value.trim() !== '', 'must not be blank')
  .refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'must be text')
const reason = z
  .string()
  .min(1)
  .max(500)
  .refine((value) => value.trim() !== '', 'must not be blank')
  .refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'must be text')

const relation = z
  .object({
    kind: z.enum(['delegate', 'proposer', 'supporter', 'voter', 'none']).meta({
      description:
        'delegate: owns the delegate; proposer: made the proposal; supporter: supports it; voter: votes for the delegate',
    }),
    sinceEpoch: epoch('Since when').nullable(),
    powerRau: rau('Votes for the delegate, or power of the support').nullable(),
    height: height('Block at which this was so'),
  })
  .meta({ id: 'Relation', description: 'What the index knew of the author at the time of writing' })

const post = z
  .object({
    id: count('Number of the post'),
    subject,
    parent: count('Post that it answers').nullable(),
    kind: z.enum(POST_KINDS),
    author: address('Who wrote it'),
    delegate: delegateReference
      .nullable()
      .meta({ description: 'The delegate that the author owns' }),
    relation,
    newcomer: flag('The author is new here: links must not work'),
    text: text('Markdown, never HTML; null while it is hidden').nullable(),
    textHash: hash('keccak256 of the text; stays when it is hidden'),
    version: count('1: never edited'),
    hidden: z
      .object({ reason: text('Why'), by: address('Moderator'), timeMs: timeMs('When') })
      .nullable(),
    createdMs: timeMs('When it was written'),
    editedMs: timeMs('When it was edited last').nullable(),
    reactions: z
      .record(z.enum(REACTIONS), z.int().min(0))
      .meta({ description: 'How many of each kind' }),
    mine: z.array(z.enum(REACTIONS)).meta({ description: 'Reactions of who is signed in' }),
    replies: count('Posts that answer it'),
    answered: flag('A question with an answer').nullable(),
  })
  .meta({ id: 'Post' })

const postVersion = z
  .object({
    version: count('1 is the first'),
    text: text('Markdown; null while the post is hidden').nullable(),
    textHash: hash('keccak256 of the text'),
    createdMs: timeMs('When it was written'),
  })
  .meta({ id: 'PostVersion' })

const thread = z
  .object({
    subject,
    title: text('Name of the delegate, or title of the proposal'),
    posts: count('Posts that are not hidden'),
    authors: count('Who wrote them'),
    openQuestions: count('Questions without an answer'),
    updatedMs: timeMs('Newest post').nullable(),
  })
  .meta({ id: 'Thread' })

const moderation = z
  .object({
    id: count('Number'),
    post: count('Post'),
    subject,
    action: z.enum(['hide', 'show']),
    reason: text('Why'),
    moderator: address('Who did it'),
    textHash: hash('Of the newest version'),
    timeMs: timeMs('When'),
  })
  .meta({ id: 'Moderation' })

const report = z
  .object({
    id: count('Number'),
    post: count('Post'),
    subject,
    reason: z.enum(REPORT_REASONS),
    text: text('In words'),
    author: address('Who reported it'),
    timeMs: timeMs('When'),
  })
  .meta({ id: 'Report' })

const subjectParams = { subject }
const postParams = { post: idParameter('Number of the post') }

export const listThreads = defineList({
  id: 'listThreads',
  path: '/threads',
  tag: 'discussion',
  summary: 'All threads that have a post.',
  sorts: ['updated'],
  order: 'desc',
  item: thread,
})

export const getThread = defineRead({
  id: 'getThread',
  path: '/threads/{subject}',
  tag: 'discussion',
  summary: 'A thread; one without posts is empty.',
  params: subjectParams,
  answer: thread,
})

export const listPosts = defineList({
  id: 'listPosts',
  path: '/threads/{subject}/posts',
  tag: 'discussion',
  summary: 'The posts of a thread.',
  params: subjectParams,
  filters: {
    kind: z.enum(POST_KINDS).optional(),
    parent: idParameter('Only answers to this post').optional(),
    top: flagParameter('Only posts that answer none, or only answers').optional(),
    author: addressParameter('Who wrote them').optional(),
    answered: flagParameter('Questions with an answer, or without').optional(),
  },
  sorts: ['created', 'reactions'],
  order: 'asc',
  item: post,
})

export const createPost = defineWrite({
  id: 'createPost',
  method: 'POST',
  path: '/threads/{subject}/posts',
  tag: 'discussion',
  summary: 'Writes a post.',
  status: 201,
  params: subjectParams,
  access: 'signed-in',
  body: z
    .strictObject({
      kind: z.enum(POST_KINDS),
      text: postText,
      parent: z.int().min(1).max(2_147_483_647).nullable().optional(),
    })
    .meta({ id: 'NewPost' }),
  answer: post,
})

export const exportThread = defineRead({
  id: 'exportThread',
  path: '/threads/{subject}/export',
  tag: 'discussion',
  summary: 'A thread with all versions as JSON lines.',
  params: subjectParams,
  type: 'application/jsonl',
  answer: z.string(),
})

export const getPost = defineRead({
  id: 'getPost',
  path: '/posts/{post}',
  tag: 'discussion',
  summary: 'A post.',
  params: postParams,
  answer: post,
})

export const updatePost = defineWrite({
  id: 'updatePost',
  method: 'PUT',
  path: '/posts/{post}',
  tag: 'discussion',
  summary: 'Edits one’s own post; the versions before stay readable.',
  params: postParams,
  access: 'signed-in',
  body: z.strictObject({ text: postText }).meta({ id: 'PostEdit' }),
  answer: post,
})

export const listPostVersions = defineList({
  id: 'listPostVersions',
  path: '/posts/{post}/versions',
  tag: 'discussion',
  summary: 'All versions of a post.',
  params: postParams,
  sorts: ['version'],
  order: 'desc',
  item: postVersion,
})

const reactionParams = {
  ...postParams,
  reaction: z.enum(REACTIONS).meta({ description: 'Which' }),
}

export const addReaction = defineWrite({
  id: 'addReaction',
  method: 'PUT',
  path: '/posts/{post}/reactions/{reaction}',
  tag: 'discussion',
  summary: 'Reacts to a post.',
  params: reactionParams,
  access: 'signed-in',
  answer: post,
})

export const removeReaction = defineWrite({
  id: 'removeReaction',
  method: 'DELETE',
  path: '/posts/{post}/reactions/{reaction}',
  tag: 'discussion',
  summary: 'Takes a reaction back.',
  params: reactionParams,
  access: 'signed-in',
  answer: post,
})

export const reportPost = defineWrite({
  id: 'reportPost',
  method: 'POST',
  path: '/posts/{post}/reports',
  tag: 'discussion',
  summary: 'Tells the moderators of a post, once.',
  status: 201,
  params: postParams,
  access: 'signed-in',
  body: z
    .strictObject({ reason: z.enum(REPORT_REASONS), text: z.string().max(500).optional() })
    .meta({ id: 'NewReport' }),
  answer: report,
})

export const moderatePost = defineWrite({
  id: 'moderatePost',
  method: 'POST',
  path: '/posts/{post}/moderation',
  tag: 'discussion',
  summary: 'Hides a post, or shows it again; with a reason, in public.',
  status: 201,
  params: postParams,
  access: 'moderator',
  body: z.strictObject({ action: z.enum(['hide', 'show']), reason }).meta({ id: 'NewModeration' }),
  answer: moderation,
})

export const listModeration = defineList({
  id: 'listModeration',
  path: '/moderation',
  tag: 'discussion',
  summary: 'What moderators did, and why.',
  sorts: ['id'],
  order: 'desc',
  item: moderation,
})

export const listReports = defineList({
  id: 'listReports',
  path: '/reports',
  tag: 'discussion',
  summary: 'What was reported.',
  access: 'moderator',
  sorts: ['id'],
  order: 'desc',
  item: report,
})
