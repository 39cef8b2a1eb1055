import { assert } from '#base/assert.ts'
import { compareText } from '#base/bytes.ts'

/** A delegate on probation and in how many epochs of the window it was unproductive: at least 1. */
export type ProbationEntry<Id extends string = string> = {
  readonly id: Id
  readonly unproductiveEpochs: number
}

/**
 * What each producer of an epoch of `blocks` was expected to make: the same share for all, rounded
 * down.
 */
export function computeExpectedBlocks(blocks: number, producers: number): number {
  assert(Number.isInteger(blocks) && blocks >= 0, 'a number of blocks is at least 0')
  assert(Number.isInteger(producers) && producers >= 1, 'an epoch has producers')
  return Math.floor(blocks / producers)
}

/**
 * Produced blocks as whole percent of the expected ones, rounded down; 100 when nothing was
 * expected.
 */
function computeProductivityPercent(produced: number, expected: number): number {
  assert(Number.isInteger(produced) && produced >= 0, 'produced blocks are at least 0')
  assert(Number.isInteger(expected) && expected >= 0, 'expected blocks are at least 0')
  return expected === 0 ? 100 : Math.floor((produced * 100) / expected)
}

/**
 * Whether a producer made too few blocks: productivity in whole percent below the threshold, as on
 * IoTeX.
 */
export function isUnproductive(
  produced: number,
  expected: number,
  thresholdPercent: number,
): boolean {
  return computeProductivityPercent(produced, expected) < thresholdPercent
}

/**
 * The lists of unproductive delegates of the last `windowEpochs` epochs, oldest first, after
 * another epoch. Give each epoch's list in turn, an empty one too, so that old ones leave.
 */
export function pushUnproductive<Id extends string>(
  window: readonly (readonly Id[])[],
  unproductive: readonly Id[],
  windowEpochs: number,
): readonly (readonly Id[])[] {
  assert(Number.isInteger(windowEpochs) && windowEpochs >= 1, 'a window has epochs')
  const longer = [...window, unproductive]
  return longer.length > windowEpochs ? longer.slice(longer.length - windowEpochs) : longer
}

/**
 * Who is on probation in the epoch after those of `window`: everyone who was unproductive in one of
 * them, with the number of such epochs, by ascending id. Source: iotex-core,
 * action/protocol/poll/slasher.go.
 */
export function computeProbation<Id extends string>(
  window: readonly (readonly Id[])[],
): readonly ProbationEntry<Id>[] {
  const ids = window.flatMap(withoutRepeats).sort(compareText)
  const entries: ProbationEntry<Id>[] = []
  for (const id of ids) {
    const last = entries.at(-1)
    if (last?.id === id) {
      entries[entries.length - 1] = { id, unproductiveEpochs: last.unproductiveEpochs + 1 }
    } else {
      entries.push({ id, unproductiveEpochs: 1 })
    }
  }
  return entries
}

function withoutRepeats<Id extends string>(ids: readonly Id[]): readonly Id[] {
  return [...ids].sort(compareText).filter((id, index, sorted) => id !== sorted[index - 1])
}
