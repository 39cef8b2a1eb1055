import type { Address } from '#base/address.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { JsonObject, JsonValue, PoolContent } from '../backend.ts'
import { RpcFault } from '../errors.ts'
import { type CallContext, defineMethod, type Method, required } from '../method.ts'
import { address } from '../parameters/hex-types.ts'
import { objectOf, QUANTITY } from '../schemas.ts'
import { toQuantity } from '../views/quantity.ts'
import { viewPendingTransaction } from '../views/transaction-view.ts'

const CONTENT = objectOf({ pending: { type: 'object' }, queued: { type: 'object' } })

function byNonce(
  transactions: readonly SignedTransaction[],
  view: (signed: SignedTransaction) => JsonValue,
): JsonObject {
  const views: Record<string, JsonValue> = {}
  for (const signed of transactions) views[signed.transaction.nonce] = view(signed)
  return views
}

function bySender(
  transactions: readonly SignedTransaction[],
  view: (signed: SignedTransaction) => JsonValue,
): JsonObject {
  const lists = new Map<Address, SignedTransaction[]>()
  for (const signed of transactions) {
    const list = lists.get(signed.sender)
    if (list === undefined) lists.set(signed.sender, [signed])
    else list.push(signed)
  }
  const views: Record<string, JsonValue> = {}
  for (const [sender, list] of lists) views[sender] = byNonce(list, view)
  return views
}

/** The whole pool. One that is larger than an answer may be is refused rather than cut. */
function readPool({ backend, limits }: CallContext): PoolContent {
  const { pending, queued } = backend.poolStatus()
  if (pending + queued > limits.maxPoolContent) {
    throw new RpcFault(
      'limitExceeded',
      `the pool has ${pending + queued} transactions; at most ${limits.maxPoolContent} are listed: use txpool_contentFrom`,
    )
  }
  return backend.poolContent(limits.maxPoolContent)
}

function inspect({ transaction }: SignedTransaction): string {
  const { to, valueRau, gasLimit, maxFeePerGasRau } = transaction
  return `${to ?? 'contract creation'}: ${valueRau} wei + ${gasLimit} gas × ${maxFeePerGasRau} wei`
}

/** What waits in the pool. `pending` could be in the next blocks; `queued` waits for an earlier nonce. */
export const POOL_METHODS: readonly Method[] = [
  defineMethod({
    name: 'txpool_status',
    summary: 'How many transactions wait.',
    result: objectOf({ pending: QUANTITY, queued: QUANTITY }),
    run: ({ backend }) => {
      const { pending, queued } = backend.poolStatus()
      return { pending: toQuantity(pending), queued: toQuantity(queued) }
    },
  }),
  defineMethod({
    name: 'txpool_content',
    summary: 'All waiting transactions by sender and nonce, at most 5,000.',
    result: CONTENT,
    run: (context) => {
      const { pending, queued } = readPool(context)
      return {
        pending: bySender(pending, viewPendingTransaction),
        queued: bySender(queued, viewPendingTransaction),
      }
    },
  }),
  defineMethod({
    name: 'txpool_contentFrom',
    summary: 'The waiting transactions of one sender by nonce.',
    parameters: [required('address', address, 'the sender')],
    result: CONTENT,
    run: ({ backend, limits }, [sender]) => {
      const { pending, queued } = backend.poolContent(limits.maxPoolContent, sender)
      return {
        pending: byNonce(pending, viewPendingTransaction),
        queued: byNonce(queued, viewPendingTransaction),
      }
    },
  }),
  defineMethod({
    name: 'txpool_inspect',
    summary: 'The same as txpool_content, each transaction as one line of text.',
    result: CONTENT,
    run: (context) => {
      const { pending, queued } = readPool(context)
      return { pending: bySender(pending, inspect), queued: bySender(queued, inspect) }
    },
  }),
]
