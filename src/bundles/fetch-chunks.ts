import type { Hex } from '#base/hex.ts'
import { askSource, type Source } from './fetch-source.ts'
import { isChunk } from './read-chunks.ts'

export interface ChunkFetching {
  readonly sources: readonly Source[]
  /** What is wanted, with its length. */
  readonly wanted: ReadonlyMap<Hex, number>
  readonly keep: (hash: Hex, bytes: Uint8Array) => Promise<unknown>
  /** Called with the number that is still missing, each time that one was kept. */
  readonly onKept: (missing: number) => void
  /** Waits before a source that failed is asked again. */
  readonly pause: (source: Source) => Promise<void>
  /** Ends every request; called when one line of work broke. */
  readonly abort: () => void
}

/** So many requests wait for each node at the same time. */
const REQUESTS_PER_SOURCE = 2

interface Work extends ChunkFetching {
  /** Chunks that nobody is asked for at the moment. */
  readonly waiting: Set<Hex>
  inFlight: number
  /** Resolves when a chunk was kept or went back to those that wait. */
  change: PromiseWithResolvers<void>
}

/**
 * Asks all sources at the same time, each for what nobody else is asked for. What one does not give goes back at once, for
 * another to be asked. Resolves with the number of chunks that nobody gave. Throws what `keep` and `pause` throw.
 */
export async function fetchChunks(fetching: ChunkFetching): Promise<number> {
  const waiting = new Set(fetching.wanted.keys())
  const work: Work = { ...fetching, waiting, inFlight: 0, change: Promise.withResolvers() }
  const lines = work.sources.flatMap((source) =>
    Array.from({ length: REQUESTS_PER_SOURCE }, () => runLine(work, source)),
  )
  try {
    await Promise.all(lines)
  } catch (error) {
    work.abort()
    tellChange(work)
    await Promise.allSettled(lines)
    throw error
  }
  return waiting.size
}

function tellChange(work: Work): void {
  const { resolve } = work.change
  work.change = Promise.withResolvers()
  resolve()
}

/** Takes chunk after chunk from one source, until it can give no more and nothing could come back to those that wait. */
async function runLine(work: Work, source: Source): Promise<void> {
  while (source.givenUp === undefined) {
    const hash = chooseChunk(work, source)
    if (hash !== undefined) await takeChunk(work, source, hash)
    else if (work.inFlight > 0) await work.change.promise
    else return
  }
}

function chooseChunk({ waiting }: Work, { lacks }: Source): Hex | undefined {
  for (const hash of waiting) if (!lacks.has(hash)) return hash
  return undefined
}

async function takeChunk(work: Work, source: Source, hash: Hex): Promise<void> {
  const { waiting } = work
  waiting.delete(hash)
  work.inFlight++
  let isKept = false
  let hasFailed = false
  try {
    const answer = await askSource(source, (node) => node.chunk(hash))
    hasFailed = answer === 'failed'
    if (answer === 'nothing') source.lacks.add(hash)
    else if (answer !== 'failed') isKept = await keepChunk(work, source, hash, answer)
  } finally {
    work.inFlight--
    if (!isKept) waiting.add(hash)
    tellChange(work)
  }
  if (isKept) work.onKept(waiting.size + work.inFlight)
  // The chunk is free for others meanwhile.
  if (hasFailed && source.givenUp === undefined) await work.pause(source)
}

/** A source that gave other bytes once is not asked again. */
async function keepChunk(
  { wanted, keep }: Work,
  source: Source,
  hash: Hex,
  bytes: Uint8Array,
): Promise<boolean> {
  if (!isChunk(bytes, hash, wanted.get(hash) ?? 0)) {
    source.givenUp ??= `${source.node.url} gives other bytes for the chunk ${hash}`
    return false
  }
  await keep(hash, bytes)
  return true
}
