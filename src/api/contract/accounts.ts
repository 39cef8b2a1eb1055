import { z } from 'zod'
import { address, count, delegateReference, epoch, flag, ioAddress, rau } from './fields.ts'
import { addressParameter } from './parameters.ts'
import { ballot } from './ballots.ts'
import { bucket, bucketFilters } from './buckets.ts'
import { event, eventFilters, eventSorts } from './events.ts'
import { proposalClass } from './proposal-fields.ts'
import { grant, grantFilters, grantSorts } from './rewards.ts'
import { defineList, defineRead } from './route.ts'

const account = z
  .object({
    address: address('The account'),
    ioAddress: ioAddress('The same in the other form'),
    balanceRau: rau('Coins at hand'),
    nonce: count('Number of its next transaction'),
    unclaimedRau: rau('Granted and not claimed'),
    owedRau: rau('Granted and not covered by the fund yet'),
    stakedRau: rau('Coins in its buckets'),
    votesRau: rau('Votes of its buckets'),
    buckets: count('Its open buckets'),
    owns: delegateReference.nullable().meta({ description: 'Delegate that it owns' }),
    operates: delegateReference.nullable().meta({ description: 'Delegate whose node it is' }),
    rewardOf: z
      .array(delegateReference)
      .meta({ description: 'Delegates whose rewards are granted to it' }),
    votesFor: z
      .array(z.object({ delegate: delegateReference, votesRau: rau('Votes of its buckets') }))
      .meta({ description: 'Whom its buckets vote for' }),
  })
  .meta({ id: 'Account' })

const power = z
  .object({
    account: address('The account'),
    epoch: epoch('The boundary that it is as of'),
    powerRau: rau('Power'),
    excluded: flag('Its power does not count'),
    classes: z.array(
      z.object({
        class: proposalClass,
        maturityEpochs: count('How long stake must stand to count'),
        agedRau: rau('Power that counts'),
        totalRau: rau('Of all accounts'),
        delegate: address('Who votes with it').nullable(),
      }),
    ),
  })
  .meta({ id: 'Power' })

const params = { address: addressParameter('The account') }

export const getAccount = defineRead({
  id: 'getAccount',
  path: '/accounts/{address}',
  tag: 'accounts',
  summary: 'An account. One that nobody used yet has nothing.',
  params,
  answer: account,
})

export const listAccountBuckets = defineList({
  id: 'listAccountBuckets',
  path: '/accounts/{address}/buckets',
  tag: 'accounts',
  summary: 'Its buckets.',
  params,
  filters: bucketFilters,
  sorts: ['index', 'amount', 'votes'],
  order: 'asc',
  item: bucket,
})

export const listAccountEvents = defineList({
  id: 'listAccountEvents',
  path: '/accounts/{address}/events',
  tag: 'accounts',
  summary: 'What happened to it.',
  params,
  filters: eventFilters,
  sorts: eventSorts,
  order: 'desc',
  item: event,
})

export const listAccountRewards = defineList({
  id: 'listAccountRewards',
  path: '/accounts/{address}/rewards',
  tag: 'accounts',
  summary: 'What was granted to it, by epoch and delegate.',
  params,
  filters: grantFilters,
  sorts: grantSorts,
  order: 'desc',
  item: grant,
})

export const listAccountBallots = defineList({
  id: 'listAccountBallots',
  path: '/accounts/{address}/ballots',
  tag: 'accounts',
  summary: 'How it voted on proposals.',
  params,
  sorts: ['proposal'],
  order: 'desc',
  item: ballot,
})

export const getAccountPower = defineRead({
  id: 'getAccountPower',
  path: '/accounts/{address}/power',
  tag: 'accounts',
  summary: 'Its power in votes on proposals, by class, and who holds it.',
  params,
  answer: power,
})
