import { z } from 'zod'
import { wholeParameter } from './parameters.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A route of the contract: what it takes and what it answers. Its handler stands in `routes/`. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Name of the operation in the OpenAPI document. */
  readonly id: string
  readonly method: Method
  /** Below `/api/v1`, with parameters as `{name}`. */
  readonly path: string
  readonly tag: Tag
  readonly summary: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
  /** HTTP status when all went well. */
  readonly status: 200 | 201 | 204
  /** Content type of the answer. */
  readonly type: string
  readonly access: Access
  /** Set for lists, which also come as CSV. */
  readonly item: z.ZodObject | undefined
}

/** Who may use a route: all, whoever is signed in, or moderators. */
export type Access = 'all' | 'signed-in' | 'moderator'

export const TAGS = {
  network: 'The network and its clock',
  delegates: 'Delegates, their profiles, votes, rewards and voters',
  election: 'Ranking, epochs, sets and draws',
  chain: 'Blocks, transactions and events',
  accounts: 'Accounts and what they hold',
  rewards: 'Grants and claims',
  governance: 'Proposals, rules and the community fund',
  discussion: 'Threads under delegates and proposals',
  session: 'Sign-in with Ethereum',
  operations: 'For operators',
} as const
export type Tag = keyof typeof TAGS

const nothing = z.strictObject({})
const noBody = z.undefined()

type Shape = Readonly<Record<string, z.ZodType>>
/** No members. */
type NoShape = Readonly<Record<string, never>>
type Strict<S extends Shape> = z.ZodObject<{ -readonly [K in keyof S]: S[K] }, z.core.$strict>

interface ReadOptions<P extends Shape, Q extends Shape, A extends z.ZodType> {
  readonly id: string
  readonly path: string
  readonly tag: Tag
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly answer: A
  readonly type?: string
  readonly access?: Access
}

/** A route that answers one thing. */
export function defineRead<P extends Shape, Q extends Shape, A extends z.ZodType>(
  options: ReadOptions<P, Q, A>,
): Route<Strict<P>, Strict<Q>, typeof noBody, A> {
  return {
    ...base(options),
    method: 'GET',
    body: noBody,
    answer: options.answer,
    status: 200,
    type: options.type ?? 'application/json',
    item: undefined,
  }
}

interface WriteOptions<P extends Shape, B extends z.ZodType, A extends z.ZodType>
  extends ReadOptions<P, NoShape, A> {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly body?: B
  readonly status?: 200 | 201 | 204
}

/** A route that changes something. */
export function defineWrite<
  P extends Shape,
  A extends z.ZodType,
  B extends z.ZodType = typeof noBody,
>(options: WriteOptions<P, B, A>): Route<Strict<P>, Strict<NoShape>, B, A> {
  return {
    ...base(options),
    method: options.method,
    body: (options.body ?? noBody) as B,
    answer: options.answer,
    status: options.status ?? 200,
    type: options.type ?? 'application/json',
    item: undefined,
  }
}

function base<P extends Shape, Q extends Shape>(options: {
  readonly id: string
  readonly path: string
  readonly tag: Tag
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly access?: Access
}) {
  const { id, path, tag, summary } = options
  return {
    id,
    path,
    tag,
    summary,
    params: (options.params === undefined ? nothing : z.strictObject(options.params)) as Strict<P>,
    query: (options.query === undefined ? nothing : z.strictObject(options.query)) as Strict<Q>,
    access: options.access ?? 'all',
  }
}

/** What each list takes beside its filters. */
function pageQuery<const S extends readonly [string, ...string[]]>(
  sorts: S,
  order: 'asc' | 'desc',
) {
  return {
    limit: wholeParameter(1, 1_000, 'Most items of the page; 50 when missing').optional(),
    cursor: z
      .string()
      .min(1)
      .max(1_000)
      .regex(/^[A-Za-z0-9_-]+$/, 'must be the `next` of a page before')
      .meta({ description: '`next` of the page before; the other parameters stay the same' })
      .optional(),
    sort: z
      .enum(sorts)
      .meta({ description: `What the list is sorted by; ${sorts[0]} when missing` })
      .optional(),
    order: z
      .enum(['asc', 'desc'])
      .meta({ description: `Direction; ${order} when missing` })
      .optional(),
    format: z
      .enum(['json', 'csv'])
      .meta({ description: 'csv: the whole list from the cursor on, or `limit` rows of it' })
      .optional(),
  }
}

export type PageQuery<S extends readonly [string, ...string[]]> = ReturnType<typeof pageQuery<S>>

/** A page of a list. */
function pageOf<I extends z.ZodObject>(item: I) {
  return z.object({
    items: z.array(item),
    next: z
      .string()
      .nullable()
      .meta({ description: 'Cursor of the page after this one; null at the end' }),
  })
}

interface ListOptions<
  P extends Shape,
  F extends Shape,
  I extends z.ZodObject,
  S extends readonly [string, ...string[]],
> {
  readonly id: string
  readonly path: string
  readonly tag: Tag
  readonly summary: string
  readonly params?: P
  readonly filters?: F
  /** What it can be sorted by; the first is the usual. */
  readonly sorts: S
  /** The usual direction. */
  readonly order: 'asc' | 'desc'
  readonly item: I
  readonly access?: Access
}

export type ListRoute<
  P extends Shape,
  F extends Shape,
  I extends z.ZodObject,
  S extends readonly [string, ...string[]],
> = Route<Strict<P>, Strict<PageQuery<S> & F>, typeof noBody, ReturnType<typeof pageOf<I>>> & {
  readonly item: I
  readonly sorts: S
  readonly order: 'asc' | 'desc'
}

/** A route that answers a list, page by page or as CSV. */
export function defineList<
  const S extends readonly [string, ...string[]],
  I extends z.ZodObject,
  P extends Shape = NoShape,
  F extends Shape = NoShape,
>(options: ListOptions<P, F, I, S>): ListRoute<P, F, I, S> {
  const query = { ...pageQuery(options.sorts, options.order), ...options.filters } as PageQuery<S> &
    F
  return {
    ...base({ ...options, query }),
    method: 'GET',
    body: noBody,
    answer: pageOf(options.item),
    status: 200,
    type: 'application/json',
    item: options.item,
    sorts: options.sorts,
    order: options.order,
  }
}
