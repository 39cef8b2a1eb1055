import type { BlockRecord, JsonObject, RpcBackend } from '../backend.ts'
import { toHeight } from '../block-lookup.ts'
import { serverFault } from '../errors.ts'
import type { BlockNumberSelector } from '../parameters/block-types.ts'
import { toQuantity } from './quantity.ts'

/** The answer of eth_feeHistory: `count` blocks up to `newest`, fewer at the beginning of what is kept. */
export async function viewFeeHistory(
  backend: RpcBackend,
  count: number,
  newest: BlockNumberSelector,
  percentiles: readonly number[] | undefined,
): Promise<JsonObject> {
  const head = backend.head().height
  const last = toHeight(backend, newest)
  if (last > head) {
    throw serverFault('no-such-block', `there is no block ${last} yet; the latest is ${head}`)
  }
  const first = Math.max(0, last - count + 1)
  const blocks: BlockRecord[] = []
  for (let height = last; height >= first; height--) {
    const block = await backend.blockByHeight(height)
    if (block === undefined) break
    blocks.push(block)
  }
  blocks.reverse()
  const after = last < head ? await backend.blockByHeight(last + 1) : undefined
  const nextPriceRau = after?.gasPriceRau ?? backend.rules().gasPriceRau
  const view = {
    oldestBlock: toQuantity(blocks[0]?.height ?? first),
    baseFeePerGas: [...blocks.map((block) => block.gasPriceRau), nextPriceRau].map(toQuantity),
    gasUsedRatio: blocks.map((block) =>
      block.gasLimit === 0 ? 0 : block.gasUsed / block.gasLimit,
    ),
    baseFeePerBlobGas: [...blocks, head].map(() => '0x0'),
    blobGasUsedRatio: blocks.map(() => 0),
  }
  if (percentiles === undefined || percentiles.length === 0) return view
  return { ...view, reward: blocks.map((block) => tipsOf(block, percentiles).map(toQuantity)) }
}

/** What was paid above the base fee, at percentiles of the block's gas. */
function tipsOf(block: BlockRecord, percentiles: readonly number[]): readonly bigint[] {
  const paid = block.receipts
    .map((receipt) => ({ tipRau: receipt.gasPriceRau - block.gasPriceRau, gas: receipt.gasUsed }))
    .sort((a, b) => (a.tipRau < b.tipRau ? -1 : a.tipRau > b.tipRau ? 1 : 0))
  return percentiles.map((percentile) => {
    const threshold = (block.gasUsed * percentile) / 100
    let gas = 0
    for (const one of paid) {
      gas += one.gas
      if (gas >= threshold) return one.tipRau
    }
    return 0n
  })
}
