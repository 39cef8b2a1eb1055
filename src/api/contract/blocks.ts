import { z } from 'zod'
import {
  address,
  count,
  delegateReference,
  epoch,
  flag,
  gas,
  hash,
  height,
  rau,
  text,
  timeMs,
} from './fields.ts'
import {
  addressParameter,
  delegateParameter,
  hashParameter,
  heightParameter,
} from './parameters.ts'
import { event, eventFilters, eventSorts } from './events.ts'
import { defineList, defineRead } from './route.ts'

export const block = z
  .object({
    height: height('Which'),
    hash: hash('Its hash'),
    timeMs: timeMs('Its time'),
    epoch: epoch('Epoch that it belongs to'),
    producer: delegateReference.nullable(),
    round: count('0: the one whose turn it was made it; null until the next block').nullable(),
    missed: z
      .array(z.object({ delegate: delegateReference, round: count('Its turn') }))
      .meta({ description: 'Who was due before' }),
    transactions: count('Transactions in it'),
    events: count('Events in it'),
    gasUsed: gas('Of its transactions'),
    gasLimit: gas('Most that it takes'),
    size: count('Bytes of its transactions'),
    parentHash: hash('Of the block before'),
  })
  .meta({ id: 'Block' })

const transaction = z
  .object({
    hash: hash('Its hash'),
    height: height('Block'),
    timeMs: timeMs('Time of the block'),
    epoch: epoch('Epoch of the block'),
    place: count('Number in the block'),
    nonce: count('Number among those of its sender'),
    from: address('Sender'),
    to: address('Addressee').nullable(),
    action: text(
      'What it does, such as createStake, or transfer; null: nothing that is known',
    ).nullable(),
    valueRau: rau('Coins sent along'),
    status: flag('It did what it was to do'),
    outcome: text('Name of the error; null when all went well').nullable(),
    meaning: text('What was wrong, in plain words').nullable(),
    feeRau: rau('Fee'),
    gasUsed: gas('Gas'),
  })
  .meta({ id: 'Transaction' })

export const listBlocks = defineList({
  id: 'listBlocks',
  path: '/blocks',
  tag: 'chain',
  summary: 'All blocks.',
  filters: {
    fromHeight: heightParameter('The first').optional(),
    toHeight: heightParameter('The last').optional(),
    producer: delegateParameter('Delegate that made it').optional(),
  },
  sorts: ['height'],
  order: 'desc',
  item: block,
})

export const getBlock = defineRead({
  id: 'getBlock',
  path: '/blocks/{heightOrHash}',
  tag: 'chain',
  summary: 'A block by height or hash.',
  params: {
    heightOrHash: z
      .string()
      .regex(/^(\d{1,9}|0x[0-9a-fA-F]{64})$/, 'must be a height or a hash')
      .meta({ description: 'Height, or hash' }),
  },
  answer: block,
})

export const listTransactions = defineList({
  id: 'listTransactions',
  path: '/transactions',
  tag: 'chain',
  summary: 'All transactions.',
  filters: {
    height: heightParameter('Only of this block').optional(),
    from: addressParameter('Sender').optional(),
    to: addressParameter('Addressee').optional(),
  },
  sorts: ['height'],
  order: 'desc',
  item: transaction,
})

export const getTransaction = defineRead({
  id: 'getTransaction',
  path: '/transactions/{hash}',
  tag: 'chain',
  summary: 'A transaction with its events.',
  params: { hash: hashParameter('Its hash') },
  answer: transaction.extend({ events: z.array(event) }).meta({ id: 'TransactionDetails' }),
})

export const listEvents = defineList({
  id: 'listEvents',
  path: '/events',
  tag: 'chain',
  summary: 'All events.',
  filters: { fromHeight: eventFilters.fromHeight, toHeight: eventFilters.toHeight },
  sorts: eventSorts,
  order: 'desc',
  item: event,
})
