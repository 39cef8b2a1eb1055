import type { Hex } from '#base/hex.ts'
import type { BlockRecord, JsonValue, RpcBackend, TransactionLocation } from '../backend.ts'
import { findBlock, isPending } from '../block-lookup.ts'
import { type CallContext, defineMethod, type Method, optional, required } from '../method.ts'
import { type BlockSelector, blockNumber } from '../parameters/block-types.ts'
import { bytes, hash, smallQuantity } from '../parameters/hex-types.ts'
import { numberOrQuantity } from '../parameters/plain-types.ts'
import { BYTES, HASH, nullable, reference } from '../schemas.ts'
import { countTransactions } from '../system-transaction.ts'
import { viewReceipt } from '../views/receipt-view.ts'
import {
  rawTransactionText,
  viewPendingTransaction,
  viewTransactionAt,
} from '../views/transaction-view.ts'
import { submitRaw } from '../submission.ts'

const TRANSACTION_HASH = required('transactionHash', hash, 'hash of the transaction')
const BLOCK_NUMBER = required('block', blockNumber, 'a height or a tag')
const BLOCK_HASH = required('blockHash', hash, 'hash of the block')
const INDEX = required('index', smallQuantity, 'place of the transaction in the block')
/** How long eth_sendRawTransactionSync waits unless told otherwise. */
const DEFAULT_WAIT_MS = 20_000

const TRANSACTION = nullable(reference('Transaction'))

interface Found {
  readonly block: BlockRecord
  readonly index: number
}

async function findCommitted(backend: RpcBackend, of: Hex): Promise<Found | undefined> {
  const location: TransactionLocation | undefined = await backend.locateTransaction(of)
  if (location === undefined) return undefined
  const block = await backend.blockByHeight(location.height)
  return block === undefined ? undefined : { block, index: location.index }
}

async function readTransactionAt(
  { backend, limits }: CallContext,
  selector: BlockSelector,
  index: number,
): Promise<JsonValue> {
  if (isPending(selector)) {
    const signed = backend.poolContent(Math.min(index + 1, limits.maxPoolContent)).pending[index]
    return signed === undefined ? null : viewPendingTransaction(signed)
  }
  const block = await findBlock(backend, selector)
  if (block === undefined || index >= countTransactions(block)) return null
  return viewTransactionAt(block, index, backend.chainId)
}

/** Transactions: read and sent. */
export const TRANSACTION_METHODS: readonly Method[] = [
  defineMethod({
    name: 'eth_getTransactionByHash',
    summary: 'A transaction, committed or in the pool; null when it is unknown.',
    parameters: [TRANSACTION_HASH],
    result: TRANSACTION,
    run: async ({ backend }, [of]) => {
      const found = await findCommitted(backend, of)
      if (found !== undefined) return viewTransactionAt(found.block, found.index, backend.chainId)
      const pooled = backend.pooledTransaction(of)
      if (pooled !== undefined) return viewPendingTransaction(pooled)
      // It may have moved from the pool into a block between the two looks.
      const moved = await findCommitted(backend, of)
      return moved === undefined
        ? null
        : viewTransactionAt(moved.block, moved.index, backend.chainId)
    },
  }),
  defineMethod({
    name: 'eth_getTransactionByBlockNumberAndIndex',
    summary: 'A transaction by its place; null when there is none.',
    parameters: [BLOCK_NUMBER, INDEX],
    result: TRANSACTION,
    run: (context, [block, index]) => readTransactionAt(context, block, index),
  }),
  defineMethod({
    name: 'eth_getTransactionByBlockHashAndIndex',
    summary: 'A transaction by its place; null when there is none.',
    parameters: [BLOCK_HASH, INDEX],
    result: TRANSACTION,
    run: (context, [blockHash, index]) => readTransactionAt(context, { hash: blockHash }, index),
  }),
  defineMethod({
    name: 'eth_getRawTransactionByHash',
    summary: 'The signed bytes of a transaction; null when it is unknown or nobody signed it.',
    parameters: [TRANSACTION_HASH],
    result: nullable(BYTES),
    run: async ({ backend }, [of]) => {
      const found = await findCommitted(backend, of)
      const signed = found?.block.transactions[found.index] ?? backend.pooledTransaction(of)
      return signed === undefined ? null : rawTransactionText(signed)
    },
  }),
  defineMethod({
    name: 'eth_getTransactionReceipt',
    summary: 'What a committed transaction did; null while it is not committed.',
    description:
      'A refused action has status 0x0, pays its fee, and has `revertReason` (the ABI-encoded custom error) and `outcomeCode` beside the usual members.',
    parameters: [TRANSACTION_HASH],
    result: nullable(reference('Receipt')),
    run: async ({ backend }, [of]) => {
      const found = await findCommitted(backend, of)
      return found === undefined ? null : viewReceipt(found.block, found.index)
    },
  }),
  defineMethod({
    name: 'eth_sendRawTransaction',
    summary: 'Hands in a signed transaction and returns its hash once the pool has taken it.',
    description:
      'What is taken is not lost: it is committed, replaced by its sender, or (when its account cannot pay any more) dropped. A refused transaction gets -32000 with Ethereum’s text and `data.code`.',
    parameters: [required('transaction', bytes, 'the signed transaction')],
    result: HASH,
    run: ({ backend }, [raw]) => submitRaw(backend, raw),
  }),
  defineMethod({
    name: 'eth_sendRawTransactionSync',
    summary:
      'Hands in a signed transaction, waits for its block, and returns its receipt (EIP-7966).',
    description:
      'Error 4 when it takes longer: the transaction is in the pool and may still be committed.',
    parameters: [
      required('transaction', bytes, 'the signed transaction'),
      optional('timeout', numberOrQuantity(1), 'milliseconds; 20,000 when missing, at most 30,000'),
    ],
    result: reference('Receipt'),
    run: ({ receiptWaiters, limits }, [raw, timeout]) =>
      receiptWaiters.submitAndWait(raw, Math.min(timeout ?? DEFAULT_WAIT_MS, limits.maxSyncWaitMs)),
  }),
]
