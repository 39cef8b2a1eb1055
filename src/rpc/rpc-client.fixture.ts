import { signDigestPortable, signTransaction } from '#base/sign-transaction.ts'
import type { TransactionFields } from '#base/transaction.ts'
import { fromHex, type Hex, toHex } from '#base/hex.ts'
import { toAddress } from '#base/address.ts'
import type { RpcBackend } from './backend.ts'
import { createDispatcher, type Dispatcher } from './dispatch.ts'
import { createFilters } from './filters.ts'
import { DEFAULT_LIMITS, type RpcLimits } from './limits.ts'
import { selectMethods } from './methods/all-methods.ts'
import { createReceiptWaiters } from './receipt-waiters.ts'
import { createSubscriptions, type Subscriber } from './subscriptions.ts'

export interface Answer {
  readonly jsonrpc: string
  readonly id: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

/** A dispatcher without HTTP around it. */
export interface DirectClient {
  readonly dispatcher: Dispatcher
  readonly internalErrors: unknown[]
  readonly notifications: string[]
  nowMs: number
  /** The parsed answer to any text. */
  send(text: string): Promise<unknown>
  /** The answer to one request, over a connection that can be notified when `isWebSocket`. */
  ask(method: string, params?: readonly unknown[], isWebSocket?: boolean): Promise<Answer>
  /** The result of one request; fails on an error. */
  result(method: string, params?: readonly unknown[], isWebSocket?: boolean): Promise<unknown>
}

export function createDirectClient(
  backend: RpcBackend,
  limits: Partial<RpcLimits> = {},
): DirectClient {
  const all = { ...DEFAULT_LIMITS, ...limits }
  const internalErrors: unknown[] = []
  const notifications: string[] = []
  const subscriber: Subscriber = { notify: (text) => void notifications.push(text) }
  const client: DirectClient = {
    dispatcher: createDispatcher({
      context: {
        backend,
        limits: all,
        filters: createFilters(backend, all, () => client.nowMs),
        subscriptions: createSubscriptions(backend, all),
        receiptWaiters: createReceiptWaiters(backend, all),
        methods: selectMethods(backend.dev !== undefined),
      },
      onInternalError: (error) => void internalErrors.push(error),
    }),
    internalErrors,
    notifications,
    nowMs: 1_000_000,
    send: async (text) => {
      const answer = await client.dispatcher.handle(Buffer.from(text), undefined)
      return answer === undefined ? undefined : JSON.parse(answer)
    },
    ask: async (method, params = [], isWebSocket = false) => {
      const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
      const answer = await client.dispatcher.handle(body, isWebSocket ? subscriber : undefined)
      return JSON.parse(answer ?? 'null') as Answer
    },
    result: async (method, params, isWebSocket) => {
      const answer = await client.ask(method, params, isWebSocket)
      if (answer.error !== undefined) throw new Error(`${method}: ${JSON.stringify(answer.error)}`)
      return answer.result
    },
  }
  return client
}

/** The first account of the usual test phrase. */
export const TEST_KEY: Hex = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
export const TEST_ACCOUNT = toAddress('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')

/** A signed transfer as the fake network takes it. */
export function signTransfer(fields: Partial<TransactionFields>): Hex {
  const raw = signTransaction(
    {
      type: 2,
      chainId: 31_415,
      nonce: 0,
      gasLimit: 10_000,
      maxFeePerGasRau: 1_000_000_000_000n,
      maxPriorityFeePerGasRau: 0n,
      to: toAddress('0x00000000000000000000000000000000000000b0'),
      valueRau: 5n,
      data: new Uint8Array(0),
      accessList: [],
      ...fields,
    },
    fromHex(TEST_KEY),
    signDigestPortable,
  )
  return toHex(raw)
}
