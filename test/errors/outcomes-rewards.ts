import { coins } from '#base/integers.ts'
import { REWARDS_STATUSES } from '#protocol/rewards/status.ts'
import type { ErrorTable } from './error-table.ts'
import { type OutcomeNetwork, openNetwork } from './outcome-network.ts'
import { keysOf, refused } from './outcome-scenarios.ts'

export const REWARDS_OUTCOME_TABLE: ErrorTable<OutcomeNetwork> = {
  heading: 'Outcomes of rewards',
  codes: keysOf(REWARDS_STATUSES),
  start: openNetwork,
  scenarios: {
    '201 NotEnoughBalance(uint256,uint256)': refused('alice', 'deposit', coins(2_000_000), []),
    '301 ClaimTooLarge(uint256,uint256)': refused('alice', 'claim', 1n, []),
    '302 BadClaimAddress(string)': refused('alice', 'claimFor', 1n, 'nobody', []),
  },
}
