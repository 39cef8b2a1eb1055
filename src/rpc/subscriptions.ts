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

interface Subscription {
  readonly id: Hex
  readonly subscriber: Subscriber
  readonly topic: Topic
}

function notification(id: Hex, result: string): string {
  return `{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"${id}","result":${result}}}`
}

export function createSubscriptions(backend: RpcBackend, limits: RpcLimits): Subscriptions {
  const all = new Map<Subscriber, Map<Hex, Subscription>>()
  let size = 0
  let pendingReaders = 0
  let stopPending: Unsubscribe | undefined
  let wasSyncing = backend.syncing() !== undefined

  function* ofKind<K extends Topic['kind']>(
    kind: K,
  ): Generator<Subscription & { readonly topic: Extract<Topic, { kind: K }> }> {
    for (const own of all.values()) {
      for (const subscription of own.values()) {
        if (subscription.topic.kind === kind) {
          yield subscription as Subscription & { readonly topic: Extract<Topic, { kind: K }> }
        }
      }
    }
  }

  function tellOfBlock(block: BlockRecord): void {
    if (size === 0) return
    let header: string | undefined
    for (const { id, subscriber } of ofKind('newHeads')) {
      header ??= JSON.stringify(viewHeader(block))
      subscriber.notify(notification(id, header))
    }
    tellOfLogs(block)
    const isSyncing = backend.syncing() !== undefined
    if (isSyncing === wasSyncing) return
    wasSyncing = isSyncing
    for (const { id, subscriber } of ofKind('syncing')) {
      subscriber.notify(notification(id, String(isSyncing)))
    }
  }

  function tellOfLogs(block: BlockRecord): void {
    const texts = new Map<number, string>()
    for (const { id, subscriber, topic } of ofKind('logs')) {
      for (const record of logsOfBlock(block)) {
        if (!matchesLogFilter(record.log, topic.filter)) continue
        let text = texts.get(record.logIndex)
        if (text === undefined) {
          text = JSON.stringify(viewLog(record))
          texts.set(record.logIndex, text)
        }
        subscriber.notify(notification(id, text))
      }
    }
  }

  function tellOfPending(signed: SignedTransaction): void {
    for (const { id, subscriber, topic } of ofKind('newPendingTransactions')) {
      const result = topic.isFull
        ? JSON.stringify(viewPendingTransaction(signed))
        : `"${signed.transaction.hash}"`
      subscriber.notify(notification(id, result))
    }
  }

  function forget(subscription: Subscription): void {
    size--
    if (subscription.topic.kind !== 'newPendingTransactions') return
    pendingReaders--
    if (pendingReaders > 0) return
    stopPending?.()
    stopPending = undefined
  }

  const stopBlocks = backend.onBlock(tellOfBlock)
  return {
    add: (subscriber, topic) => {
      const own = all.get(subscriber) ?? new Map<Hex, Subscription>()
      if (own.size >= limits.maxSubscriptions) {
        throw new RpcFault(
          'limitExceeded',
          `a connection has at most ${limits.maxSubscriptions} subscriptions; end one with eth_unsubscribe`,
        )
      }
      all.set(subscriber, own)
      const id = createRandomId()
      own.set(id, { id, subscriber, topic })
      size++
      if (topic.kind === 'newPendingTransactions') {
        pendingReaders++
        stopPending ??= backend.onPendingTransaction(tellOfPending)
      }
      return id
    },
    remove: (subscriber, id) => {
      const own = all.get(subscriber)
      const subscription = own?.get(id)
      if (own === undefined || subscription === undefined) return false
      own.delete(id)
      forget(subscription)
      return true
    },
    removeAll: (subscriber) => {
      for (const subscription of all.get(subscriber)?.values() ?? []) forget(subscription)
      all.delete(subscriber)
    },
    get size() {
      return size
    },
    close: () => {
      stopBlocks()
      stopPending?.()
      stopPending = undefined
      all.clear()
      size = 0
      pendingReaders = 0
    },
  }
}
