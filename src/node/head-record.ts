import { must } from '#base/assert.ts'
import { getCurrentEpoch, getSet } from '#protocol/epochs/epoch.ts'
import { delegateOfValidator } from '#protocol/liveness/count.ts'
import type { Machine } from '#protocol/machine.ts'
import { getRules } from '#protocol/params/rules.ts'
import { ONLY } from '#protocol/store.ts'
import type { BlockRecord } from '#rpc/backend.ts'

const UNKNOWN = new Uint8Array(0)
const UNKNOWN_HASH = new Uint8Array(32)

/**
 * The last block as far as the state tells, for a node that has the state after it and not the block itself: no transactions,
 * receipts, logs and gas, and zeros for the parent and the root of the transactions.
 */
export function createHeadRecord({ world, info }: Machine): BlockRecord {
  const head = must(world.chain.head.get(ONLY), 'the head of the chain')
  const { epoch } = getCurrentEpoch(world)
  const rules = getRules(world, epoch)
  return {
    height: head.height,
    epoch,
    timeMs: head.timeMs,
    hash: head.hash,
    parentHash: UNKNOWN_HASH,
    proposerAddress: head.proposer,
    proposer: delegateOfValidator(getSet(world, epoch), head.proposer),
    transactions: [],
    receipts: [],
    systemLogs: [],
    reveal: undefined,
    gasLimit: rules.maxBlockGas,
    gasUsed: 0,
    gasPriceRau: rules.gasPriceRau,
    transactionsRoot: UNKNOWN,
    receiptsRoot: head.receiptsRoot,
    appHash: info().lastBlockAppHash,
  }
}
