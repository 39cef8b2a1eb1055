import { join } from 'node:path'
import { nodeDisk } from '#state/disk.ts'
import type { World } from '#protocol/world.ts'
import type { NodeConfig } from '../config.ts'
import type { Logger } from '../logging/logger.ts'
import type { NodePorts } from '../open-chain.ts'
import { createBundleKeeper } from './bundle-keeper.ts'
import { type BundleStore, openBundleStore } from './bundle-store.ts'
import { readNeededBundles } from './needed-bundles.ts'

/** The bundles of a node: kept, served, and fetched from others. */
export interface NodeBundles {
  readonly store: BundleStore
  /** The block is committed, and what is needed may be another. */
  readonly onBlock: (height: number) => void
  readonly close: () => Promise<void>
}

export interface NodeBundlesOptions {
  readonly config: NodeConfig
  readonly ports: NodePorts
  readonly logger: Logger
  /** At a committed block. */
  readonly world: World
}

/** Opens `bundles/` in the data directory, which must be locked. Throws `StorageError`. */
export async function openNodeBundles(options: NodeBundlesOptions): Promise<NodeBundles> {
  const { config, logger, world, ports } = options
  const readNeeded = ports.readNeededBundles ?? readNeededBundles
  // Between the execution of a block and its commit nobody may look at the state.
  let needed = readNeeded(world)
  const store = await openBundleStore({
    dir: join(config.dataDir, 'bundles'),
    needed: () => needed,
    limits: { maxBytes: config.bundleBytes },
    notice: (text) => logger.warn(text),
    onDamaged: () => keeper.onDamaged(),
    disk: ports.wrapDisk === undefined ? nodeDisk : ports.wrapDisk(nodeDisk),
  })
  const keeper = createBundleKeeper({
    store,
    needed: () => needed,
    peers: config.bundlePeers,
    logger,
  })
  return {
    store,
    onBlock: (height) => {
      needed = readNeeded(world)
      keeper.onBlock(height)
    },
    close: async () => {
      await keeper.stop()
      await store.idle()
    },
  }
}
