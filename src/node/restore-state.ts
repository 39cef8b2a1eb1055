import { forgetBlocks } from '#consensus/cometbft/process/forget-blocks.ts'
import type { NodeConfig } from './config.ts'
import { cometbftHomeOf } from './engines/describe-home.ts'
import { createCometbftHost } from './engines/cometbft-host.ts'
import { createHeadRecord } from './head-record.ts'
import { NodeError } from './node-error.ts'
import type { Chain } from './open-chain.ts'
import { createRecentBlocks } from './recent-blocks.ts'
import type { NodeState, OpenedNode } from './recover-state.ts'
import { createRestore } from './restore-application.ts'
import { clearRestoreMark, hasRestoreMark, setRestoreMark } from './restore-mark.ts'

/**
 * Whether the node is to take its state from others. A restore that has not led to a block yet begins anew: CometBFT cannot start
 * again between taking over the height of a snapshot and the first block behind it. Throws `NodeError` `bad-config` when it is not
 * asked for any more.
 */
export async function isToRestore(config: NodeConfig, chain: Chain): Promise<boolean> {
  const { dataDir, cometbft } = config
  const { database } = chain
  if (database.log.tip > 0 || database.isEmpty) {
    clearRestoreMark(dataDir)
    return database.isEmpty && cometbft?.stateSync !== undefined
  }
  if (!hasRestoreMark(dataDir)) return false
  if (cometbft?.stateSync === undefined) {
    throw new NodeError(
      'bad-config',
      `no block has come yet behind the snapshot in ${dataDir}: start once more with --state-sync, --trust-height and --trust-hash, or with an empty data directory`,
    )
  }
  await database.forgetSnapshots()
  await forgetBlocks(cometbftHomeOf(dataDir))
  return true
}

/**
 * Runs CometBFT until it has brought the state of a snapshot of other nodes. It then waits for the rest of the node: until `run`
 * of the host. Throws when the node is stopped or fails meanwhile.
 */
export async function restoreState(node: OpenedNode): Promise<NodeState> {
  const { config, chain, history, lifeCycle, logger } = node
  const { database, machine } = chain
  setRestoreMark(config.dataDir)
  const onFailure = lifeCycle.fail
  const restore = createRestore({
    database,
    logger,
    onFilled: () => machine.resume(),
    onFailure,
  })
  const host = createCometbftHost({ ...node, restore, onFailure })
  lifeCycle.atEnd(() => host.stop())
  await host.start()
  host.launch()
  logger.info('looking for a snapshot of other nodes', {
    rpc: config.cometbft?.stateSync?.rpcServers.join(','),
  })
  const ended = lifeCycle.ended.then((reason) => {
    throw reason ?? new NodeError('stopped', 'stopped before the state was restored')
  })
  await Promise.race([restore.restored, ended])
  const head = createHeadRecord(machine)
  await history.beginBehind(head)
  return {
    host,
    recent: createRecentBlocks(head, { isHeaderOnly: true }),
    initialised: undefined,
    origin: { snapshot: head.height, replayed: 0 },
  }
}
