import type { Hex } from '#base/hex.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { BlockRecord, RpcBackend, Unsubscribe } from './backend.ts'
import { logsOfBlock, matchesLogFilter } from './block-logs.ts'
import { RpcFault } from './errors.ts'
import type { RpcLimits } from './limits.ts'
import type { LogFilter } from './parameters/request-types.ts'
import { createRandomId } from './random-id.ts'
import { viewHeader } from './views/block-view.ts'
import { viewLog } from './views/log-view.ts'
import { viewPendingTransaction } from './views/transaction-view.ts'

/** A connection that can be told something. */
export interface Subscriber {
  /** Sends the text of a notification. */
  notify(text: string): void
}

export type Topic =
  | { readonly kind: 'newHeads' }
  | { readonly kind: 'logs'; readonly filter: LogFilter }
  | { readonly kind: 'newPendingTransactions'; readonly isFull: boolean }
  | { readonly kind: 'syncing' }

/** Who is told of what. */
export interface Subscriptions {
  add(subscriber: Subscriber, topic: Topic): Hex
  /** False when the subscriber has no such subscription. */
  remove(subscriber: Subscriber, id: Hex): boolean
  removeAll(subscriber: Subscriber): void
  readonly size: number
  close(): void
}

interface Subscription<T extends Topic = Topic> {
  readonly id: Hex
  readonly subscriber: Subscriber
  readonly topic: T
}

type Book = Map<Subscriber, Map<Hex, Subscription>>

export function createSubscriptions(backend: RpcBackend, limits: RpcLimits): Subscriptions {
  const book: Book = new Map()
  let size = 0
  let pendingReaders = 0
  let stopPending: Unsubscribe | undefined
  let wasSyncing = backend.syncing() !== undefined

  const stopBlocks = backend.onBlock((block) => {
    if (size === 0) return
    tellOfHead(book, block)
    tellOfLogs(book, block)
    const isSyncing = backend.syncing() !== undefined
    if (isSyncing !== wasSyncing) tellOfSyncing(book, isSyncing)
    wasSyncing = isSyncing
  })
  const count = (topic: Topic, change: 1 | -1): void => {
    size += change
    if (topic.kind !== 'newPendingTransactions') return
    pendingReaders += change
    if (pendingReaders > 0) {
      stopPending ??= backend.onPendingTransaction((signed) => tellOfPending(book, signed))
    } else {
      stopPending?.()
      stopPending = undefined
    }
  }
  const removeAll = (subscriber: Subscriber): void => {
    for (const { topic } of book.get(subscriber)?.values() ?? []) count(topic, -1)
    book.delete(subscriber)
  }

  return {
    add: (subscriber, topic) => {
      const own = book.get(subscriber) ?? new Map<Hex, Subscription>()
      if (own.size >= limits.maxSubscriptions) throw tooMany(limits)
      const id = createRandomId()
      book.set(subscriber, own.set(id, { id, subscriber, topic }))
      count(topic, 1)
      return id
    },
    remove: (subscriber, id) => {
      const own = book.get(subscriber)
      const subscription = own?.get(id)
      if (own === undefined || subscription === undefined) return false
      own.delete(id)
      count(subscription.topic, -1)
      return true
    },
    removeAll,
    get size() {
      return size
    },
    close: () => {
      stopBlocks()
      for (const subscriber of book.keys()) removeAll(subscriber)
    },
  }
}

function tooMany({ maxSubscriptions }: RpcLimits): RpcFault {
  return new RpcFault(
    'limitExceeded',
    `a connection has at most ${maxSubscriptions} subscriptions; end one with eth_unsubscribe`,
  )
}

function* ofKind<K extends Topic['kind']>(
  book: Book,
  kind: K,
): Generator<Subscription<Extract<Topic, { kind: K }>>> {
  for (const own of book.values()) {
    for (const subscription of own.values()) {
      if (subscription.topic.kind === kind) {
        yield subscription as Subscription<Extract<Topic, { kind: K }>>
      }
    }
  }
}

/** `result` is JSON text: it is made once for all who are told the same. */
function tell({ id, subscriber }: Subscription, result: string): void {
  subscriber.notify(
    `{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"${id}","result":${result}}}`,
  )
}

function tellOfHead(book: Book, block: BlockRecord): void {
  let header: string | undefined
  for (const subscription of ofKind(book, 'newHeads')) {
    header ??= JSON.stringify(viewHeader(block))
    tell(subscription, header)
  }
}

function tellOfLogs(book: Book, block: BlockRecord): void {
  const texts = new Map<number, string>()
  for (const subscription of ofKind(book, 'logs')) {
    for (const record of logsOfBlock(block)) {
      if (!matchesLogFilter(record.log, subscription.topic.filter)) continue
      let text = texts.get(record.logIndex)
      if (text === undefined) {
        text = JSON.stringify(viewLog(record))
        texts.set(record.logIndex, text)
      }
      tell(subscription, text)
    }
  }
}

function tellOfSyncing(book: Book, isSyncing: boolean): void {
  for (const subscription of ofKind(book, 'syncing')) tell(subscription, String(isSyncing))
}

function tellOfPending(book: Book, signed: SignedTransaction): void {
  for (const subscription of ofKind(book, 'newPendingTransactions')) {
    const result = subscription.topic.isFull
      ? JSON.stringify(viewPendingTransaction(signed))
      : `"${signed.transaction.hash}"`
    tell(subscription, result)
  }
}
