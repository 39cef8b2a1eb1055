import { coins } from '#base/integers.ts'
import type { Rules } from './rule-table.ts'

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
}

/** Two minutes are one epoch: 120 blocks of 1 s. Rewards are IoTeX's of spring 2020; waits are short enough to watch. */
const devnet: Rules = {
  ...mainnet,
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
