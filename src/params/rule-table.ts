import { coins } from '#base/integers.ts'
import { GOVERNANCE_RULES } from './governance-rules.ts'
import {
  type AddressesRule,
  type AmountRule,
  amount,
  type ChoiceRule,
  choice,
  type FlagRule,
  flag,
  type WholeRule,
  whole,
} from './rule-kinds.ts'

const BILLION_COINS = coins(1_000_000_000)
const DAY_SECONDS = 86_400

export const RULE_TABLE = {
  // Blocks and epochs
  blockIntervalMs: whole('ms', 100, 600_000, 'Time from one block to the next'),
  blocksPerEpoch: whole(
    'blocks',
    6,
    1_000_000,
    'Length of an epoch; a multiple of the producers gives all the same share',
  ),
  electionLeadBlocks: whole(
    'blocks',
    2,
    1_000_000,
    'The election happens this many blocks before the last block of the epoch',
  ),
  maxBlockBytes: whole(
    'bytes',
    65_536,
    16_777_216,
    'Most bytes of transactions in a block',
    'technical',
  ),
  maxBlockGas: whole(
    'gas',
    1_000_000,
    10_000_000_000,
    'Most gas that the transactions of a block may ask for',
    'technical',
  ),

  // Fees
  gasPriceRau: amount(coins(1), 'Lowest price of one gas, and the base fee of every block'),
  gasPerAction: whole(
    'gas',
    1_000,
    10_000_000,
    'Gas of a transfer or of an action, without payload',
  ),
  gasPerPayloadByte: whole(
    'gas',
    0,
    100_000,
    'Gas of each byte of payload, profile text or key material',
  ),

  // Staking
  minStakeRau: amount(BILLION_COINS, 'Smallest bucket'),
  maxStakeDays: whole('days', 1, 1050, 'Longest duration of a bucket'),
  unstakeWaitSeconds: whole('seconds', 0, 365 * DAY_SECONDS, 'Time from unstaking to withdrawal'),
  endorsementWaitBlocks: whole(
    'blocks',
    0,
    10_000_000,
    'Time from the intent to revoke an endorsement to its end',
  ),

  // Delegates
  registrationFeeRau: amount(BILLION_COINS, 'Paid to the reward fund at registration'),
  minRegisterStakeRau: amount(
    BILLION_COINS,
    'Smallest self-stake at registration, unless it is zero',
  ),
  minActiveStakeRau: amount(BILLION_COINS, 'Smallest self-stake of an active delegate'),
  scoreThresholdRau: amount(
    BILLION_COINS,
    'Fewest votes with which a delegate takes part in the election',
  ),
  consensusKeyRequired: flag(
    'Only delegates with a consensus key take part in the election',
    'technical',
  ),
  exitIntervalEpochs: whole(
    'epochs',
    1,
    100_000,
    'One delegate of the exit queue is admitted in so many epochs',
  ),
  exitWaitBlocks: whole(
    'blocks',
    0,
    10_000_000,
    'Time from the admission of an exit to its confirmation',
  ),

  // Election
  consensusDelegates: whole('delegates', 1, 100, 'Delegates elected for an epoch'),
  producers: whole('delegates', 1, 100, 'Of these, drawn by lot to produce blocks'),
  drawRule: choice(['boule', 'iotex-2019'], 'How the producers are drawn'),
  tieRule: choice(['registration', 'iotex-2019'], 'Who comes first with equal votes'),
  producerPower: whole('power', 1, 1_000_000_000_000, 'Consensus power of a producer', 'technical'),
  rehearsalPower: whole(
    'power',
    1,
    1_000_000,
    'Consensus power of the old producers in the last two blocks',
    'technical',
  ),
  verifierPower: whole('power', 1, 1_000_000, 'Consensus power of a verifier', 'technical'),

  // Rewards
  blockRewardRau: amount(BILLION_COINS, 'For each block, to its producer'),
  epochRewardRau: amount(BILLION_COINS, 'For each epoch, shared by votes'),
  epochRewardDelegates: whole(
    'delegates',
    0,
    1_000,
    'Highest ranked delegates that share the epoch reward',
  ),
  foundationBonusRau: amount(
    BILLION_COINS,
    'For each epoch, to each of the highest ranked delegates',
  ),
  foundationBonusDelegates: whole(
    'delegates',
    0,
    1_000,
    'Highest ranked delegates that get the bonus',
  ),
  foundationBonusLastEpoch: whole('epoch', 0, 1_000_000_000, 'Last epoch with a bonus'),
  productivityThresholdPercent: whole('percent', 0, 100, 'Below it a delegate is unproductive'),
  withholdUnproductive: flag(
    'An unproductive delegate gets no epoch reward; its share stays in the fund',
  ),
  slashUnproductive: flag('Missed blocks cost self-stake: one block reward each'),
  doubleSignSlashPermille: whole(
    'permille',
    0,
    1_000,
    'Part of the self-stake that double signing costs',
  ),

  // Probation
  probationWindowEpochs: whole(
    'epochs',
    1,
    100,
    'Epochs for which an unproductive epoch is held against a delegate',
  ),
  probationIntensityPercent: whole(
    'percent',
    0,
    100,
    'Part of the votes that do not count on probation',
  ),

  // Governance
  ...GOVERNANCE_RULES,
} as const

export type RuleName = keyof typeof RULE_TABLE

type ValueOf<D> = D extends WholeRule
  ? number
  : D extends AmountRule
    ? bigint
    : D extends FlagRule
      ? boolean
      : D extends ChoiceRule<infer T>
        ? T
        : D extends AddressesRule
          ? string
          : never

/** The values in force at a height. Frozen; passed in, never ambient. */
export type Rules = { readonly [N in RuleName]: ValueOf<(typeof RULE_TABLE)[N]> }
