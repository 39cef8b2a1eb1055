import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256, sha256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import type { Genesis } from '#params/genesis.ts'
import { PRESETS } from '#params/presets.ts'
import { type ClassRule, PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import type { Rules } from '#params/rule-table.ts'
import { blsKeyPair, SIM_CHAIN_ID, SIM_KEYS, simAddress } from './sim-keys.ts'

function perClass(name: ClassRule, values: readonly [unknown, unknown, unknown, unknown]) {
  return Object.fromEntries(
    PROPOSAL_CLASSES.map((kind, place) => [`${kind}${name}`, values[place]]),
  ) as Partial<Rules>
}

/** Epochs of six seconds, and a proposal that is in action eight epochs after it was made. */
const GOVERNED: Partial<Rules> = {
  blocksPerEpoch: 6,
  electionLeadBlocks: 2,
  ...perClass('DepositRau', [coins(20), coins(20), coins(30), coins(40)]),
  ...perClass('SupportQuorumBps', [200, 200, 300, 400]),
  ...perClass('MinSupporters', [1, 2, 2, 2]),
  ...perClass('SupportWindowEpochs', [3, 3, 3, 3]),
  ...perClass('DebateEpochs', [0, 0, 0, 1]),
  ...perClass('NoticeEpochs', [0, 0, 0, 0]),
  ...perClass('VotingEpochs', [1, 1, 1, 1]),
  ...perClass('MaturityEpochs', [0, 1, 1, 2]),
  ...perClass('TurnoutQuorumBps', [500, 1_500, 1_000, 1_500]),
  ...perClass('ApprovalBps', [5_000, 5_000, 6_000, 6_667]),
  ...perClass('TimelockExtraEpochs', [1, 1, 1, 1]),
  ...perClass('GraceEpochs', [3, 3, 2, 2]),
  ...perClass('CooldownEpochs', [1, 1, 0, 2]),
  maxTextBytes: 200,
  maxLiveProposals: 14,
  maxLivePerProposer: 2,
  maxVotingSlots: 4,
  depositThrottleTarget: 4,
  lapseFloorBps: 5_000,
  closingWindowEpochs: 1,
  extensionEpochs: 1,
  maxExtensionEpochs: 2,
  tallyBudgetRecords: 12,
  guardian: simAddress('holder 0'),
  guardianUntilEpoch: 14,
  revertWindowEpochs: 6,
  revertDebateEpochs: 0,
  revertVotingEpochs: 1,
  revertTimelockEpochs: 1,
  minAttestations: 1,
  readinessBps: 5_000,
  readinessEpochs: 4,
  communitySharePermille: 200,
}

/** What a network of the simulator does differently; the first is the plain one. */
const VARIANTS: readonly Partial<Rules>[] = [
  {},
  // IoTeX's draw, ties and arithmetic; nobody is slashed, the unproductive lose their share.
  {
    tieRule: 'iotex-2019',
    drawRule: 'iotex-2019',
    slashUnproductive: false,
    withholdUnproductive: true,
    registrationFeeRau: 0n,
  },
  // Only with a consensus key; double signing costs everything; votes on probation are worth nothing; the bonus ends.
  {
    consensusKeyRequired: true,
    doubleSignSlashPermille: 1_000,
    probationIntensityPercent: 100,
    productivityThresholdPercent: 90,
    foundationBonusLastEpoch: 2,
  },
  // Few share the rewards, a large self-stake is asked for, and waits are long or none.
  {
    epochRewardDelegates: 2,
    foundationBonusDelegates: 1,
    minActiveStakeRau: coins(2_500),
    minStakeRau: 0n,
    unstakeWaitSeconds: 3 * 86_400,
    endorsementWaitBlocks: 0,
    exitIntervalEpochs: 2,
    exitWaitBlocks: 0,
    blockRewardRau: 0n,
  },
  // Proposals live fast.
  {
    ...GOVERNED,
    maxVotingSlots: 8,
    closingWindowEpochs: 0,
    technicalTimelockExtraEpochs: 6,
    metaTimelockExtraEpochs: 6,
    readinessEpochs: 2,
  },
  // The same where missing turnout counts as no, quorums follow, long locks weigh more and some are left out.
  {
    ...GOVERNED,
    quorumMode: 'padded',
    adaptiveQuorum: true,
    lockBonusCapPercent: 30,
    excludedAccounts: simAddress('owner 1'),
    closingWindowEpochs: 2,
    policyVotingEpochs: 2,
    electionLeadBlocks: 3,
    guardian: '',
  },
]

export const SIM_HOLDERS = 30
export const SIM_DELEGATES = 14

export const SIM_VARIANTS = VARIANTS.length

/** Whether proposals go through all their states in this kind of network. */
export function isGoverned(variant: number): boolean {
  return variant % SIM_VARIANTS >= SIM_VARIANTS - 2
}

/**
 * A small network with short epochs and a small fund, so that a hundred blocks see boundaries, debts and hand-overs.
 * `variant` chooses among the kinds of network; any whole number will do.
 */
export function createSimGenesis(variant = 0): Genesis {
  const rules = {
    ...PRESETS.devnet,
    blocksPerEpoch: 24,
    electionLeadBlocks: 6,
    unstakeWaitSeconds: 5,
    endorsementWaitBlocks: 4,
    exitIntervalEpochs: 1,
    exitWaitBlocks: 10,
    consensusDelegates: 6,
    producers: 3,
    minRegisterStakeRau: coins(1_000),
    minActiveStakeRau: coins(1_000),
    scoreThresholdRau: coins(1_000),
    slashUnproductive: true,
    probationWindowEpochs: 2,
    productivityThresholdPercent: 60,
    ...VARIANTS[variant % SIM_VARIANTS],
  }
  const holders = Array.from({ length: SIM_HOLDERS }, (_, i) => ({
    address: simAddress(`holder ${i}`),
    balanceRau: coins(100_000),
  }))
  const delegates = Array.from({ length: SIM_DELEGATES }, (_, i) => ({
    name: `delegate${i}`,
    owner: simAddress(`owner ${i}`),
    operator: simAddress(`operator ${i}`),
    reward: simAddress(`reward ${i % 5}`),
    blsKey: i % 4 === 3 ? new Uint8Array(0) : blsKeyPair(i % SIM_KEYS).publicKey,
    consensusKey: i % 6 === 5 ? new Uint8Array(0) : sha256(utf8ToBytes(`sim key ${i}`)),
    rewardExempt: i === 3,
    selfStakeBucket: i,
  }))
  const owners = delegates.map(({ owner }) => ({ address: owner, balanceRau: coins(50_000) }))
  const buckets = delegates.map(({ name, owner }, i) => ({
    delegate: name,
    owner,
    amountRau: coins(2_000 + 100 * i),
    durationDays: i % 2 === 0 ? 91 : 0,
    autoStake: i % 2 === 0,
  }))
  const others = [
    ...Array.from({ length: 5 }, (_, i) => simAddress(`reward ${i}`)),
    ...Array.from({ length: 30 }, (_, i) => simAddress(`operator ${i}`)),
  ].map((address) => ({ address, balanceRau: coins(100) }))
  const accounts = [...holders, ...owners, ...others]
  // Two epochs' worth of rewards: the fund runs dry within the run and is filled by fees and deposits.
  const rewardFundRau = coins(40_000)
  const supplyRau = [
    ...accounts.map((a) => a.balanceRau),
    ...buckets.map((b) => b.amountRau),
  ].reduce((sum, amount) => sum + amount, rewardFundRau)
  return {
    chainId: SIM_CHAIN_ID,
    name: 'sim',
    timeMs: 1_700_000_000_000,
    rules,
    schedule: [{ fromEpoch: 3, set: { consensusDelegates: 9, producers: 6 } }],
    supplyRau,
    rewardFundRau,
    randomnessSeed: keccak256(utf8ToBytes('sim')),
    accounts,
    delegates,
    buckets,
  }
}
