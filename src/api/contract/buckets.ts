import { z } from 'zod'
import {
  address,
  count,
  days,
  delegateReference,
  flag,
  height,
  ioAddress,
  rau,
  timeSeconds,
} from './fields.ts'
import {
  addressParameter,
  delegateParameter,
  flagParameter,
  idParameter,
  rauParameter,
} from './parameters.ts'
import { event, eventFilters, eventSorts } from './events.ts'
import { defineList, defineRead } from './route.ts'

export const bucket = z
  .object({
    index: count('Number of the bucket'),
    delegate: delegateReference.meta({ description: 'Whom it votes for' }),
    owner: address('Account that it belongs to'),
    ioOwner: ioAddress('The same in the other form'),
    amountRau: rau('Coins in it'),
    votesRau: rau('Votes of it'),
    durationDays: days('How long it is locked from its last start on'),
    autoStake: flag('The lock does not run down'),
    createdSeconds: timeSeconds('When it was made'),
    stakedSeconds: timeSeconds('Last start of the lock'),
    unstakedSeconds: timeSeconds('When unlocking began').nullable(),
    withdrawableSeconds: timeSeconds('From when on it can be withdrawn').nullable(),
    selfStake: flag('Self-stake of its delegate'),
    endorsement: z.enum(['none', 'endorsed', 'ending', 'expired']),
    state: z.enum(['staked', 'unstaked', 'withdrawn']).meta({
      description:
        'unstaked: waits for withdrawal; withdrawn: kept for the record with its last figures',
    }),
    openedHeight: height('Block that made it; 0: the first state'),
    closedHeight: height('Block that paid it out').nullable(),
    updatedHeight: height('Last block that changed it'),
  })
  .meta({ id: 'Bucket' })

export const bucketFilters = {
  state: z.enum(['open', 'staked', 'unstaked', 'withdrawn', 'all']).optional().meta({
    description: 'open, when missing: all but withdrawn',
  }),
  selfStake: flagParameter('Self-stake, or not').optional(),
  minAmount: rauParameter('Least amount').optional(),
}

export const listBuckets = defineList({
  id: 'listBuckets',
  path: '/buckets',
  tag: 'accounts',
  summary: 'All buckets.',
  filters: {
    state: bucketFilters.state,
    owner: addressParameter('Account').optional(),
    delegate: delegateParameter('Whom it votes for').optional(),
  },
  sorts: ['index'],
  order: 'asc',
  item: bucket,
})

const params = { index: idParameter('Number of the bucket') }

export const getBucket = defineRead({
  id: 'getBucket',
  path: '/buckets/{index}',
  tag: 'accounts',
  summary: 'A bucket, also when it is closed.',
  params,
  answer: bucket,
})

export const listBucketEvents = defineList({
  id: 'listBucketEvents',
  path: '/buckets/{index}/events',
  tag: 'accounts',
  summary: 'What happened to a bucket.',
  params,
  filters: eventFilters,
  sorts: eventSorts,
  order: 'desc',
  item: event,
})
