import { must } from '#base/assert.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { RpcBackend } from '#rpc/backend.ts'
import { createGenesisRecord, toBlockRecord } from '#rpc/block-record.ts'
import { RpcStartError, type RpcServer, startRpcServer } from '#rpc/start-rpc-server.ts'
import { assembleNode, type NodeParts } from './assemble-node.ts'
import { checkNodeOptions, type NodeConfig, type NodeOptions } from './config.ts'
import type { NodeHistory } from './history-port.ts'
import { createLogger, type Logger, writeToStderr } from './logging/logger.ts'
import { type MetricsServer, startMetricsServer } from './metrics/metrics-server.ts'
import { NodeError } from './node-error.ts'
import { type Chain, closeChain, openChain, type RecoveredChain, recoverChain } from './open-chain.ts'
import { openHistory } from './open-history.ts'
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
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const config = checkNodeOptions(options)
  const logger = createLogger({
    level: config.logLevel,
    writeLine: config.writeLog ?? writeToStderr,
  })
  const lifeCycle = createLifeCycle(logger)
  try {
    return await bringUp(config, logger, lifeCycle)
  } catch (error) {
    await lifeCycle.close()
    throw error
  }
}

async function bringUp(
  config: NodeConfig,
  logger: Logger,
  lifeCycle: LifeCycle,
): Promise<RunningNode> {
  const startedMs = performance.now()
  let history: NodeHistory | undefined
  const chain = await openChain({
    config,
    logger,
    onFailure: (error) => lifeCycle.fail(error),
    beforeSnapshot: async (height) => history?.flush(height),
  })
  lifeCycle.atEnd(() => closeChain(chain))
  history = await openHistory({ config, logger, chain })
  lifeCycle.atEnd(() => history.close())
  const { recovered, recent } = await recover(config, logger, chain, history)
  const parts = assembleNode({
    config,
    logger,
    chain,
    history,
    recent,
    initialised: recovered.initialised,
    clientVersion: config.clientVersion,
    onEngineFailure: (error) => lifeCycle.fail(error),
  })
  parts.engine.start()
  lifeCycle.atEnd(() => parts.engine.stop())
  const metricsServer = await startMetrics(config, parts)
  if (metricsServer !== undefined) lifeCycle.atEnd(() => metricsServer.close())
  const rpc = await startRpc(config, logger, parts)
  lifeCycle.atEnd(() => rpc.close())
  startPacing(config, chain, parts)
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

/** Brings the state to the last block and remembers the blocks that this passes. */
async function recover(
  config: NodeConfig,
  logger: Logger,
  chain: Chain,
  history: NodeHistory,
): Promise<{ readonly recovered: RecoveredChain; readonly recent: RecentBlocks }> {
  let recent: RecentBlocks | undefined
  const parentHashOf = (height: number): Uint8Array => {
    if (recent !== undefined) return recent.head.hash
    if (height === 1) return chain.genesisHash
    return must(chain.database.log.read(height - 1), 'the block before the first replayed one').request.hash
  }
  const recovered = await recoverChain(chain, {
    logger,
    historyHeight: history.height,
    onReplayed: (block) => {
      const record = toBlockRecord(block, parentHashOf(block.height))
      if (recent === undefined) recent = createRecentBlocks(record)
      else recent.add(record)
      history.add(record)
    },
  })
  const { genesis } = config
  recent ??= createRecentBlocks(
    createGenesisRecord({
      hash: chain.genesisHash,
      timeMs: genesis.timeMs,
      appHash: recovered.initialised?.appHash ?? new Uint8Array(0),
      gasLimit: genesis.rules.maxBlockGas,
      gasPriceRau: genesis.rules.gasPriceRau,
    }),
  )
  return { recovered, recent }
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

/** From now on blocks are made by themselves. */
function startPacing(config: NodeConfig, chain: Chain, { engine }: NodeParts): void {
  if (config.blockMode === 'automine') engine.setAutomine(true)
  if (config.blockMode !== 'interval') return
  engine.setIntervalMs(config.blockIntervalMs ?? chain.machine.rules().blockIntervalMs)
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
