import type { JsonObject } from './backend.ts'
import {
  AMOUNT,
  FLAG,
  HASH,
  listOf,
  nullable,
  objectOf,
  reference,
  TEXT,
  WHOLE,
} from './schemas.ts'

/** JSON Schemas of the results of `boule_` methods. */

export const CHECKED_ADDRESS = { title: 'address', type: 'string', pattern: '^0x[0-9a-fA-F]{40}$' }
export const IO_ADDRESS = { title: 'io1 address', type: 'string', pattern: '^io1[0-9a-z]{38}$' }
const HEX = { title: 'bytes', type: 'string', pattern: '^0x([0-9a-f]{2})+$' }
const VALIDATOR = { title: 'validator address', type: 'string', pattern: '^[0-9A-F]{40}$' }

/** An object with these members and no others. */
export function exactly(properties: Readonly<Record<string, JsonObject>>): JsonObject {
  return { ...objectOf(properties), additionalProperties: false }
}

export function oneOfTexts(...texts: readonly string[]): JsonObject {
  return { type: 'string', enum: texts }
}

const ACTIVITY = {
  produced: WHOLE,
  missed: WHOLE,
  signed: WHOLE,
  absent: WHOLE,
  faults: WHOLE,
}

const FUND = exactly({ availableRau: AMOUNT, unclaimedRau: AMOUNT, owedRau: AMOUNT })

const SETTLEMENT = exactly({
  epoch: WHOLE,
  height: WHOLE,
  blockRau: AMOUNT,
  epochRau: AMOUNT,
  foundationRau: AMOUNT,
  creditedRau: AMOUNT,
  owedRau: AMOUNT,
  debtsPaidRau: AMOUNT,
  slashedRau: AMOUNT,
})

const ELECTED_SET = exactly({
  epoch: WHOLE,
  electedHeight: WHOLE,
  origin: oneOfTexts('elected', 'continued'),
  mix: HASH,
  seats: listOf(
    exactly({
      rank: WHOLE,
      delegate: CHECKED_ADDRESS,
      name: nullable(TEXT),
      registration: WHOLE,
      votesRau: AMOUNT,
      producer: FLAG,
      consensusKey: HEX,
    }),
  ),
})

const STATUS = exactly({
  network: TEXT,
  chainId: WHOLE,
  client: TEXT,
  genesisHash: HASH,
  genesisTimeMs: WHOLE,
  height: WHOLE,
  blockHash: HASH,
  appHash: HASH,
  timeMs: WHOLE,
  epoch: WHOLE,
  startHeight: WHOLE,
  electionHeight: WHOLE,
  endHeight: WHOLE,
  delegates: WHOLE,
  buckets: WHOLE,
  supplyRau: AMOUNT,
  stakedRau: AMOUNT,
  fund: reference('Fund'),
  pool: exactly({ pending: WHOLE, queued: WHOLE }),
  peers: WHOLE,
  syncing: FLAG,
  dev: FLAG,
})

const EPOCH = exactly({
  epoch: WHOLE,
  phase: oneOfTexts('past', 'running', 'next'),
  startHeight: WHOLE,
  electionHeight: WHOLE,
  endHeight: WHOLE,
  set: nullable(reference('ElectedSet')),
  activity: listOf(
    exactly({ delegate: CHECKED_ADDRESS, name: nullable(TEXT), ...ACTIVITY, unproductive: FLAG }),
  ),
  settlement: nullable(reference('Settlement')),
})

const RANKING_ENTRY = exactly({
  rank: WHOLE,
  delegate: CHECKED_ADDRESS,
  name: TEXT,
  registration: WHOLE,
  votesRau: AMOUNT,
  effectiveVotesRau: AMOUNT,
  selfStakeRau: AMOUNT,
  onProbation: FLAG,
  eligible: FLAG,
  reason: nullable(TEXT),
})

const PROJECTED_SET = exactly({
  epoch: WHOLE,
  origin: oneOfTexts('elected', 'continued'),
  seats: listOf(
    exactly({
      rank: WHOLE,
      delegate: CHECKED_ADDRESS,
      name: TEXT,
      votesRau: AMOUNT,
      seatedNow: FLAG,
      drawnNow: FLAG,
    }),
  ),
})

const PROFILE = exactly({
  version: WHOLE,
  height: WHOLE,
  displayName: TEXT,
  group: TEXT,
  website: TEXT,
  region: TEXT,
  logoHash: nullable(HASH),
  textHash: nullable(HASH),
  links: listOf(TEXT),
  blockCommissionBps: WHOLE,
  epochCommissionBps: WHOLE,
  bonusCommissionBps: WHOLE,
})

const DELEGATE = exactly({
  id: CHECKED_ADDRESS,
  ioId: IO_ADDRESS,
  name: TEXT,
  registration: WHOLE,
  owner: CHECKED_ADDRESS,
  operator: CHECKED_ADDRESS,
  ioOperator: IO_ADDRESS,
  reward: CHECKED_ADDRESS,
  blsKey: nullable(HEX),
  consensusKey: nullable(HEX),
  validator: nullable(VALIDATOR),
  selfStakeBucket: nullable(WHOLE),
  selfStakeRau: AMOUNT,
  votesRau: AMOUNT,
  effectiveVotesRau: AMOUNT,
  rank: nullable(WHOLE),
  eligible: FLAG,
  reason: nullable(TEXT),
  role: oneOfTexts('producer', 'verifier', 'none'),
  buckets: WHOLE,
  probationEpochs: WHOLE,
  activity: exactly(ACTIVITY),
  exit: { oneOf: [{ type: 'null' }, oneOfTexts('queued'), WHOLE] },
  retired: FLAG,
  rewardExempt: FLAG,
  offline: FLAG,
  profile: nullable(reference('Profile')),
})

const BUCKET = exactly({
  index: WHOLE,
  delegate: CHECKED_ADDRESS,
  delegateName: TEXT,
  owner: CHECKED_ADDRESS,
  ioOwner: IO_ADDRESS,
  amountRau: AMOUNT,
  votesRau: AMOUNT,
  durationDays: WHOLE,
  autoStake: FLAG,
  createdSeconds: WHOLE,
  stakedSeconds: WHOLE,
  unstakedSeconds: nullable(WHOLE),
  withdrawableSeconds: nullable(WHOLE),
  selfStake: FLAG,
  endorsement: oneOfTexts('none', 'endorsed', 'ending', 'expired'),
})

const REWARDS = exactly({
  address: CHECKED_ADDRESS,
  ioAddress: IO_ADDRESS,
  unclaimedRau: AMOUNT,
  owed: listOf(
    exactly({
      epoch: WHOLE,
      kind: oneOfTexts('block', 'epoch', 'foundation', 'community'),
      delegate: CHECKED_ADDRESS,
      amountRau: AMOUNT,
    }),
  ),
})

const SCHEDULED_BLOCK = exactly({
  height: WHOLE,
  validator: VALIDATOR,
  delegate: nullable(CHECKED_ADDRESS),
  name: nullable(TEXT),
})

const RULES = {
  type: 'object',
  additionalProperties: exactly({
    value: { oneOf: [WHOLE, FLAG, TEXT] },
    unit: TEXT,
    class: oneOfTexts('policy', 'technical', 'meta'),
    meaning: TEXT,
  }),
}

const RULE_TEXTS = listOf(exactly({ name: TEXT, value: TEXT }))

const GENESIS = exactly({
  network: TEXT,
  chainId: WHOLE,
  genesisHash: HASH,
  timeMs: WHOLE,
  supplyRau: AMOUNT,
  rewardFundRau: AMOUNT,
  randomnessSeed: HASH,
  rules: RULE_TEXTS,
  schedule: listOf(exactly({ fromEpoch: WHOLE, rules: RULE_TEXTS })),
  accounts: WHOLE,
  delegates: WHOLE,
  buckets: WHOLE,
})

const GENESIS_ENTRY = {
  oneOf: [
    exactly({ address: CHECKED_ADDRESS, balanceRau: AMOUNT }),
    exactly({
      name: TEXT,
      owner: CHECKED_ADDRESS,
      operator: CHECKED_ADDRESS,
      reward: CHECKED_ADDRESS,
      blsKey: nullable(HEX),
      consensusKey: nullable(HEX),
      rewardExempt: FLAG,
      selfStakeBucket: nullable(WHOLE),
    }),
    exactly({
      delegate: TEXT,
      owner: CHECKED_ADDRESS,
      amountRau: AMOUNT,
      durationDays: WHOLE,
      autoStake: FLAG,
    }),
  ],
}

const GENESIS_ENTRIES = exactly({
  section: oneOfTexts('accounts', 'delegates', 'buckets'),
  total: WHOLE,
  offset: WHOLE,
  items: listOf(GENESIS_ENTRY),
})

const ACCOUNT_STATE = exactly({
  address: CHECKED_ADDRESS,
  nonce: WHOLE,
  balanceRau: AMOUNT,
  unclaimedRau: AMOUNT,
})

const BUNDLE = exactly({
  root: HASH,
  needed: FLAG,
  bytes: nullable(WHOLE),
  files: nullable(WHOLE),
  chunks: nullable(WHOLE),
  missingChunks: nullable(WHOLE),
  firstMissing: listOf(HASH),
  complete: FLAG,
})

/** A page of a list: how many there are in all, where the page begins, and what is on it. */
export function pageOf(name: string): JsonObject {
  return exactly({ total: WHOLE, offset: WHOLE, items: listOf(reference(name)) })
}

/** Shared schemas of the document. */
export const BOULE_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  Status: STATUS,
  Epoch: EPOCH,
  ElectedSet: ELECTED_SET,
  Settlement: SETTLEMENT,
  Fund: FUND,
  RankingEntry: RANKING_ENTRY,
  ProjectedSet: PROJECTED_SET,
  Delegate: DELEGATE,
  Profile: PROFILE,
  Bucket: BUCKET,
  Rewards: REWARDS,
  ScheduledBlock: SCHEDULED_BLOCK,
  Rules: RULES,
  Genesis: GENESIS,
  GenesisEntries: GENESIS_ENTRIES,
  AccountState: ACCOUNT_STATE,
  Bundle: BUNDLE,
}
