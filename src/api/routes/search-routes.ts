import { and, asc, desc, eq, like, or, sql } from 'drizzle-orm'
import { parseAddress } from '#base/io-address.ts'
import {
  accounts,
  blocks,
  buckets,
  delegates,
  epochs,
  proposals,
  transactions,
} from '#indexer/schema.ts'
import { search as contract } from '../contract/search.ts'
import type { ApiContext } from '../server/api-context.ts'
import { handle } from '../server/handler.ts'
import { escapeLike } from './read-parameters.ts'
import { viewAddress } from './view-values.ts'

type Kind = 'delegate' | 'proposal' | 'account' | 'block' | 'transaction' | 'epoch' | 'bucket'

interface Result {
  readonly kind: Kind
  readonly id: string
  readonly title: string
  readonly detail: string | null
}

/** Results of each kind. */
const MOST = 10
const MAX_NUMBER = 2_147_483_647

export const SEARCH_ROUTES = [
  handle(contract, async ({ context, query }) => {
    const text = query.q.trim()
    const parts = await Promise.all([
      findByNumber(context, text),
      findByHash(context, text),
      findByAddress(context, text),
      findDelegates(context, text),
      findProposals(context, text),
    ])
    return { query: query.q, results: unique(parts.flat()) }
  }),
]

function unique(results: readonly Result[]): Result[] {
  const seen = new Map(results.map((result) => [`${result.kind} ${result.id}`, result]))
  return [...seen.values()]
}

async function findByNumber({ database }: ApiContext, text: string): Promise<readonly Result[]> {
  const number = /^#?\d{1,10}$/.test(text) ? Number(text.replace('#', '')) : undefined
  if (number === undefined || number > MAX_NUMBER) return []
  const { drizzle } = database
  const [[proposal], [epoch], [block], [bucket]] = await Promise.all([
    drizzle
      .select({ title: proposals.title, state: proposals.state })
      .from(proposals)
      .where(eq(proposals.id, number)),
    drizzle.select({ epoch: epochs.epoch }).from(epochs).where(eq(epochs.epoch, number)),
    drizzle.select({ hash: blocks.hash }).from(blocks).where(eq(blocks.height, number)),
    drizzle.select({ owner: buckets.owner }).from(buckets).where(eq(buckets.index, number)),
  ])
  const id = `${number}`
  const results: Result[] = []
  if (proposal !== undefined) {
    results.push({ kind: 'proposal', id, title: proposal.title, detail: proposal.state })
  }
  if (epoch !== undefined) results.push({ kind: 'epoch', id, title: `Epoch ${id}`, detail: null })
  if (block !== undefined) {
    results.push({ kind: 'block', id, title: `Block ${id}`, detail: block.hash })
  }
  if (bucket !== undefined) {
    results.push({ kind: 'bucket', id, title: `Bucket ${id}`, detail: viewAddress(bucket.owner) })
  }
  return results
}

async function findByHash({ database }: ApiContext, text: string): Promise<readonly Result[]> {
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) return []
  const hash = text.toLowerCase()
  const { drizzle } = database
  const [[block], [transaction]] = await Promise.all([
    drizzle.select({ height: blocks.height }).from(blocks).where(eq(blocks.hash, hash)),
    drizzle
      .select({ action: transactions.action, height: transactions.height })
      .from(transactions)
      .where(eq(transactions.hash, hash)),
  ])
  const results: Result[] = []
  if (block !== undefined) {
    results.push({
      kind: 'block',
      id: `${block.height}`,
      title: `Block ${block.height}`,
      detail: hash,
    })
  }
  if (transaction !== undefined) {
    const { action, height } = transaction
    results.push({
      kind: 'transaction',
      id: hash,
      title: action ?? 'Transaction',
      detail: `Block ${height}`,
    })
  }
  return results
}

async function findByAddress({ database }: ApiContext, text: string): Promise<readonly Result[]> {
  const address = readAddressOrNone(text)
  if (address === undefined) return []
  const { drizzle } = database
  const [[delegate], [account]] = await Promise.all([
    drizzle
      .select({ name: delegates.name, displayName: delegates.displayName })
      .from(delegates)
      .where(eq(delegates.id, address)),
    drizzle
      .select({ address: accounts.address })
      .from(accounts)
      .where(eq(accounts.address, address)),
  ])
  const id = viewAddress(address)
  const results: Result[] = []
  if (delegate !== undefined) {
    results.push({ kind: 'delegate', id, title: delegate.displayName || delegate.name, detail: id })
  }
  results.push({
    kind: 'account',
    id,
    title: id,
    detail: account === undefined ? 'Never used' : null,
  })
  return results
}

function readAddressOrNone(text: string): string | undefined {
  try {
    return parseAddress(text)
  } catch {
    return undefined
  }
}

async function findDelegates({ database }: ApiContext, text: string): Promise<readonly Result[]> {
  const words = text.toLowerCase()
  if (words === '') return []
  const rows = await database.drizzle
    .select({ id: delegates.id, name: delegates.name, displayName: delegates.displayName })
    .from(delegates)
    .where(and(eq(delegates.retired, false), like(delegates.searchText, `%${escapeLike(words)}%`)))
    .orderBy(
      sql`${delegates.name} = ${words} desc`,
      sql`strpos(${delegates.searchText}, ${words})`,
      desc(delegates.votesRau),
      asc(delegates.registration),
    )
    .limit(MOST)
  return rows.map(({ id, name, displayName }) => ({
    kind: 'delegate' as const,
    id: viewAddress(id),
    title: displayName || name,
    detail: name,
  }))
}

async function findProposals({ database }: ApiContext, text: string): Promise<readonly Result[]> {
  if (text === '') return []
  const rows = await database.drizzle
    .select({ id: proposals.id, title: proposals.title, state: proposals.state })
    .from(proposals)
    .where(
      or(
        sql`to_tsvector('simple', ${proposals.searchText}) @@ plainto_tsquery('simple', ${text})`,
        sql`lower(${proposals.title}) like ${`%${escapeLike(text.toLowerCase())}%`}`,
      ),
    )
    .orderBy(desc(proposals.id))
    .limit(MOST)
  return rows.map(({ id, title, state }) => ({
    kind: 'proposal' as const,
    id: `${id}`,
    title,
    detail: state,
  }))
}
