import type { JsonValue, RpcBackend } from '../backend.ts'
import { findBlock, isPending } from '../block-lookup.ts'
import { type CallContext, defineMethod, type Method, optional, required } from '../method.ts'
import { type BlockSelector, blockId, blockNumber } from '../parameters/block-types.ts'
import { hash, smallQuantity } from '../parameters/hex-types.ts'
import { flag } from '../parameters/plain-types.ts'
import { listOf, nullable, QUANTITY, reference } from '../schemas.ts'
import { countTransactions } from '../system-transaction.ts'
import { viewBlock, viewPendingBlock } from '../views/block-view.ts'
import { toQuantity } from '../views/quantity.ts'
import { viewReceipts } from '../views/receipt-view.ts'

const BLOCK_NUMBER = required('block', blockNumber, 'a height or a tag')
const BLOCK_HASH = required('blockHash', hash, 'hash of the block')
const IS_FULL = optional('fullTransactions', flag, 'true for transactions, false for their hashes')
const UNCLE_INDEX = required('index', smallQuantity, 'which uncle')
const NULL = { type: 'null' }

function viewPending(backend: RpcBackend, limit: number, isFull: boolean): JsonValue {
  const rules = backend.rules()
  return viewPendingBlock(
    {
      head: backend.head(),
      gasLimit: rules.maxBlockGas,
      gasPriceRau: rules.gasPriceRau,
      blockIntervalMs: rules.blockIntervalMs,
      transactions: backend.poolContent(limit).pending,
    },
    isFull,
  )
}

async function readBlock(
  { backend, limits }: CallContext,
  selector: BlockSelector,
  isFull: boolean,
): Promise<JsonValue> {
  if (isPending(selector)) return viewPending(backend, limits.maxPoolContent, isFull)
  const block = await findBlock(backend, selector)
  return block === undefined ? null : viewBlock(block, backend.chainId, isFull)
}

async function readCount(
  { backend, limits }: CallContext,
  selector: BlockSelector,
): Promise<JsonValue> {
  if (isPending(selector)) {
    return toQuantity(Math.min(backend.poolStatus().pending, limits.maxPoolContent))
  }
  const block = await findBlock(backend, selector)
  return block === undefined ? null : toQuantity(countTransactions(block))
}

async function readUncles(backend: RpcBackend, selector: BlockSelector): Promise<JsonValue> {
  return (await findBlock(backend, selector)) === undefined ? null : '0x0'
}

/** Blocks. */
export const BLOCK_METHODS: readonly Method[] = [
  defineMethod({
    name: 'eth_getBlockByNumber',
    summary: 'A block by height or tag; null when there is none.',
    description:
      'Committed blocks are final, so safe and finalized are the latest. `size` counts the bytes of the transactions; `stateRoot` is the app hash; `mixHash` the reveal of the randomness; `miner` the delegate that was due.',
    parameters: [BLOCK_NUMBER, IS_FULL],
    result: nullable(reference('Block')),
    run: (context, [block, isFull]) => readBlock(context, block, isFull ?? false),
  }),
  defineMethod({
    name: 'eth_getBlockByHash',
    summary: 'A block by its hash; null when there is none.',
    parameters: [BLOCK_HASH, IS_FULL],
    result: nullable(reference('Block')),
    run: (context, [blockHash, isFull]) => readBlock(context, { hash: blockHash }, isFull ?? false),
  }),
  defineMethod({
    name: 'eth_getBlockTransactionCountByNumber',
    summary: 'Transactions of a block, its system transaction among them.',
    parameters: [BLOCK_NUMBER],
    result: nullable(QUANTITY),
    run: (context, [block]) => readCount(context, block),
  }),
  defineMethod({
    name: 'eth_getBlockTransactionCountByHash',
    summary: 'Transactions of a block, its system transaction among them.',
    parameters: [BLOCK_HASH],
    result: nullable(QUANTITY),
    run: (context, [blockHash]) => readCount(context, { hash: blockHash }),
  }),
  defineMethod({
    name: 'eth_getBlockReceipts',
    summary: 'All receipts of a block in order; null when there is no such block.',
    parameters: [required('block', blockId, 'a height, a tag or a hash')],
    result: nullable(listOf(reference('Receipt'))),
    run: async ({ backend }, [selector]) => {
      if (isPending(selector)) return null
      const block = await findBlock(backend, selector)
      return block === undefined ? null : viewReceipts(block)
    },
  }),
  defineMethod({
    name: 'eth_getUncleCountByBlockNumber',
    summary: 'Always 0x0: there are no uncles.',
    parameters: [BLOCK_NUMBER],
    result: nullable(QUANTITY),
    run: ({ backend }, [block]) => readUncles(backend, block),
  }),
  defineMethod({
    name: 'eth_getUncleCountByBlockHash',
    summary: 'Always 0x0: there are no uncles.',
    parameters: [BLOCK_HASH],
    result: nullable(QUANTITY),
    run: ({ backend }, [blockHash]) => readUncles(backend, { hash: blockHash }),
  }),
  defineMethod({
    name: 'eth_getUncleByBlockNumberAndIndex',
    summary: 'Always null: there are no uncles.',
    parameters: [BLOCK_NUMBER, UNCLE_INDEX],
    result: NULL,
    run: () => null,
  }),
  defineMethod({
    name: 'eth_getUncleByBlockHashAndIndex',
    summary: 'Always null: there are no uncles.',
    parameters: [BLOCK_HASH, UNCLE_INDEX],
    result: NULL,
    run: () => null,
  }),
]
