import type { GOVERNANCE_RULES } from '#params/governance-rules.ts'
import type { RuleName } from '#params/rule-table.ts'

/** What running the machine again tells about a rule: another settlement, another set. */
export interface Figures {
  readonly settlement: boolean
  readonly set: boolean
}

const IN_SETTLEMENT: Figures = { settlement: true, set: false }
const IN_SET: Figures = { settlement: false, set: true }
const IN_BOTH: Figures = { settlement: true, set: true }

const OF_FEES = 'past transactions were sent and paid for under the fees of then'
const OF_ROOM = 'how many transactions fit into a block is not told by those that there were'
const OF_PACE = 'past epochs had the blocks that they had'
const OF_PEOPLE = 'what people would have done otherwise nobody can tell'
const OF_CONSENSUS = 'it is about how blocks are agreed on, and pays and elects nobody'
const OF_GOVERNANCE = 'it is about how the network decides, and pays and elects nobody'

type GovernanceRule = keyof typeof GOVERNANCE_RULES

const FIGURES: Readonly<Record<Exclude<RuleName, GovernanceRule>, Figures | string>> = {
  blockIntervalMs: OF_PACE,
  blocksPerEpoch: OF_PACE,
  electionLeadBlocks: OF_PACE,
  maxBlockBytes: OF_ROOM,
  maxBlockGas: OF_ROOM,
  gasPriceRau: OF_FEES,
  gasPerAction: OF_FEES,
  gasPerPayloadByte: OF_FEES,
  minStakeRau: OF_PEOPLE,
  maxStakeDays: OF_PEOPLE,
  unstakeWaitSeconds: OF_PEOPLE,
  endorsementWaitBlocks: OF_PEOPLE,
  registrationFeeRau: OF_PEOPLE,
  minRegisterStakeRau: OF_PEOPLE,
  minActiveStakeRau: IN_SET,
  scoreThresholdRau: IN_SET,
  consensusKeyRequired: IN_SET,
  exitIntervalEpochs: OF_PEOPLE,
  exitWaitBlocks: OF_PEOPLE,
  consensusDelegates: IN_SET,
  producers: IN_SET,
  drawRule: IN_SET,
  tieRule: IN_SET,
  producerPower: OF_CONSENSUS,
  rehearsalPower: OF_CONSENSUS,
  verifierPower: OF_CONSENSUS,
  blockRewardRau: IN_SETTLEMENT,
  epochRewardRau: IN_SETTLEMENT,
  epochRewardDelegates: IN_SETTLEMENT,
  foundationBonusRau: IN_SETTLEMENT,
  foundationBonusDelegates: IN_SETTLEMENT,
  foundationBonusLastEpoch: IN_SETTLEMENT,
  productivityThresholdPercent: IN_BOTH,
  withholdUnproductive: IN_SETTLEMENT,
  slashUnproductive: IN_SETTLEMENT,
  doubleSignSlashPermille: 'double signing is punished when it is proven, not in a settlement',
  probationWindowEpochs: IN_SET,
  probationIntensityPercent: IN_SET,
}

const OF_GOVERNANCE_WITH_FIGURES: readonly string[] = [
  'communitySharePermille',
  'scriptTicks',
  'scriptMemoryBytes',
] satisfies readonly GovernanceRule[]

/** What running the machine again tells about a rule, or why it tells nothing. A test changes each rule and holds this equal. */
export function figuresOf(name: RuleName): Figures | string {
  if (name in FIGURES) return FIGURES[name as keyof typeof FIGURES]
  return OF_GOVERNANCE_WITH_FIGURES.includes(name) ? IN_SETTLEMENT : OF_GOVERNANCE
}
