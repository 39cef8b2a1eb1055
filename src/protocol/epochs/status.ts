import type { Status } from '../outcome.ts'

// Refusals of reads: no transaction gets them.

export const EPOCH_NOT_KEPT: Status = {
  code: 401,
  error: 'EpochNotKept(uint256,uint64,uint64)',
  meaning:
    'What is asked of this epoch is not there: it is kept, or decided, for the epochs from the second to the third value.',
}
export const HEIGHT_NOT_KEPT: Status = {
  code: 402,
  error: 'HeightNotKept(uint256,uint64)',
  meaning: 'Epochs are known for the heights from 1 to the end of the next epoch (second value).',
}

/** In order of precedence. */
export const EPOCHS_STATUSES: readonly Status[] = [EPOCH_NOT_KEPT, HEIGHT_NOT_KEPT]
