import type { Sentence } from './sentence.ts'

/** Refusals of reads that take an epoch or a height. */
export const EPOCHS_SENTENCES = {
  EpochNotKept: (epoch: bigint, first: bigint, last: bigint) =>
    `There is no answer for epoch ${epoch}; it is kept or decided for the epochs ${first} to ${last}.`,
  HeightNotKept: (height: bigint, last: bigint) =>
    `No epoch is known for block ${height}; epochs are known for the blocks 1 to ${last}.`,
} as const satisfies Readonly<Record<string, Sentence>>
