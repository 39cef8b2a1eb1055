/**
 * The lengths of IoTeX's epochs since its launch: an hour each, at block intervals of 10, 5 and 2.5
 * seconds. Source: iotex-core, action/protocol/rolldpos/epoch.go; heights of Dardanelles and Wake
 * in blockchain/genesis/genesis.go.
 */
export const IOTEX_EPOCH_ERAS = [
  { startHeight: 1, startEpoch: 1, blocksPerEpoch: 360 },
  { startHeight: 1_816_201, startEpoch: 5_046, blocksPerEpoch: 720 },
  { startHeight: 36_893_881, startEpoch: 53_765, blocksPerEpoch: 1_440 },
] as const
