import { createClient, custom } from 'viem'
import { publicActionsBoule } from '#sdk/public-actions.ts'
import { collectPages } from '#sdk/reads/ask.ts'
import type { GenesisEntries } from '#sdk/reads/records.ts'
import type { GenesisData } from '../genesis/genesis-data.ts'
import type { FetchedBlock } from './fetched-block.ts'
import { type BlockJson, readBlock, type ReceiptJson } from './read-block.ts'
import { NodeError, type RpcClient } from './rpc-client.ts'

/** Where the node stands. */
export interface NodeTip {
  readonly height: number
  readonly genesisHash: string
}

export async function readTip(rpc: RpcClient): Promise<NodeTip> {
  const [status] = await rpc.batch([{ method: 'boule_status', params: [] }])
  const { height, genesisHash } = status as NodeTip
  if (!Number.isSafeInteger(height) || typeof genesisHash !== 'string') {
    throw new NodeError(
      `${rpc.url} is no node of this kind: it answers boule_status otherwise`,
      false,
    )
  }
  return { height, genesisHash }
}

/** Hash of a block; undefined when the node has none of this height. */
export async function readBlockHash(rpc: RpcClient, height: number): Promise<string | undefined> {
  const [block] = await rpc.batch([
    { method: 'eth_getBlockByNumber', params: [toQuantity(height), false] },
  ])
  return (block as BlockJson | null)?.hash
}

/** Blocks `from` to `to`, with everything that happened in them. Throws `TooLargeError` when they are too many for one answer. */
export async function readBlocks(
  rpc: RpcClient,
  from: number,
  to: number,
): Promise<readonly FetchedBlock[]> {
  const heights = Array.from({ length: to - from + 1 }, (_, at) => toQuantity(from + at))
  const answers = await rpc.batch(
    heights.flatMap((height) => [
      { method: 'eth_getBlockByNumber', params: [height, true] },
      { method: 'eth_getBlockReceipts', params: [height] },
    ]),
  )
  return heights.map((height, at) => {
    const block = answers[2 * at] as BlockJson | null
    const receipts = answers[2 * at + 1] as readonly ReceiptJson[] | null
    if (block === null || receipts === null) {
      throw new NodeError(
        `${rpc.url} has no block ${Number(height)}; follow a node that keeps all blocks`,
        true,
      )
    }
    return readBlock(block, receipts)
  })
}

/** All that the network began with. */
export async function readGenesis(rpc: RpcClient): Promise<GenesisData> {
  const request = async (call: { method: string; params?: unknown }): Promise<unknown> => {
    const { method, params = [] } = call
    const [answer] = await rpc.batch([{ method, params: params as readonly unknown[] }])
    return answer
  }
  const client = createClient({ transport: custom({ request }, { retryCount: 0 }) }).extend(
    publicActionsBoule,
  )
  const read = <Section extends keyof GenesisEntries>(section: Section) =>
    collectPages((page) => client.getGenesisEntries({ section, ...page }))
  const status = await client.getStatus()
  const first = await client.getEpoch({ epoch: 1 })
  if (first.set === null) throw new NodeError(`${rpc.url} does not know the set of epoch 1`, false)
  return {
    facts: await client.getGenesis(),
    dev: status.dev,
    accounts: await read('accounts'),
    delegates: await read('delegates'),
    buckets: await read('buckets'),
    firstSet: first.set,
  }
}

function toQuantity(height: number): string {
  return `0x${height.toString(16)}`
}
