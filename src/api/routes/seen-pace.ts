import { desc } from 'drizzle-orm'
import { blocks } from '#indexer/schema.ts'
import type { ApiContext } from '../server/api-context.ts'

/** So many blocks tell the pace: enough to even out single late ones, few enough to notice a change within a minute or so. */
const INTERVALS = 30

/** Fewer intervals than this are chance, and say nothing. */
const LEAST_INTERVALS = 5

/** A block that is later than so many intervals of the rule comes after a pause: the chain stood, or is run by hand. */
const MOST_LATE = 10

/** Blocks in quicker succession are made on demand: no network is set to less. */
const LEAST_MS = 10

/**
 * Mean time from one block to the next in milliseconds, of the times of the newest blocks, the newest first. Pauses do not count;
 * where too little is left, or the pace is none that a network keeps, it is `ruleMs`, the rule `blockIntervalMs`.
 */
export function computePace(timesMs: readonly number[], ruleMs: number): number {
  const intervals = timesMs
    .slice(1)
    .map((timeMs, index) => (timesMs[index] ?? timeMs) - timeMs)
    .filter((intervalMs) => intervalMs <= MOST_LATE * ruleMs)
  if (intervals.length < LEAST_INTERVALS) return ruleMs
  const meanMs = Math.round(intervals.reduce((sum, each) => sum + each, 0) / intervals.length)
  return meanMs < LEAST_MS ? ruleMs : meanMs
}

/** The pace of the newest blocks of the index. */
export function readPace({ cache, database }: ApiContext, ruleMs: number): Promise<number> {
  return cache.get('pace', async () => {
    const rows = await database.drizzle
      .select({ timeMs: blocks.timeMs })
      .from(blocks)
      .orderBy(desc(blocks.height))
      .limit(INTERVALS + 1)
    return computePace(
      rows.map(({ timeMs }) => timeMs),
      ruleMs,
    )
  })
}
