import { z } from 'zod'
import {
  address,
  basisPoints,
  bytes,
  count,
  delegateReference,
  epoch,
  flag,
  hash,
  height,
  ioAddress,
  rau,
  text,
  timeMs,
} from './fields.ts'
import {
  delegateParameter,
  epochParameter,
  flagParameter,
  rauParameter,
  searchParameter,
} from './parameters.ts'
import { defineList, defineRead } from './route.ts'
import { bucket, bucketFilters } from './buckets.ts'
import { event, eventFilters, eventSorts } from './events.ts'
import { grant, grantFilters, grantSorts } from './rewards.ts'
import { ballot } from './ballots.ts'
import { role } from './roles.ts'

const summary = {
  id: address('Identity: the address that registered it; it never changes'),
  name: text('Short name, unique'),
  displayName: text('Name of the profile, or the short name'),
  group: text('Group of the profile, or nothing'),
  region: text('Region of the profile, or nothing'),
  website: text('Of the profile, or nothing'),
  logoHash: hash('Of the logo').nullable(),
  owner: address('Account that manages it'),
  operator: address('Account of its node'),
  reward: address('Account that its rewards are granted to'),
  registration: count('Its number in the order of registration, which the draw goes by'),
  rank: count('Place among all by effective votes; those that take no part come last'),
  role,
  eligible: flag('Takes part in the election'),
  reason: text('Why it does not').nullable(),
  votesRau: rau('Votes of all its buckets'),
  effectiveVotesRau: rau('What counts in the election: less on probation'),
  selfStakeRau: rau('Amount of its self-stake'),
  buckets: count('Buckets that vote for it'),
  voters: count('Accounts that vote for it'),
  probationEpochs: count('Unproductive epochs within the window; more than 0 is probation'),
  rewardExempt: flag('Gets no epoch reward and no bonus, and leaves its place to the next'),
  retired: flag('Has left for good'),
  exit: z.enum(['none', 'queued', 'admitted']).meta({ description: 'How far its leaving is' }),
  uptimeBps: basisPoints(
    'Blocks made of blocks due, over all settled epochs; null: none was due',
  ).nullable(),
  blockCommissionBps: basisPoints('Part of block rewards that it says it keeps').nullable(),
  epochCommissionBps: basisPoints('Part of epoch rewards that it says it keeps').nullable(),
  bonusCommissionBps: basisPoints('Part of the bonus that it says it keeps').nullable(),
}

const profile = z
  .object({
    version: count('1 is the first'),
    height: height('Block that brought it'),
    timeMs: timeMs('Time of that block'),
    epoch: epoch('Epoch of that block'),
    transaction: hash('Transaction that brought it'),
    displayName: text('Name in full'),
    group: text('Group'),
    website: text('Address of its pages'),
    region: text('Region'),
    logoHash: hash('Of the logo').nullable(),
    textHash: hash('Of the statement').nullable(),
    links: z.array(z.string()),
    blockCommissionBps: basisPoints('Part of block rewards that it says it keeps'),
    epochCommissionBps: basisPoints('Part of epoch rewards that it says it keeps'),
    bonusCommissionBps: basisPoints('Part of the bonus that it says it keeps'),
  })
  .meta({ id: 'Profile' })

const activity = z.object({
  produced: count('Blocks made'),
  missed: count('Blocks due and not made'),
  signed: count('Blocks signed'),
  absent: count('Blocks not signed'),
})

const delegateSummary = z.object(summary).meta({ id: 'DelegateSummary' })

const delegate = z
  .object({
    ...summary,
    ioId: ioAddress('Identity in the other form'),
    consensusKey: bytes('ed25519 key that signs blocks').nullable(),
    blsKey: bytes('Key that signs reveals').nullable(),
    validator: text('Address of the consensus key').nullable(),
    selfStakeBucket: count('Index of the bucket').nullable(),
    exitHeight: height('Block from which the exit may be confirmed').nullable(),
    activity: activity.meta({ description: 'Over all settled epochs' }),
    epochsServed: count('Settled epochs in which it had a seat'),
    epochsUnproductive: count('Of them, those that count against it'),
    grantedRau: rau('All that it was granted'),
    registeredHeight: height('Block of its registration; 0: the first state'),
    profile: profile.nullable(),
    profileVersions: count('How many there are'),
    voteShareBps: basisPoints('Its part of all votes'),
  })
  .meta({ id: 'Delegate' })

const delegateEpoch = z
  .object({
    epoch: epoch('Which'),
    rank: count('Place at the end of the epoch'),
    votesRau: rau('Votes then'),
    effectiveVotesRau: rau('What counted of them'),
    selfStakeRau: rau('Self-stake then'),
    buckets: count('Buckets then'),
    voters: count('Voters then'),
    probationEpochs: count('Unproductive epochs within the window then'),
    eligible: flag('Took part in elections then'),
    seat: z.enum(['producer', 'verifier']).nullable(),
    produced: count('Blocks made'),
    missed: count('Blocks due and not made'),
    signed: count('Blocks signed'),
    absent: count('Blocks not signed'),
    unproductive: flag('The epoch counts against it'),
    blockRau: rau('Granted for blocks'),
    epochRau: rau('Granted by votes'),
    foundationRau: rau('Granted as bonus'),
    owedRau: rau('Part of the grants that the fund could not cover'),
  })
  .meta({ id: 'DelegateEpoch' })

const voter = z
  .object({
    owner: address('Account'),
    ioOwner: ioAddress('The same in the other form'),
    delegate: delegateReference.nullable().meta({ description: 'The delegate that it owns' }),
    buckets: count('Its buckets with this delegate'),
    amountRau: rau('Coins in them'),
    votesRau: rau('Votes of them'),
    shareBps: basisPoints('Part of the votes of the delegate'),
    sinceEpoch: epoch('Votes for it since then without a gap; 0: since the first state'),
  })
  .meta({ id: 'Voter' })

const params = { delegate: delegateParameter('Identity or name') }

export const listDelegates = defineList({
  id: 'listDelegates',
  path: '/delegates',
  tag: 'delegates',
  summary: 'All delegates.',
  sorts: ['rank', 'votes', 'name', 'uptime', 'selfStake', 'commission', 'registration'],
  order: 'asc',
  filters: {
    search: searchParameter('Part of name, display name or address').optional(),
    group: searchParameter('Group of the profile, in full').optional(),
    region: searchParameter('Region of the profile, in full').optional(),
    role: role.optional(),
    probation: flagParameter('On probation, or not').optional(),
    retired: flagParameter('Retired, or not; false when missing').optional(),
    minSelfStake: rauParameter('Least self-stake').optional(),
  },
  item: delegateSummary,
})

export const getDelegate = defineRead({
  id: 'getDelegate',
  path: '/delegates/{delegate}',
  tag: 'delegates',
  summary: 'A delegate by identity or name.',
  params,
  answer: delegate,
})

export const listDelegateProfiles = defineList({
  id: 'listDelegateProfiles',
  path: '/delegates/{delegate}/profiles',
  tag: 'delegates',
  summary: 'All versions of its profile.',
  params,
  sorts: ['version'],
  order: 'desc',
  item: profile,
})

export const listDelegateEpochs = defineList({
  id: 'listDelegateEpochs',
  path: '/delegates/{delegate}/epochs',
  tag: 'delegates',
  summary: 'Its votes, rank, activity and grants, epoch by epoch.',
  params,
  filters: {
    fromEpoch: epochParameter('The first').optional(),
    toEpoch: epochParameter('The last').optional(),
  },
  sorts: ['epoch'],
  order: 'desc',
  item: delegateEpoch,
})

export const listDelegateGrants = defineList({
  id: 'listDelegateGrants',
  path: '/delegates/{delegate}/grants',
  tag: 'delegates',
  summary: 'What it was granted.',
  params,
  filters: grantFilters,
  sorts: grantSorts,
  order: 'desc',
  item: grant,
})

export const listDelegateBuckets = defineList({
  id: 'listDelegateBuckets',
  path: '/delegates/{delegate}/buckets',
  tag: 'delegates',
  summary: 'The buckets that vote for it.',
  params,
  filters: bucketFilters,
  sorts: ['index', 'votes'],
  order: 'asc',
  item: bucket,
})

export const listDelegateVoters = defineList({
  id: 'listDelegateVoters',
  path: '/delegates/{delegate}/voters',
  tag: 'delegates',
  summary: 'Who votes for it, by account.',
  params,
  sorts: ['votes', 'owner'],
  order: 'desc',
  item: voter,
})

export const listDelegateBallots = defineList({
  id: 'listDelegateBallots',
  path: '/delegates/{delegate}/ballots',
  tag: 'delegates',
  summary: 'How its owner voted on proposals.',
  params,
  sorts: ['proposal'],
  order: 'desc',
  item: ballot,
})

export const listDelegateEvents = defineList({
  id: 'listDelegateEvents',
  path: '/delegates/{delegate}/events',
  tag: 'delegates',
  summary: 'What happened to it.',
  params,
  filters: eventFilters,
  sorts: eventSorts,
  order: 'desc',
  item: event,
})
