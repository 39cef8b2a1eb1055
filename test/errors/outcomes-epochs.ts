import { EPOCHS_STATUSES } from '#protocol/epochs/status.ts'
import type { ErrorTable } from './error-table.ts'
import { openNetwork, type OutcomeNetwork } from './outcome-network.ts'
import { keysOf, refusedRead } from './outcome-scenarios.ts'

export const EPOCHS_OUTCOME_TABLE: ErrorTable<OutcomeNetwork> = {
  heading: 'Outcomes of epochs',
  codes: keysOf(EPOCHS_STATUSES),
  start: openNetwork,
  scenarios: {
    '401 EpochNotKept(uint256,uint64,uint64)': refusedRead('EpochHeight', 3n),
    '402 HeightNotKept(uint256,uint64)': refusedRead('EpochNumber', 25n),
  },
}
