import { equalBytes } from '#base/bytes.ts'
import type { Clock } from '#consensus/embedded/clock.ts'
import type { InitChainResponse } from '#protocol/abci.ts'
import type { BlockRecord } from '#rpc/backend.ts'
import { toBlockRecord } from '#rpc/block-record.ts'
import type { NodeConfig } from './config.ts'
import { type CometbftHost, createCometbftHost } from './engines/cometbft-host.ts'
import { createHeadRecord } from './head-record.ts'
import type { LifeCycle } from './life-cycle.ts'
import type { Logger } from './logging/logger.ts'
import { type Chain, recoverChain } from './open-chain.ts'
import type { NodeHistory } from './open-history.ts'
import { createRecentBlocks, type RecentBlocks } from './recent-blocks.ts'

/** What a node has opened and a state comes into. */
export interface OpenedNode {
  readonly config: NodeConfig
  readonly logger: Logger
  readonly lifeCycle: LifeCycle
  readonly clock: Clock
  readonly chain: Chain
  readonly history: NodeHistory
  readonly genesis: BlockRecord
}

/** A node that has the state after its last block. */
export interface NodeState {
  readonly recent: RecentBlocks
  /** What `initChain` gave, when the first state was built anew. */
  readonly initialised: InitChainResponse | undefined
  /** `undefined` for the embedded engine. */
  readonly host: CometbftHost | undefined
  /** How it came to be, for the log. */
  readonly origin: { readonly snapshot: number; readonly replayed: number }
}

/** Brings the state to the last block that is on disk, and remembers the blocks that this passes. */
export async function recoverState(node: OpenedNode): Promise<NodeState> {
  const { config, chain, history, genesis } = node
  let recent: RecentBlocks | undefined
  const recovery = await recoverChain(chain, {
    logger: node.logger,
    historyHeight: history.height,
    onResumed: (base) => history.followOn(base),
    onReplayed: async (block, parentHash) => {
      const record = toBlockRecord(block, parentHash)
      if (recent === undefined) recent = createRecentBlocks(record)
      else recent.add(record)
      await history.add(block)
    },
  })
  const { initialised, height, snapshotHeight: snapshot, replayedBlocks: replayed } = recovery
  recent ??= height === 0 ? createRecentBlocks(genesis) : await findHead(node)
  const host =
    config.cometbft === undefined
      ? undefined
      : createCometbftHost({ ...node, onFailure: node.lifeCycle.fail })
  return { recent, initialised, host, origin: { snapshot, replayed } }
}

/** No block was executed again: the last one is in the history, or all that is known of it is in the state. */
async function findHead({ chain, history }: OpenedNode): Promise<RecentBlocks> {
  const head = createHeadRecord(chain.machine)
  const block = await history.blockByHeight(head.height)
  return block !== undefined && equalBytes(block.hash, head.hash)
    ? createRecentBlocks(block)
    : createRecentBlocks(head, { isHeaderOnly: true })
}
