import { z } from 'zod'
import { address, count, delegateReference, epoch, hash, height, text, timeMs } from './fields.ts'
import { heightParameter } from './parameters.ts'

export const event = z
  .object({
    height: height('Block'),
    place: count('Number among the events of the block'),
    timeMs: timeMs('Time of the block'),
    epoch: epoch('Epoch of the block'),
    name: text('Name of the event'),
    transaction: hash('Transaction that caused it; null: the block itself').nullable(),
    args: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Its values by name; numbers beyond 2^53 as decimal text' }),
    text: text('What happened, in plain English'),
    account: address('Account that it is about').nullable(),
    otherAccount: address('A second account that it concerns').nullable(),
    delegate: delegateReference.nullable().meta({ description: 'Delegate that it is about' }),
    otherDelegate: delegateReference.nullable().meta({ description: 'A second one' }),
    bucket: count('Bucket that it is about').nullable(),
    proposal: count('Proposal that it is about').nullable(),
  })
  .meta({ id: 'Event' })

export const eventSorts = ['height'] as const
export const eventFilters = {
  name: z
    .string()
    .regex(/^[A-Za-z]{1,64}$/, 'must be the name of an event')
    .optional()
    .meta({ description: 'Only events of this name', examples: ['BucketCreated'] }),
  fromHeight: heightParameter('The first block').optional(),
  toHeight: heightParameter('The last block').optional(),
}
