import { eq } from 'drizzle-orm'
import { blocks, delegates, epochs } from '#indexer/schema.ts'
import * as contract from '../contract/network.ts'
import { STREAM_KINDS, type StreamKind, getStream as streamRoute } from '../contract/stream.ts'
import type { ApiContext } from '../server/api-context.ts'
import { ApiProblem, found } from '../server/api-problem.ts'
import { handle } from '../server/handler.ts'
import { clientOf } from '../server/rate-limits.ts'
import { readWholeRule } from './rule-values.ts'
import { readPace } from './seen-pace.ts'
import { viewDelegate, viewDelegateOrNull, viewRau } from './view-values.ts'

const getNetwork = handle(contract.getNetwork, async ({ context }) => {
  const head = found(context.watch.head(), 'the index')
  const [{ status, isReachable }, schedule, blockIntervalMs, epoch, producingNow] =
    await Promise.all([
      context.node.status(),
      context.node.schedule().catch(() => []),
      readWholeRule(context, 'blockIntervalMs'),
      readEpochTimes(context, head.epoch),
      readProducer(context, head.height),
    ])
  const paceMs = await readPace(context, blockIntervalMs)
  const timeAt = (height: number) => head.timeMs + (height - head.height) * paceMs
  return {
    network: head.network,
    chainId: head.chainId,
    genesisHash: head.genesisHash,
    genesisTimeMs: head.genesisTimeMs,
    client: status.client,
    dev: head.dev,
    node: {
      reachable: isReachable,
      height: status.height,
      blockHash: status.blockHash,
      timeMs: status.timeMs,
      peers: status.peers,
      syncing: status.syncing,
      pendingTransactions: status.pool.pending,
      queuedTransactions: status.pool.queued,
    },
    index: {
      height: head.height,
      timeMs: head.timeMs,
      lagBlocks: Math.max(0, status.height - head.height),
    },
    epoch: {
      epoch: head.epoch,
      startHeight: head.startHeight,
      electionHeight: head.electionHeight,
      endHeight: head.endHeight,
      blockIntervalMs,
      paceMs,
      startTimeMs: epoch?.startTimeMs ?? Math.max(0, timeAt(head.startHeight)),
      electionTimeMs: Math.max(0, timeAt(head.electionHeight)),
      endTimeMs: timeAt(head.endHeight),
    },
    supplyRau: viewRau(head.supplyRau),
    stakedRau: viewRau(head.stakedRau),
    fund: {
      availableRau: viewRau(head.fundAvailableRau),
      unclaimedRau: viewRau(head.fundUnclaimedRau),
      owedRau: viewRau(head.fundOwedRau),
    },
    delegates: head.delegates,
    buckets: head.buckets,
    producingNow,
    schedule: schedule.map(({ height, validator, delegate, name }) => ({
      height,
      validator,
      delegate: delegate === null ? null : viewDelegate(delegate.toLowerCase(), name),
    })),
  }
})

const getDevAccounts = handle(contract.getDevAccounts, async ({ context }) => {
  const head = found(context.watch.head(), 'the index')
  const accounts = head.dev ? await context.options.devAccounts?.(head.chainId) : undefined
  if (accounts === undefined) {
    throw new ApiProblem('not-found', 'this is no development network: accounts have secret keys')
  }
  return { phrase: accounts.phrase, accounts: [...accounts.accounts] }
})

const getStream = handle(streamRoute, async ({ context, query, request, reply }) => {
  if (request.method === 'HEAD') return undefined
  const owner = clientOf(request)
  context.stream.requireRoom(owner)
  const seen = request.headers['last-event-id']
  // A browser that comes back says what it saw last, and has the address of its first request.
  const after = typeof seen === 'string' ? seen : query.after
  const { raw: response } = reply
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) response.setHeader(name, value)
  }
  void reply.hijack()
  await context.stream.add({
    response,
    owner,
    kinds: new Set(
      query.kinds === undefined ? STREAM_KINDS : (query.kinds.split(',') as StreamKind[]),
    ),
    after: after !== undefined && /^\d{1,10}(\.\d{1,6})?$/.test(after) ? after : undefined,
  })
  return undefined
})

export const NETWORK_ROUTES = [getNetwork, getDevAccounts, getStream]

async function readEpochTimes({ database }: ApiContext, epoch: number) {
  const [row] = await database.drizzle
    .select({ startTimeMs: epochs.startTimeMs })
    .from(epochs)
    .where(eq(epochs.epoch, epoch))
  return row
}

async function readProducer({ database }: ApiContext, height: number) {
  const [row] = await database.drizzle
    .select({ id: blocks.producer, name: delegates.name })
    .from(blocks)
    .leftJoin(delegates, eq(delegates.id, blocks.producer))
    .where(eq(blocks.height, height))
  return row === undefined ? null : viewDelegateOrNull(row.id, row.name)
}
