import { assert, must } from '#base/assert.ts'

/**
 * A stretch of the chain in which all epochs have the same length. It begins with the first block
 * of an epoch.
 */
export type EpochEra = {
  readonly startHeight: number
  readonly startEpoch: number
  readonly blocksPerEpoch: number
}

/** Why a list of eras is refused. */
export type EpochErasFault = 'no-era' | 'wrong-start' | 'wrong-length' | 'not-at-an-epoch-start'

/**
 * `undefined` when the eras fit together: epoch 1 begins at height 1, lengths are at least 1, and
 * each later era begins with the first block of an epoch and continues the count.
 */
export function findEpochErasFault(eras: readonly EpochEra[]): EpochErasFault | undefined {
  let previous: EpochEra | undefined
  for (const era of eras) {
    if (!Number.isSafeInteger(era.blocksPerEpoch) || era.blocksPerEpoch < 1) return 'wrong-length'
    if (previous === undefined) {
      if (era.startHeight !== 1 || era.startEpoch !== 1) return 'wrong-start'
    } else {
      const blocks = era.startHeight - previous.startHeight
      if (!Number.isSafeInteger(blocks) || blocks < 1) return 'not-at-an-epoch-start'
      if (blocks % previous.blocksPerEpoch !== 0) return 'not-at-an-epoch-start'
      if (era.startEpoch !== previous.startEpoch + blocks / previous.blocksPerEpoch) {
        return 'not-at-an-epoch-start'
      }
    }
    previous = era
  }
  return previous === undefined ? 'no-era' : undefined
}

/** The epoch of a height. Heights and epochs count from 1. */
export function epochOf(eras: readonly EpochEra[], height: number): number {
  assert(Number.isSafeInteger(height) && height >= 1, 'a height is at least 1')
  const era = findEra(eras, (candidate) => candidate.startHeight <= height)
  return era.startEpoch + Math.floor((height - era.startHeight) / era.blocksPerEpoch)
}

/** The first height of an epoch. */
export function startHeight(eras: readonly EpochEra[], epoch: number): number {
  assert(Number.isSafeInteger(epoch) && epoch >= 1, 'an epoch is at least 1')
  const era = findEra(eras, (candidate) => candidate.startEpoch <= epoch)
  return era.startHeight + (epoch - era.startEpoch) * era.blocksPerEpoch
}

/** The last height of an epoch. */
export function endHeight(eras: readonly EpochEra[], epoch: number): number {
  assert(Number.isSafeInteger(epoch) && epoch >= 1, 'an epoch is at least 1')
  const era = findEra(eras, (candidate) => candidate.startEpoch <= epoch)
  return era.startHeight + (epoch - era.startEpoch + 1) * era.blocksPerEpoch - 1
}

function findEra(eras: readonly EpochEra[], hasBegun: (era: EpochEra) => boolean): EpochEra {
  let index = eras.length - 1
  while (index > 0 && !hasBegun(eras[index] as EpochEra)) index--
  return must(eras[index], 'an era of epochs')
}
