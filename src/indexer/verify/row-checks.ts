import type { PgTable } from 'drizzle-orm/pg-core'
import { accounts, buckets, delegates, proposals, settlements } from '../schema.ts'
import type { RowCheck } from './verify-rows.ts'

type Said = Readonly<Record<string, unknown>>

/** The first answer as a record. */
function first(answers: readonly unknown[]): Said {
  return (answers[0] ?? {}) as Said
}

/** The row's values of the fields that the node is asked for. */
function pick(row: Said, names: readonly string[]): Said {
  return Object.fromEntries(names.map((name) => [name, row[name]]))
}

const ACCOUNTS: RowCheck<typeof accounts> = {
  what: 'account',
  table: accounts,
  key: 'address',
  keyOf: ({ address }) => address,
  heightOf: ({ updatedHeight }) => updatedHeight,
  calls: ({ address }) => [
    { method: 'boule_accounts', params: [[address]] },
    { method: 'boule_governancePower', params: [address] },
  ],
  compare: (row, [states, power]) => {
    const { nonce, balanceRau, unclaimedRau } = first(states as readonly unknown[])
    const { powerRau } = power as Said
    const node = { nonce, balanceRau, unclaimedRau, powerRau }
    return { node, index: row }
  },
}

const BUCKET_FIELDS = [
  'delegate',
  'owner',
  'amountRau',
  'votesRau',
  'durationDays',
  'autoStake',
  'createdSeconds',
  'stakedSeconds',
  'unstakedSeconds',
  'selfStake',
]

const BUCKETS: RowCheck<typeof buckets> = {
  what: 'bucket',
  table: buckets,
  key: '"index"',
  where: `status <> 'withdrawn'`,
  keyOf: ({ index }) => index,
  heightOf: ({ updatedHeight }) => updatedHeight,
  calls: ({ index }) => [{ method: 'boule_buckets', params: [{ index }] }],
  compare: (row, answers) => {
    const { items = [] } = first(answers) as { readonly items?: readonly Said[] }
    const said = items[0] ?? {}
    // Whether an end is reached follows from the height.
    const isEnding = said['endorsement'] === 'ending' || said['endorsement'] === 'expired'
    const endorsement = isEnding ? 'ending' : said['endorsement']
    return { node: { ...pick(said, BUCKET_FIELDS), endorsement }, index: row }
  },
}

const DELEGATE_FIELDS = [
  'name',
  'registration',
  'owner',
  'operator',
  'reward',
  'blsKey',
  'consensusKey',
  'validator',
  'selfStakeBucket',
  'selfStakeRau',
  'votesRau',
  'buckets',
  'probationEpochs',
  'retired',
  'rewardExempt',
]
const PROFILE_FIELDS = [
  'displayName',
  'group',
  'website',
  'region',
  'logoHash',
  'textHash',
  'links',
  'blockCommissionBps',
  'epochCommissionBps',
  'bonusCommissionBps',
]

const NO_HASH = `0x${'0'.repeat(64)}`

/** A hash of zeros is how a profile says that there is none. */
function readProfile(profile: Said): Said {
  const { logoHash, textHash } = profile
  return {
    ...pick(profile, PROFILE_FIELDS),
    logoHash: logoHash === NO_HASH ? null : logoHash,
    textHash: textHash === NO_HASH ? null : textHash,
  }
}

const DELEGATES: RowCheck<typeof delegates> = {
  what: 'delegate',
  table: delegates,
  key: 'id',
  keyOf: ({ id }) => id,
  heightOf: ({ updatedHeight }) => updatedHeight,
  calls: ({ id }) => [{ method: 'boule_delegate', params: [id] }],
  compare: (row, answers) => {
    const said = first(answers)
    const profile = said['profile'] as Said | null | undefined
    const node = {
      ...pick(said, DELEGATE_FIELDS),
      exit: said['exit'],
      profileVersion: profile?.['version'] ?? 0,
      ...(profile === null || profile === undefined ? {} : readProfile(profile)),
    }
    const exit = row.exit === 'none' ? null : row.exit === 'queued' ? 'queued' : row.exitHeight
    return { node, index: { ...row, exit } }
  },
}

const PROPOSAL_FIELDS = [
  'title',
  'proposer',
  'class',
  'kind',
  'short',
  'state',
  'revision',
  'payloadRevision',
  'root',
  'textHash',
  'payloadHash',
  'submittedEpoch',
  'revisedEpoch',
  'qualifiedEpoch',
  'openedEpoch',
  'voteEndEpoch',
  'confirmedEpoch',
  'timelockEndEpoch',
  'dueEpoch',
  'changedEpoch',
  'overdue',
  'live',
]

const PROPOSALS: RowCheck<typeof proposals> = {
  what: 'proposal',
  table: proposals,
  key: 'id',
  keyOf: ({ id }) => id,
  heightOf: ({ updatedHeight }) => updatedHeight,
  calls: ({ id }) => [{ method: 'boule_proposal', params: [id] }],
  compare: (row, answers) => {
    const said = first(answers)
    const support = said['support'] as Said
    const vote = said['vote'] as Said | null
    const node = {
      ...pick(said, PROPOSAL_FIELDS),
      ...pick(support, ['supportRau', 'supporters']),
      ...(vote === null
        ? { yesRau: 0, noRau: 0, abstainRau: 0, ballots: 0 }
        : pick(vote, ['yesRau', 'noRau', 'abstainRau', 'ballots', 'totalRau', 'extendedEpochs'])),
      depositRau: said['depositRau'],
    }
    // The node forgets a deposit that is settled.
    const depositRau = row.depositReturned === null ? row.depositRau : 0n
    return { node, index: { ...row, depositRau } }
  },
}

const SETTLEMENTS: RowCheck<typeof settlements> = {
  what: 'settlement',
  table: settlements,
  key: 'epoch',
  keyOf: ({ epoch }) => epoch,
  heightOf: ({ height }) => height,
  calls: ({ epoch }) => [{ method: 'boule_settlement', params: [epoch] }],
  compare: (row, answers) => ({ node: first(answers), index: row }),
}

/** All tables of which the node can be asked row by row. */
export const ROW_CHECKS: readonly RowCheck<PgTable>[] = [
  ACCOUNTS,
  BUCKETS,
  DELEGATES,
  PROPOSALS,
  SETTLEMENTS,
] as unknown as readonly RowCheck<PgTable>[]
