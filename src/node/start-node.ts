import { systemClock } from '#consensus/embedded/clock.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { RpcBackend } from '#rpc/backend.ts'
import { RpcStartError, type RpcServer, startRpcServer } from '#rpc/start-rpc-server.ts'
import { assembleNode, type NodeParts } from './assemble-node.ts'
import { openNodeBundles } from './bundles/open-node-bundles.ts'
import { checkNodeOptions, type NodeConfig, type NodeOptions } from './config.ts'
import { openGenesisRecord } from './genesis-record.ts'
import { createLifeCycle, type LifeCycle } from './life-cycle.ts'
import { createLogger, type Logger, writeToStderr } from './logging/logger.ts'
import { type MetricsServer, startMetricsServer } from './metrics/metrics-server.ts'
import { findMissingVersion } from './missing-version.ts'
import { NodeError } from './node-error.ts'
import { closeChain, type NodePorts, openChain } from './open-chain.ts'
import { type NodeHistory, openNodeHistory } from './open-history.ts'
import { takePoolFile, writePoolFile } from './pool-file.ts'
import { type OpenedNode, recoverState } from './recover-state.ts'
import { clearRestoreMark } from './restore-mark.ts'
import { isToRestore, restoreState } from './restore-state.ts'

/** A node that serves. */
export interface RunningNode {
  readonly chainId: number
  /** Where the RPC listens, such as `http://127.0.0.1:8545`; WebSocket is there, too. */
  readonly rpcUrl: string
  readonly metricsUrl: string | undefined
  readonly dataDir: string
  /** The node for programs in the same process. */
  readonly backend: RpcBackend
  /** Told of each committed block, once it is on disk. Returns what ends it. */
  subscribe(listener: (block: ExecutedBlock) => void): () => void
  /** Finishes the block at hand, writes what is to be written and gives port and directory free. May be called again. */
  stop(): Promise<void>
  /** Resolves when the node has stopped: with the reason when it had to by itself, with `undefined` after `stop`. */
  readonly ended: Promise<NodeError | undefined>
}

/**
 * Starts a node: data directory, state, engine, RPC. Whatever was opened is closed again when it fails.
 * Throws `NodeError` (options, ports) or `StorageError` (data directory): one line each.
 */
export async function startNode(options: NodeOptions, ports: NodePorts = {}): Promise<RunningNode> {
  const config = checkNodeOptions(options)
  const logger = createLogger({
    level: config.logLevel,
    writeLine: config.writeLog ?? writeToStderr,
  })
  const lifeCycle = createLifeCycle(logger)
  const { signal } = config
  const stop = (): void => void lifeCycle.stop()
  signal?.addEventListener('abort', stop)
  try {
    const node = await bringUp({ config, ports, logger, lifeCycle })
    signal?.throwIfAborted()
    return node
  } catch (error) {
    await lifeCycle.stop()
    // What else went wrong then is because of that.
    throw signal?.aborted === true ? new NodeError('stopped', 'stopped before it served') : error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

interface BringUp {
  readonly config: NodeConfig
  readonly ports: NodePorts
  readonly logger: Logger
  readonly lifeCycle: LifeCycle
}

async function bringUp(start: BringUp): Promise<RunningNode> {
  const { config, logger, lifeCycle } = start
  const startedMs = performance.now()
  const opened = await open(start)
  const { chain, history } = opened
  const isRestored = await isToRestore(config, chain)
  const state = isRestored ? await restoreState(opened) : await recoverState(opened)
  const missing = findMissingVersion(chain.machine)
  if (missing !== undefined) throw missing
  const bundles = await openNodeBundles({ ...start, world: chain.machine.world })
  lifeCycle.atEnd(() => bundles.close())
  const parts = assembleNode({
    ...opened,
    ...state,
    bundles,
    wrapApplication: start.ports.wrapApplication,
    onEngineFailure: lifeCycle.fail,
  })
  lifeCycle.atEnd(async () => {
    await parts.engine.stop()
    writePoolFile(config.dataDir, parts.pool)
  })
  if (isRestored) onFirstBlock(parts, () => clearRestoreMark(config.dataDir))
  await parts.engine.start()
  await parts.backend.submitBatch(takePoolFile(config.dataDir))
  const metricsServer = await startMetrics(config, parts)
  if (metricsServer !== undefined) lifeCycle.atEnd(() => metricsServer.close())
  const rpc = await startRpc(config, logger, parts)
  lifeCycle.atEnd(() => rpc.close())
  parts.engine.run()
  logger.info('node started', {
    rpc: rpc.url,
    metrics: metricsServer?.url,
    height: state.recent.head.height,
    ...state.origin,
    keepsFrom: history.firstHeight > 1 ? history.firstHeight : undefined,
    ms: Math.round(performance.now() - startedMs),
  })
  return {
    chainId: config.genesis.chainId,
    rpcUrl: rpc.url,
    metricsUrl: metricsServer?.url,
    dataDir: config.dataDir,
    backend: parts.backend,
    subscribe: (listener) => parts.blocks.add(listener),
    stop: () => lifeCycle.stop(),
    ended: lifeCycle.ended,
  }
}

/** Data directory, threads and history; there is no state yet. */
async function open({ config, ports, logger, lifeCycle }: BringUp): Promise<OpenedNode> {
  const late: { history?: NodeHistory } = {}
  const chain = await openChain({
    config,
    ports,
    logger,
    onFailure: lifeCycle.fail,
    beforeSnapshot: async (height) => late.history?.flush(height),
    onPruned: async (below) => late.history?.prune(below),
  })
  lifeCycle.atEnd(() => closeChain(chain))
  const { dataDir } = config
  const genesis = openGenesisRecord(dataDir, config.genesis, chain.genesisHash)
  const history = await openNodeHistory({ dataDir, database: chain.database, genesis, logger })
  late.history = history
  lifeCycle.atEnd(async () => {
    // A snapshot waits for the history.
    await chain.database.snapshotWritten()
    await history.close()
  })
  const clock = ports.clock ?? systemClock
  return { config, logger, lifeCycle, clock, chain, history, genesis }
}

function onFirstBlock({ blocks }: NodeParts, then: () => void): void {
  const end = blocks.add(() => {
    end()
    then()
  })
}

async function startMetrics(
  config: NodeConfig,
  parts: NodeParts,
): Promise<MetricsServer | undefined> {
  if (config.metricsPort === undefined) return undefined
  return startMetricsServer(config.metricsHost, config.metricsPort, parts.metrics.render)
}

async function startRpc(config: NodeConfig, logger: Logger, parts: NodeParts): Promise<RpcServer> {
  try {
    return await startRpcServer({
      backend: parts.backend,
      host: config.rpcHost,
      port: config.rpcPort,
      corsOrigins: config.corsOrigins,
      allowedHosts: config.allowedHosts,
      onInternalError: (error, method) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
        logger.error('a request failed', { method, reason })
      },
    })
  } catch (error) {
    if (!(error instanceof RpcStartError)) throw error
    throw new NodeError('port', error.message, { cause: error })
  }
}
