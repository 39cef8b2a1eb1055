import type { BlockFacts } from './replay-chain.ts'

/** Times between the blocks of a list, by their headers. */
export function describeIntervals(blocks: readonly BlockFacts[]): {
  readonly longestMs: number
  readonly text: string
} {
  const sorted = blocks
    .slice(1)
    .map((block, place) => block.timeMs - (blocks[place]?.timeMs ?? 0))
    .toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const longestMs = sorted.at(-1) ?? 0
  return {
    longestMs,
    text: `intervals median ${at(0.5)} ms, 99 % up to ${at(0.99)} ms, longest ${longestMs} ms`,
  }
}
