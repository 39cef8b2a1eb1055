import { setTimeout as wait } from 'node:timers/promises'
import type { Hex } from '#base/hex.ts'
import { BundleError } from './bundle-error.ts'
import { type BundleIndex, computeRoot, decodeIndex, listChunks } from './bundle-index.ts'
import { fetchChunks } from './fetch-chunks.ts'
import { askSource, createSources, describeSources, type Source } from './fetch-source.ts'

/** Where what was fetched is kept, and found again by a later attempt. */
export interface BundleSink {
  /** `undefined` when it is not there, or damaged. */
  readonly readIndex: (root: Hex) => Promise<Uint8Array | undefined>
  readonly hasChunk: (hash: Hex) => boolean
  readonly putIndex: (root: Hex, bytes: Uint8Array) => Promise<unknown>
  readonly putChunk: (hash: Hex, bytes: Uint8Array) => Promise<unknown>
}

export interface TransferProgress {
  /** Different ones. */
  readonly chunks: number
  readonly missingChunks: number
}

export interface FetchOptions {
  readonly root: Hex
  /** Addresses of nodes; none of them is trusted. */
  readonly urls: readonly string[]
  readonly store: BundleSink
  readonly onProgress?: (progress: TransferProgress) => void
  readonly signal?: AbortSignal
  /** For one answer; 30 s when missing. */
  readonly timeoutMs?: number
  /** Before a node that failed is asked again, and as many times as long as it failed in a row; 0.3 s when missing. */
  readonly retryDelayMs?: number
}

/**
 * Brings what `store` lacks of a bundle, from all nodes at the same time. Each piece is compared with its hash before it is
 * kept. A node that lies is not asked again, one that stalls or fails five times in a row neither; the others take over.
 * Throws `BundleError`: `missing` when nobody has the rest, with what each node did; `malformed`, `limit` or `path` when the
 * root names what is no bundle; `stopped`; and what the store throws. What was fetched stays in the store.
 */
export async function fetchBundle(options: FetchOptions): Promise<BundleIndex> {
  const { root, store, timeoutMs = 30_000, retryDelayMs = 300 } = options
  const breaking = new AbortController()
  const signal = AbortSignal.any([breaking.signal, ...(options.signal ? [options.signal] : [])])
  const sources = createSources(options.urls, timeoutMs, signal)
  const pause = (source: Source): Promise<void> => pauseFor(source.failures * retryDelayMs, signal)

  const index = decodeIndex(
    (await store.readIndex(root)) ?? (await fetchIndex(options, sources, pause)),
  )
  const lengths = listChunks(index)
  const wanted = new Map([...lengths].filter(([hash]) => !store.hasChunk(hash)))
  const report = (missingChunks: number): void =>
    options.onProgress?.({ chunks: lengths.size, missingChunks })
  report(wanted.size)
  const missing = await fetchChunks({
    sources,
    wanted,
    keep: (hash, bytes) => store.putChunk(hash, bytes),
    onKept: report,
    pause,
    abort: () => breaking.abort(),
  })
  if (missing > 0) throw nobodyGives(`${missing} of the ${lengths.size} chunks`, root, sources)
  return index
}

function nobodyGives(what: string, root: Hex, sources: readonly Source[]): BundleError {
  const message = `nobody gives ${what} of the bundle ${root}: ${describeSources(sources)}`
  return new BundleError('missing', message)
}

async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal })
  } catch (error) {
    throw new BundleError('stopped', 'stopped before it was done', { cause: error })
  }
}

/** The index from the first source that gives the right one. Sources that failed are asked again after all others. */
async function fetchIndex(
  { root, store }: FetchOptions,
  sources: readonly Source[],
  pause: (source: Source) => Promise<void>,
): Promise<Uint8Array> {
  let asked = sources
  while (asked.length > 0) {
    const failed: Source[] = []
    for (const source of asked) {
      const answer = await askSource(source, (node) => node.index(root))
      if (answer === 'failed' && source.givenUp === undefined) failed.push(source)
      if (answer === 'failed' || answer === 'nothing') continue
      if (computeRoot(answer) !== root) {
        source.givenUp = `${source.node.url} gives another index for it`
        continue
      }
      // Whoever gave it, it is what the root names: if it is no index, nobody has a better one.
      decodeIndex(answer)
      await store.putIndex(root, answer)
      return answer
    }
    if (failed[0] !== undefined) await pause(failed[0])
    asked = failed
  }
  throw nobodyGives('the index', root, sources)
}
