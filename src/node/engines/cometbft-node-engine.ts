import type { CometbftHost } from './cometbft-host.ts'
import type { EngineParts, NodeEngine } from './node-engine.ts'
import { createTimekeeper } from './timekeeper.ts'

/** The node is one of many: CometBFT decides on blocks with the others. */
export function createCometbftNodeEngine(
  { application, chain, recent }: EngineParts,
  host: CometbftHost,
): NodeEngine {
  const { engine } = host
  const startHeight = recent.head.height
  const timekeeper = createTimekeeper(host, chain.machine.world)
  host.seat(application)
  return {
    start: () => host.start(),
    run: () => host.run(),
    stop: () => host.stop(),
    onTransaction: () => {},
    onCommitted: (block) => {
      engine.onCommitted(block.height)
      timekeeper.onCommitted(block.height)
    },
    isOffline: () => false,
    peerCount: () => engine.status()?.peers ?? 0,
    health: () => {
      const status = engine.status()
      return { isUp: status?.state === 'running', restarts: status?.restarts ?? 0 }
    },
    syncing: () => {
      if (engine.status()?.catchingUp !== true) return undefined
      const currentHeight = recent.head.height
      // How far the others are is not told; whoever waits sees the height rise.
      return { startingHeight: startHeight, currentHeight, highestHeight: currentHeight }
    },
    dev: undefined,
  }
}
