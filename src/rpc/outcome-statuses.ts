import { DELEGATES_STATUSES } from '#protocol/delegates/status.ts'
import { EPOCHS_STATUSES } from '#protocol/epochs/status.ts'
import { GOVERNANCE_STATUSES } from '#protocol/governance/status.ts'
import type { Status } from '#protocol/outcome.ts'
import { REWARDS_STATUSES } from '#protocol/rewards/status.ts'
import { STAKING_STATUSES } from '#protocol/staking/status.ts'
import { MACHINE_STATUSES } from '#protocol/status.ts'

/** The outcome codes by what they belong to: in their words refusals are explained. */
export const STATUSES_BY_MODULE: readonly {
  readonly module: string
  readonly statuses: readonly Status[]
}[] = [
  { module: 'every module', statuses: MACHINE_STATUSES },
  { module: 'staking', statuses: STAKING_STATUSES },
  { module: 'delegates', statuses: DELEGATES_STATUSES },
  { module: 'rewards', statuses: REWARDS_STATUSES },
  { module: 'epochs', statuses: EPOCHS_STATUSES },
  { module: 'governance', statuses: GOVERNANCE_STATUSES },
]

export const STATUSES: readonly Status[] = STATUSES_BY_MODULE.flatMap(({ statuses }) => statuses)
