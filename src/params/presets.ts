import { coins } from '#base/integers.ts'
import type { Rules } from './rule-table.ts'

/**
 * How the network decides, with days as epochs. Sources: Celo, Tezos, Cosmos, Compound, Hive and others, compared in
 * docs/concepts/governance.md.
 */
const governance = {
  directiveDepositRau: coins(10_000),
  policyDepositRau: coins(10_000),
  technicalDepositRau: coins(20_000),
  metaDepositRau: coins(40_000),
  directiveSupportQuorumBps: 100,
  policySupportQuorumBps: 200,
  technicalSupportQuorumBps: 300,
  metaSupportQuorumBps: 500,
  directiveMinSupporters: 20,
  policyMinSupporters: 20,
  technicalMinSupporters: 20,
  metaMinSupporters: 50,
  directiveSupportWindowEpochs: 28,
  policySupportWindowEpochs: 28,
  technicalSupportWindowEpochs: 28,
  metaSupportWindowEpochs: 28,
  directiveDebateEpochs: 7,
  policyDebateEpochs: 7,
  technicalDebateEpochs: 14,
  metaDebateEpochs: 14,
  directiveNoticeEpochs: 3,
  policyNoticeEpochs: 3,
  technicalNoticeEpochs: 7,
  metaNoticeEpochs: 7,
  directiveVotingEpochs: 7,
  policyVotingEpochs: 7,
  technicalVotingEpochs: 14,
  metaVotingEpochs: 14,
  directiveMaturityEpochs: 7,
  policyMaturityEpochs: 7,
  technicalMaturityEpochs: 30,
  metaMaturityEpochs: 30,
  directiveTurnoutQuorumBps: 1_000,
  policyTurnoutQuorumBps: 1_000,
  technicalTurnoutQuorumBps: 1_500,
  metaTurnoutQuorumBps: 2_000,
  directiveApprovalBps: 5_000,
  policyApprovalBps: 5_000,
  technicalApprovalBps: 6_000,
  metaApprovalBps: 6_667,
  directiveTimelockExtraEpochs: 1,
  // Long enough for a counter-vote, which takes six epochs.
  policyTimelockExtraEpochs: 4,
  technicalTimelockExtraEpochs: 7,
  metaTimelockExtraEpochs: 7,
  directiveGraceEpochs: 14,
  policyGraceEpochs: 14,
  technicalGraceEpochs: 30,
  metaGraceEpochs: 14,
  directiveCooldownEpochs: 30,
  policyCooldownEpochs: 30,
  technicalCooldownEpochs: 30,
  metaCooldownEpochs: 60,

  maxTextBytes: 32_768,
  maxLiveProposals: 50,
  maxLivePerProposer: 1,
  maxVotingSlots: 5,
  depositThrottleTarget: 5,
  lapseFloorBps: 1_000,
  quorumMode: 'turnout',
  adaptiveQuorum: false,
  adaptiveQuorumCapBps: 4_000,
  closingWindowEpochs: 1,
  extensionEpochs: 2,
  maxExtensionEpochs: 7,
  tallyBudgetRecords: 20_000,
  lockBonusCapPercent: 0,
  excludedAccounts: '',
  governanceStartsAtRau: coins(10_000_000),

  guardian: '',
  guardianUntilEpoch: 365,
  revertWindowEpochs: 14,
  revertDebateEpochs: 1,
  revertVotingEpochs: 2,
  revertTimelockEpochs: 1,

  minAttestations: 3,
  readinessBps: 7_500,
  readinessEpochs: 14,
  scriptTicks: 400,
  scriptMemoryBytes: 8_388_608,
  maxVoteWeightMillionths: 4_000_000,

  communitySharePermille: 0,
  heldPayees: '',
} as const satisfies Partial<Rules>

/**
 * The same with a day as an epoch of two minutes and waits as short as they can be, so that one can watch; and with a tenth of support
 * and turnout, since those who try a devnet have few of its coins.
 */
const shortGovernance = {
  directiveSupportQuorumBps: 10,
  policySupportQuorumBps: 20,
  technicalSupportQuorumBps: 30,
  metaSupportQuorumBps: 50,
  directiveTurnoutQuorumBps: 100,
  policyTurnoutQuorumBps: 100,
  technicalTurnoutQuorumBps: 150,
  metaTurnoutQuorumBps: 200,
  directiveDepositRau: coins(100),
  policyDepositRau: coins(100),
  technicalDepositRau: coins(200),
  metaDepositRau: coins(400),
  directiveMinSupporters: 1,
  policyMinSupporters: 1,
  technicalMinSupporters: 1,
  metaMinSupporters: 1,
  directiveDebateEpochs: 1,
  policyDebateEpochs: 1,
  technicalDebateEpochs: 1,
  metaDebateEpochs: 1,
  directiveNoticeEpochs: 1,
  policyNoticeEpochs: 1,
  technicalNoticeEpochs: 1,
  metaNoticeEpochs: 1,
  directiveVotingEpochs: 2,
  policyVotingEpochs: 2,
  technicalVotingEpochs: 2,
  metaVotingEpochs: 2,
  directiveMaturityEpochs: 1,
  policyMaturityEpochs: 1,
  technicalMaturityEpochs: 2,
  metaMaturityEpochs: 2,
  policyTimelockExtraEpochs: 1,
  technicalTimelockExtraEpochs: 1,
  metaTimelockExtraEpochs: 1,
  directiveCooldownEpochs: 2,
  policyCooldownEpochs: 2,
  technicalCooldownEpochs: 2,
  metaCooldownEpochs: 4,
  maxLivePerProposer: 3,
  closingWindowEpochs: 1,
  extensionEpochs: 1,
  maxExtensionEpochs: 2,
  governanceStartsAtRau: 0n,
  revertVotingEpochs: 1,
  minAttestations: 1,
  readinessEpochs: 5,
  guardianUntilEpoch: 720,
} as const satisfies Partial<Rules>

/** One day is one epoch: 8,640 blocks of 10 s, 360 for each of 24 producers. Amounts are IoTeX's, taken per day. */
const mainnet: Rules = {
  blockIntervalMs: 10_000,
  blocksPerEpoch: 8_640,
  electionLeadBlocks: 720,
  maxBlockBytes: 2_097_152,
  maxBlockGas: 50_000_000,

  gasPriceRau: 1_000_000_000_000n,
  gasPerAction: 10_000,
  gasPerPayloadByte: 100,

  minStakeRau: coins(100),
  maxStakeDays: 1_050,
  unstakeWaitSeconds: 3 * 86_400,
  endorsementWaitBlocks: 17_280,

  registrationFeeRau: coins(100),
  minRegisterStakeRau: coins(1_200_000),
  minActiveStakeRau: coins(1_200_000),
  scoreThresholdRau: coins(2_000_000),
  consensusKeyRequired: true,
  exitIntervalEpochs: 1,
  exitWaitBlocks: 8_640,

  consensusDelegates: 36,
  producers: 24,
  drawRule: 'boule',
  tieRule: 'registration',
  producerPower: 1_000_000_000,
  rehearsalPower: 1_000,
  verifierPower: 1,

  blockRewardRau: coins(16),
  epochRewardRau: coins(450_000),
  epochRewardDelegates: 100,
  foundationBonusRau: coins(1_920),
  foundationBonusDelegates: 36,
  foundationBonusLastEpoch: 365,
  productivityThresholdPercent: 85,
  withholdUnproductive: true,
  slashUnproductive: false,
  doubleSignSlashPermille: 50,

  probationWindowEpochs: 6,
  probationIntensityPercent: 90,

  ...governance,
}

/** Two minutes are one epoch: 120 blocks of 1 s. Rewards are IoTeX's of spring 2020; waits are short enough to watch. */
const devnet: Rules = {
  ...mainnet,
  ...shortGovernance,
  blockIntervalMs: 1_000,
  blocksPerEpoch: 120,
  electionLeadBlocks: 24,
  maxBlockGas: 200_000_000,
  unstakeWaitSeconds: 60,
  endorsementWaitBlocks: 60,
  minRegisterStakeRau: coins(100),
  minActiveStakeRau: coins(100),
  scoreThresholdRau: coins(100),
  consensusKeyRequired: false,
  exitWaitBlocks: 120,
  blockRewardRau: coins(8),
  epochRewardRau: coins(18_750),
  foundationBonusRau: coins(80),
  foundationBonusLastEpoch: 1_000_000_000,
}

/**
 * IoTeX as it shipped in April 2019: one hour is one epoch of 360 blocks of 10 s, the draw by a constant, ties by time, no keys
 * for consensus. Source: iotex-bootstrap, genesis_mainnet.yaml; iotex-core, blockchain/genesis/genesis.go.
 */
const iotex2019: Rules = {
  ...mainnet,
  blocksPerEpoch: 360,
  electionLeadBlocks: 180,
  maxBlockGas: 20_000_000,
  consensusKeyRequired: false,
  exitIntervalEpochs: 24,
  exitWaitBlocks: 24 * 360,
  unstakeWaitSeconds: 14 * 86_400,
  drawRule: 'iotex-2019',
  tieRule: 'iotex-2019',
  blockRewardRau: coins(16),
  epochRewardRau: coins(12_500),
  foundationBonusRau: coins(80),
  foundationBonusLastEpoch: 8_760,
  doubleSignSlashPermille: 0,
}

/** Rule sets that a genesis starts from, by name. */
export const PRESETS = {
  mainnet,
  devnet,
  'iotex-2019': iotex2019,
} as const satisfies Record<string, Rules>

export type PresetName = keyof typeof PRESETS

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(PRESETS, name)
}
