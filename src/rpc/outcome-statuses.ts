import type { Status } from '#protocol/outcome.ts'
import { REWARDS_STATUSES } from '#protocol/rewards/status.ts'
import { STAKING_STATUSES } from '#protocol/staking/status.ts'
import { MACHINE_STATUSES } from '#protocol/status.ts'

/** The outcome codes of every module, in whose words refusals are explained. */
export const STATUSES: readonly Status[] = [
  ...MACHINE_STATUSES,
  ...STAKING_STATUSES,
  ...REWARDS_STATUSES,
]
