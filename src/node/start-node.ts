import { must } from '#base/assert.ts'
import { systemClock } from '#consensus/embedded/clock.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { BlockRecord, RpcBackend } from '#rpc/backend.ts'
import { toBlockRecord } from '#rpc/block-record.ts'
import { RpcStartError, type RpcServer, startRpcServer } from '#rpc/start-rpc-server.ts'
import { assembleNode, type NodeParts } from './assemble-node.ts'
import { checkNodeOptions, type NodeConfig, type NodeOptions } from './config.ts'
import { openGenesisRecord } from './genesis-record.ts'
import { createLogger, type Logger, writeToStderr } from './logging/logger.ts'
import { type MetricsServer, startMetricsServer } from './metrics/metrics-server.ts'
import { NodeError } from './node-error.ts'
import {
  type Chain,
  closeChain,
  type NodePorts,
  openChain,
  type RecoveredChain,
  recoverChain,
} from './open-chain.ts'
import { type NodeHistory, openNodeHistory } from './open-history.ts'
import { takePoolFile, writePoolFile } from './pool-file.ts'
import { createRecentBlocks, type RecentBlocks } from './recent-blocks.ts'

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
  try {
    return await bringUp({ config, ports, logger, lifeCycle })
  } catch (error) {
    await lifeCycle.close()
    throw error
  }
}

interface BringUp {
  readonly config: NodeConfig
  readonly ports: NodePorts
  readonly logger: Logger
  readonly lifeCycle: LifeCycle
}

async function bringUp(start: BringUp): Promise<RunningNode> {
  const { config, ports, logger, lifeCycle } = start
  const startedMs = performance.now()
  const late: { history?: NodeHistory } = {}
  const chain = await openChain({
    config,
    ports,
    logger,
    onFailure: (error) => lifeCycle.fail(error),
    beforeSnapshot: async (height) => late.history?.flush(height),
  })
  lifeCycle.atEnd(() => closeChain(chain))
  const { dataDir } = config
  const genesis = openGenesisRecord(dataDir, config.genesis, chain.genesisHash)
  const history = await openNodeHistory({ dataDir, database: chain.database, genesis, logger })
  late.history = history
  lifeCycle.atEnd(() => history.close())
  const { recovered, recent } = await recover({ genesis, logger, chain, history })
  const parts = assembleNode({
    config,
    logger,
    chain,
    history,
    recent,
    initialised: recovered.initialised,
    clock: ports.clock ?? systemClock,
    onEngineFailure: (error) => lifeCycle.fail(error),
  })
  parts.engine.start()
  lifeCycle.atEnd(async () => {
    await parts.engine.stop()
    writePoolFile(dataDir, parts.pool)
  })
  await parts.backend.submitBatch(takePoolFile(dataDir))
  const metricsServer = await startMetrics(config, parts)
  if (metricsServer !== undefined) lifeCycle.atEnd(() => metricsServer.close())
  const rpc = await startRpc(config, logger, parts)
  lifeCycle.atEnd(() => rpc.close())
  startPacing(start, chain, parts)
  logger.info('node started', {
    rpc: rpc.url,
    metrics: metricsServer?.url,
    height: recovered.height,
    snapshot: recovered.snapshotHeight,
    replayed: recovered.replayedBlocks,
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

interface RecoverParts {
  readonly genesis: BlockRecord
  readonly logger: Logger
  readonly chain: Chain
  readonly history: NodeHistory
}

/** Brings the state to the last block, and remembers the blocks that this passes. */
async function recover({ genesis, logger, chain, history }: RecoverParts): Promise<{
  readonly recovered: RecoveredChain
  readonly recent: RecentBlocks
}> {
  let recent: RecentBlocks | undefined
  const parentHashOf = (height: number): Uint8Array => {
    if (recent !== undefined) return recent.head.hash
    if (height === 1) return genesis.hash
    const parent = chain.database.log.read(height - 1)
    return must(parent, 'the block before the first that is executed again').request.hash
  }
  const recovered = await recoverChain(chain, {
    logger,
    historyHeight: history.height,
    onReplayed: async (block) => {
      const record = toBlockRecord(block, parentHashOf(block.height))
      if (recent === undefined) recent = createRecentBlocks(record)
      else recent.add(record)
      await history.add(block)
    },
  })
  return { recovered, recent: recent ?? createRecentBlocks(genesis) }
}

async function startMetrics(
  config: NodeConfig,
  parts: NodeParts,
): Promise<MetricsServer | undefined> {
  if (config.metricsPort === undefined) return undefined
  return startMetricsServer(config.rpcHost, config.metricsPort, parts.metrics.render)
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

/** From now on blocks are made by themselves: the first one an interval after the last, which for a new chain is now. */
function startPacing({ config, ports }: BringUp, chain: Chain, { engine }: NodeParts): void {
  if (config.blockMode === 'automine') engine.setAutomine(true)
  if (config.blockMode !== 'interval') return
  const intervalMs = config.blockIntervalMs ?? chain.machine.rules().blockIntervalMs
  const dueMs = engine.lastBlock.timeMs + intervalMs - (ports.clock ?? systemClock).nowMs()
  engine.setIntervalMs(intervalMs, Math.max(0, Math.min(dueMs, intervalMs)))
}

interface LifeCycle {
  /** What is to be closed at the end, last opened first. */
  atEnd(close: () => Promise<void>): void
  /** Something broke: the node stops by itself. */
  fail(error: Error): void
  stop(): Promise<void>
  close(): Promise<void>
  readonly ended: Promise<NodeError | undefined>
}

function createLifeCycle(logger: Logger): LifeCycle {
  const closers: (() => Promise<void>)[] = []
  let failure: NodeError | undefined
  let closing: Promise<void> | undefined
  let resolveEnded: (error: NodeError | undefined) => void
  const ended = new Promise<NodeError | undefined>((resolve) => {
    resolveEnded = resolve
  })
  const closeAll = async (): Promise<void> => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
      try {
        await close()
      } catch (error) {
        logger.error('a part did not close', { reason: String(error) })
      }
    }
    logger.info('node stopped')
    resolveEnded(failure)
  }
  const close = (): Promise<void> => {
    closing ??= closeAll()
    return closing
  }
  return {
    ended,
    close,
    stop: close,
    atEnd: (closer) => void closers.push(closer),
    fail: (error) => {
      if (failure !== undefined || closing !== undefined) return
      failure = new NodeError('failed', error.message, { cause: error })
      logger.error('the node stops', { reason: error.message })
      void close()
    },
  }
}
