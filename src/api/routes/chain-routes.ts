import { and, eq, gte, inArray, lte, type SQL } from 'drizzle-orm'
import type { Hex } from 'viem'
import { decodeRefusal } from '#sdk/outcomes/decode-refusal.ts'
import { blocks, delegates, missedBlocks, transactions } from '#indexer/schema.ts'
import * as contract from '../contract/blocks.ts'
import { listEpochBlocks } from '../contract/election.ts'
import type { ApiContext } from '../server/api-context.ts'
import { found } from '../server/api-problem.ts'
import { handle, handleList } from '../server/handler.ts'
import { byWhole, type PageRequest, readKeyset } from '../server/keyset.ts'
import { readDelegateId } from './delegate-rows.ts'
import { readEvents, readTransactionEvents } from './event-lists.ts'
import { readAddress } from './read-parameters.ts'
import {
  orNull,
  viewAddress,
  viewDelegate,
  viewDelegateOrNull,
  viewRau,
  type DelegateReference,
} from './view-values.ts'

type BlockRow = typeof blocks.$inferSelect

async function readBlocks(context: ApiContext, page: PageRequest<'height'>, of: SQL | undefined) {
  const { items, next } = await readKeyset(page, {
    sorts: { height: [byWhole(blocks.height)] },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ block: blocks, producerName: delegates.name, keys })
        .from(blocks)
        .leftJoin(delegates, eq(delegates.id, blocks.producer))
        .where(and(of, after))
        .orderBy(...orderBy)
        .limit(limit),
    view: (row) => row,
  })
  const missed = await readMissed(
    context,
    items.map(({ block }) => block.height),
  )
  return { items: items.map((row) => viewBlock(row.block, row.producerName, missed)), next }
}

interface Missed {
  readonly delegate: DelegateReference
  readonly round: number
}

async function readMissed(
  { database }: ApiContext,
  heights: readonly number[],
): Promise<ReadonlyMap<number, readonly Missed[]>> {
  if (heights.length === 0) return new Map()
  const rows = await database.drizzle
    .select({
      height: missedBlocks.height,
      round: missedBlocks.round,
      delegate: missedBlocks.delegate,
      name: delegates.name,
    })
    .from(missedBlocks)
    .leftJoin(delegates, eq(delegates.id, missedBlocks.delegate))
    .where(inArray(missedBlocks.height, [...heights]))
    .orderBy(missedBlocks.height, missedBlocks.round)
  const byHeight = new Map<number, Missed[]>()
  for (const { height, round, delegate, name } of rows) {
    const list = byHeight.get(height) ?? []
    list.push({ delegate: viewDelegate(delegate, name), round })
    byHeight.set(height, list)
  }
  return byHeight
}

function viewBlock(
  row: BlockRow,
  producerName: string | null,
  missed: ReadonlyMap<number, readonly Missed[]>,
) {
  return {
    height: row.height,
    hash: row.hash,
    parentHash: row.parentHash,
    timeMs: row.timeMs,
    epoch: row.epoch,
    producer: viewDelegateOrNull(row.producer, producerName),
    round: row.round,
    missed: [...(missed.get(row.height) ?? [])],
    transactions: row.transactions,
    events: row.events,
    gasUsed: row.gasUsed,
    gasLimit: row.gasLimit,
    size: row.size,
  }
}

const getBlock = handle(contract.getBlock, async ({ context, params }) => {
  const { heightOrHash } = params
  const is = heightOrHash.startsWith('0x')
    ? eq(blocks.hash, heightOrHash.toLowerCase())
    : eq(blocks.height, Number(heightOrHash))
  const page = { sort: 'height', order: 'asc', limit: 1, after: undefined } as const
  const { items } = await readBlocks(context, page, is)
  return found(items[0], `there is no block ${heightOrHash}`)
})

const listTransactions = handleList(contract.listTransactions, ({ context, query, page }) =>
  readKeyset(page, {
    sorts: { height: [byWhole(transactions.height), byWhole(transactions.position)] },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ transaction: transactions, epoch: blocks.epoch, keys })
        .from(transactions)
        .innerJoin(blocks, eq(blocks.height, transactions.height))
        .where(
          and(
            query.height === undefined ? undefined : eq(transactions.height, query.height),
            query.from === undefined
              ? undefined
              : eq(transactions.sender, readAddress(query.from, 'from')),
            query.to === undefined
              ? undefined
              : eq(transactions.recipient, readAddress(query.to, 'to')),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ transaction, epoch }) => viewTransaction(transaction, epoch),
  }),
)

const getTransaction = handle(contract.getTransaction, async ({ context, params }) => {
  const hash = params.hash.toLowerCase()
  const [row] = await context.database.drizzle
    .select({ transaction: transactions, epoch: blocks.epoch })
    .from(transactions)
    .innerJoin(blocks, eq(blocks.height, transactions.height))
    .where(eq(transactions.hash, hash))
  const { transaction, epoch } = found(row, `there is no transaction ${hash} in a block`)
  return {
    ...viewTransaction(transaction, epoch),
    events: await readTransactionEvents(context, transaction),
  }
})

function viewTransaction(row: typeof transactions.$inferSelect, epoch: number) {
  const refusal = row.error === null ? undefined : decodeRefusal(row.error as Hex)
  return {
    hash: row.hash,
    height: row.height,
    timeMs: row.timeMs,
    epoch,
    place: row.position,
    nonce: row.nonce,
    from: viewAddress(row.sender),
    to: orNull(row.recipient, viewAddress),
    action: row.action,
    valueRau: viewRau(row.valueRau),
    status: row.succeeded,
    outcome: row.succeeded ? null : (refusal?.name ?? `code ${row.code}`),
    meaning: row.succeeded ? null : (refusal?.sentence ?? null),
    feeRau: viewRau(row.feeRau),
    gasUsed: row.gasUsed,
  }
}

export const CHAIN_ROUTES = [
  handleList(contract.listBlocks, async ({ context, query, page }) => {
    const { producer, fromHeight, toHeight } = query
    const id = producer === undefined ? undefined : await readDelegateId(context, producer)
    return readBlocks(
      context,
      page,
      and(
        id === undefined ? undefined : eq(blocks.producer, id),
        fromHeight === undefined ? undefined : gte(blocks.height, fromHeight),
        toHeight === undefined ? undefined : lte(blocks.height, toHeight),
      ),
    )
  }),
  handleList(listEpochBlocks, ({ context, params, page }) =>
    readBlocks(context, page, eq(blocks.epoch, params.epoch)),
  ),
  getBlock,
  listTransactions,
  getTransaction,
  handleList(contract.listEvents, ({ context, query, page }) =>
    readEvents(context, page, [], undefined, query),
  ),
]
