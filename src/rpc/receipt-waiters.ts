import type { Hex } from '#base/hex.ts'
import type { BlockRecord, JsonObject, RpcBackend } from './backend.ts'
import { RpcFault } from './errors.ts'
import type { RpcLimits } from './limits.ts'
import { submitRaw } from './submission.ts'
import { viewReceipt } from './views/receipt-view.ts'

/** Calls of eth_sendRawTransactionSync that wait for their block. */
export interface ReceiptWaiters {
  /** Hands in a transaction and resolves with its receipt, or rejects with an `RpcFault` after `timeoutMs`. */
  submitAndWait(raw: Uint8Array, timeoutMs: number): Promise<JsonObject>
  readonly size: number
  close(): void
}

interface Waiter {
  hash: Hex | undefined
  readonly resolve: (receipt: JsonObject | undefined) => void
}

export function createReceiptWaiters(backend: RpcBackend, limits: RpcLimits): ReceiptWaiters {
  const waiters = new Set<Waiter>()

  function lookInto(block: BlockRecord): void {
    if (waiters.size === 0) return
    const indexes = new Map<Hex, number>()
    for (const [index, signed] of block.transactions.entries()) {
      indexes.set(signed.transaction.hash, index)
    }
    for (const waiter of waiters) {
      const index = waiter.hash === undefined ? undefined : indexes.get(waiter.hash)
      if (index !== undefined) waiter.resolve(viewReceipt(block, index))
    }
  }

  /** For a block that came before the hash was known. */
  async function lookBack(waiter: Waiter, hash: Hex): Promise<void> {
    const location = await backend.locateTransaction(hash)
    if (location === undefined) return
    const block = await backend.blockByHeight(location.height)
    if (block !== undefined) waiter.resolve(viewReceipt(block, location.index))
  }

  async function submitAndWait(raw: Uint8Array, timeoutMs: number): Promise<JsonObject> {
    if (waiters.size >= limits.maxSyncWaiters) {
      throw new RpcFault(
        'limitExceeded',
        `${waiters.size} calls wait for their block already; use eth_sendRawTransaction`,
      )
    }
    let resolve: Waiter['resolve'] = () => undefined
    const receipt = new Promise<JsonObject | undefined>((settle) => {
      resolve = settle
    })
    const waiter: Waiter = { hash: undefined, resolve }
    waiters.add(waiter)
    let timer: NodeJS.Timeout | undefined
    try {
      const hash = await submitRaw(backend, raw)
      waiter.hash = hash
      await lookBack(waiter, hash)
      timer = setTimeout(() => resolve(undefined), timeoutMs)
      const found = await receipt
      if (found !== undefined) return found
      throw new RpcFault(
        'timeout',
        `the transaction is in the pool and was not committed within ${timeoutMs} ms`,
        hash,
      )
    } finally {
      clearTimeout(timer)
      waiters.delete(waiter)
    }
  }

  const stop = backend.onBlock(lookInto)
  return {
    submitAndWait,
    get size() {
      return waiters.size
    },
    close: () => {
      stop()
      for (const { resolve } of waiters) resolve(undefined)
    },
  }
}
