import type { Hex } from '#base/hex.ts'
import { BundleError } from '#bundles/bundle-error.ts'
import { fetchBundle } from '#bundles/fetch-bundle.ts'
import type { Logger } from '../logging/logger.ts'
import type { BundleStore } from './bundle-store.ts'
import { isNeeded, type NeededBundles } from './needed-bundles.ts'

export interface BundleKeeperOptions {
  readonly store: BundleStore
  readonly needed: () => NeededBundles
  /** Addresses of nodes to fetch from. Without any, bundles come only from those who upload them. */
  readonly peers: readonly string[]
  readonly logger: Logger
}

/** Fetches from other nodes what this one needs and lacks, one bundle after another. */
export interface BundleKeeper {
  readonly onBlock: (height: number) => void
  /** Something that was there is missing. */
  readonly onDamaged: () => void
  readonly stop: () => Promise<void>
}

/** A bundle that nobody has is asked for again after so many blocks. */
const RETRY_BLOCKS = 60

export function createBundleKeeper(options: BundleKeeperOptions): BundleKeeper {
  const { store, needed, peers, logger } = options
  const stopping = new AbortController()
  const retryHeights = new Map<Hex, number>()
  let height = 0
  let running: Promise<void> | undefined

  const chooseRoot = (): Hex | undefined => {
    for (const { root } of needed()) {
      if ((retryHeights.get(root) ?? 0) > height) continue
      if (store.status(root)?.complete !== true) return root
    }
    return undefined
  }

  const fetchOne = async (root: Hex): Promise<void> => {
    try {
      const { files } = await fetchBundle({ root, urls: peers, store, signal: stopping.signal })
      logger.info('bundle fetched', { root, files: files.length })
      retryHeights.delete(root)
    } catch (error) {
      if (stopping.signal.aborted) return
      retryHeights.set(root, height + RETRY_BLOCKS)
      const reason = error instanceof BundleError ? error.message : String(error)
      logger.warn('a bundle cannot be fetched', { root, reason })
    }
  }

  const fetchAll = async (): Promise<void> => {
    for (let root = chooseRoot(); root !== undefined; root = chooseRoot()) {
      if (stopping.signal.aborted) break
      await fetchOne(root)
    }
    running = undefined
  }

  const begin = (): void => {
    if (peers.length === 0 || stopping.signal.aborted) return
    if (running === undefined && chooseRoot() !== undefined) running = fetchAll()
  }

  return {
    onBlock: (newHeight) => {
      height = newHeight
      for (const root of retryHeights.keys())
        if (!isNeeded(needed(), root)) retryHeights.delete(root)
      begin()
    },
    onDamaged: () => {
      retryHeights.clear()
      begin()
    },
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}
