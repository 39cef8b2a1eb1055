import type { Hex } from '#base/hex.ts'
import { BundleError } from './bundle-error.ts'
import { connectBundles, type RemoteBundles } from './remote-bundles.ts'

/** A node that is asked for pieces of a bundle, and how it behaved. */
export interface Source {
  readonly node: RemoteBundles
  /** Chunks that it does not have. */
  readonly lacks: Set<Hex>
  /** In a row. */
  failures: number
  /** Why it is not asked any more. */
  givenUp: string | undefined
}

/** A node that fails so often in a row is not asked any more. Two requests may fail for one reason. */
const MAX_FAILURES = 5

export function createSources(
  urls: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): readonly Source[] {
  return [...new Set(urls)].map((url) => {
    const node = connectBundles({ url, timeoutMs, signal })
    return { node, lacks: new Set(), failures: 0, givenUp: undefined }
  })
}

/** What one question gave: bytes, the word that it has none, or a failure that may pass. */
export type Answer = Uint8Array | 'nothing' | 'failed'

/** Asks once. Throws `BundleError` `stopped` only. */
export async function askSource(
  source: Source,
  ask: (node: RemoteBundles) => Promise<Uint8Array | undefined>,
): Promise<Answer> {
  try {
    const bytes = await ask(source.node)
    source.failures = 0
    return bytes ?? 'nothing'
  } catch (error) {
    if (!(error instanceof BundleError) || error.code === 'stopped') throw error
    source.failures++
    if (source.failures >= MAX_FAILURES) source.givenUp ??= error.message
    return 'failed'
  }
}

/** What came of each source, for whoever named them. */
export function describeSources(sources: readonly Source[]): string {
  if (sources.length === 0) return 'no node is named'
  return sources.map((one) => one.givenUp ?? `${one.node.url} does not have it`).join('; ')
}
