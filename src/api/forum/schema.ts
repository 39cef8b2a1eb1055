import { bigint, boolean, integer, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core'
import type { PostKind, Reaction } from '../contract/forum.ts'
import { amount } from '#indexer/schema/columns.ts'

/** Discussion. The SQL that makes the tables stands in `migrations/`. */
const forum = pgSchema('forum')

const timeMs = (name: string) => bigint(name, { mode: 'number' })

export type RelationKind = 'delegate' | 'proposer' | 'supporter' | 'voter' | 'none'

export const posts = forum.table('posts', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  /** The network: posts of another one in the same database are not seen. */
  genesisHash: text('genesis_hash').notNull(),
  /** `delegate:0x…` in lower case, or `proposal:number`. */
  subject: text('subject').notNull(),
  parent: integer('parent'),
  kind: text('kind').$type<PostKind>().notNull(),
  author: text('author').notNull(),
  /** What the index knew of the author when the post was written. */
  relation: text('relation').$type<RelationKind>().notNull(),
  relationSinceEpoch: integer('relation_since_epoch'),
  relationPowerRau: amount('relation_power_rau'),
  relationHeight: bigint('relation_height', { mode: 'number' }).notNull(),
  newcomer: boolean('newcomer').notNull(),
  version: integer('version').notNull(),
  /** Of the newest version. */
  text: text('text').notNull(),
  textHash: text('text_hash').notNull(),
  createdMs: timeMs('created_ms').notNull(),
  editedMs: timeMs('edited_ms'),
  hiddenReason: text('hidden_reason'),
  hiddenBy: text('hidden_by'),
  hiddenMs: timeMs('hidden_ms'),
})

/** All versions, the newest included. */
export const postVersions = forum.table(
  'post_versions',
  {
    post: integer('post').notNull(),
    version: integer('version').notNull(),
    text: text('text').notNull(),
    textHash: text('text_hash').notNull(),
    createdMs: timeMs('created_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.post, t.version] })],
)

export const reactions = forum.table(
  'reactions',
  {
    post: integer('post').notNull(),
    author: text('author').notNull(),
    reaction: text('reaction').$type<Reaction>().notNull(),
    createdMs: timeMs('created_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.post, t.author, t.reaction] })],
)

export const reports = forum.table('reports', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  genesisHash: text('genesis_hash').notNull(),
  post: integer('post').notNull(),
  author: text('author').notNull(),
  reason: text('reason').$type<'spam' | 'abuse' | 'illegal' | 'private-data' | 'other'>().notNull(),
  text: text('text').notNull(),
  createdMs: timeMs('created_ms').notNull(),
})

/** What moderators did: rows are added, never changed. */
export const moderation = forum.table('moderation', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  genesisHash: text('genesis_hash').notNull(),
  post: integer('post').notNull(),
  action: text('action').$type<'hide' | 'show'>().notNull(),
  reason: text('reason').notNull(),
  moderator: text('moderator').notNull(),
  textHash: text('text_hash').notNull(),
  createdMs: timeMs('created_ms').notNull(),
})
