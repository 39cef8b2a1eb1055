import type { LastBlock } from '#consensus/embedded/block-maker.ts'
import { createEmbeddedEngine, type EmbeddedEngine } from '#consensus/embedded/embedded-engine.ts'
import type { BlockRecord } from '#rpc/backend.ts'
import { createDevControls } from './dev-controls.ts'
import { readDevState, writeDevState } from './dev-state.ts'
import type { EngineParts, NodeEngine } from './node-engine.ts'
import { createOfflineDelegates, type OfflineDelegates } from './offline-delegates.ts'
import { createProposerPort } from './proposer-port.ts'

/** The node itself stands in for all producers. */
export function createEmbeddedNodeEngine(parts: EngineParts): NodeEngine {
  const { config, chain, clock } = parts
  const offline = openOfflineDelegates(parts)
  const engine = createEngine(parts, offline)
  let followsRules = config.blockMode === 'interval' && config.blockIntervalMs === undefined
  const onIntervalSet = (): void => {
    followsRules = false
  }
  const intervalMs = (): number => config.blockIntervalMs ?? chain.machine.rules().blockIntervalMs
  return {
    start: async () => engine.start(),
    // The first block is due an interval after the last one, which for a new chain is now.
    run: () => {
      if (config.blockMode === 'automine') engine.setAutomine(true)
      if (config.blockMode !== 'interval') return
      const dueMs = engine.lastBlock.timeMs + intervalMs() - clock.nowMs()
      engine.setIntervalMs(intervalMs(), Math.max(0, Math.min(dueMs, intervalMs())))
    },
    stop: () => engine.stop(),
    onTransaction: () => engine.onTransaction(),
    // The interval follows the rules, which may change with an epoch, until somebody sets it.
    onCommitted: () => {
      if (followsRules && engine.pacing.intervalMs > 0) engine.setIntervalMs(intervalMs())
    },
    isOffline: (delegate) => offline.has(delegate),
    peerCount: () => 0,
    health: () => ({ isUp: true, restarts: 0 }),
    syncing: () => undefined,
    dev: config.dev ? createDev(parts, engine, offline, onIntervalSet) : undefined,
  }
}

function createEngine(parts: EngineParts, offline: OfflineDelegates): EmbeddedEngine {
  const { application, config, chain, recent, pool, logger, clock, onFailure } = parts
  const { machine } = chain
  return createEmbeddedEngine({
    application,
    chainId: config.genesis.chainId,
    genesis: { hash: chain.genesisHash, timeMs: config.genesis.timeMs },
    lastBlock: toLastBlock(recent.head),
    validators: createProposerPort(machine.world),
    isOnline: offline.isOnline,
    maxTxBytes: () => machine.rules().maxBlockBytes,
    pendingTransactions: () => pool.status().pending,
    // At rest until the node is ready to show what it makes.
    pacing: { intervalMs: 0, automine: false },
    clock,
    onFailure,
    onStalled: (height) =>
      logger.warn('no producer is online: blocks wait until one is back', { height }),
  })
}

function createDev(
  { config, chain }: EngineParts,
  engine: EmbeddedEngine,
  offline: OfflineDelegates,
  onIntervalSet: () => void,
): NodeEngine['dev'] {
  const { delegates } = chain.machine.world.delegates
  return createDevControls({
    engine,
    offline,
    isDelegate: (delegate) => delegates.has(delegate),
    onIntervalSet,
    onOfflineChanged: () => writeDevState(config.dataDir, { offlineDelegates: offline.all() }),
  })
}

function openOfflineDelegates({ config, chain, logger }: EngineParts): OfflineDelegates {
  const { world } = chain.machine
  if (!config.dev) return createOfflineDelegates(world)
  const state = readDevState(config.dataDir, (problem) => logger.warn(problem))
  return createOfflineDelegates(world, state.offlineDelegates)
}

function toLastBlock(head: BlockRecord): LastBlock | undefined {
  if (head.height === 0) return undefined
  const { height, timeMs, hash, proposerAddress } = head
  return { height, timeMs, hash, proposerAddress }
}
