import { z } from 'zod'
import { address, count, delegateReference, epoch, hash, height, timeMs } from './fields.ts'
import { proposalReason, proposalState } from './proposal-fields.ts'
import { defineRead } from './route.ts'

export const STREAM_KINDS = ['block', 'ranking', 'epoch', 'proposal'] as const
export type StreamKind = (typeof STREAM_KINDS)[number]

const streamEvent = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('block'),
      height: height('Newest block'),
      hash: hash('Its hash'),
      timeMs: timeMs('Its time'),
      epoch: epoch('Its epoch'),
      producer: delegateReference.nullable(),
      transactions: count('Transactions in it'),
    }),
    z.object({
      kind: z.literal('ranking'),
      height: height('Block that changed votes, self-stakes, probation or who takes part'),
      epoch: epoch('Its epoch'),
      delegates: z
        .array(address('Identity'))
        .meta({ description: 'Whose; empty: anybody’s, read the ranking again' }),
    }),
    z.object({
      kind: z.literal('epoch'),
      height: height('Block'),
      epoch: epoch('Epoch of which it is told'),
      phase: z
        .enum(['started', 'elected', 'settled'])
        .meta({ description: 'It began, its set was elected, or its rewards were settled' }),
    }),
    z.object({
      kind: z.literal('proposal'),
      height: height('Block'),
      proposal: count('Number'),
      from: proposalState.nullable(),
      to: proposalState.nullable().meta({
        description:
          'State that it has now; null: something else came, as a revision, support, a ballot, an attestation or a report',
      }),
      reason: proposalReason.nullable(),
    }),
  ])
  .meta({
    id: 'StreamEvent',
    description: 'The data of an event; its `event` is the kind, its `id` names the place',
  })

export type StreamEvent = z.infer<typeof streamEvent>

export const getStream = defineRead({
  id: 'getStream',
  path: '/stream',
  tag: 'network',
  summary:
    'Server-sent events: `event` is the kind, `data` a StreamEvent as JSON. With `Last-Event-ID` (or `after`) the ones missed come first; an event `reset` says that too many were missed.',
  query: {
    kinds: z
      .string()
      .regex(/^(block|ranking|epoch|proposal)(,(block|ranking|epoch|proposal)){0,3}$/)
      .optional()
      .meta({ description: 'Only these, separated by commas', examples: ['block,epoch'] }),
    after: z
      .string()
      .regex(/^\d{1,10}(\.\d{1,6})?$/)
      .optional()
      .meta({ description: '`id` of the last event that was seen' }),
  },
  answer: streamEvent,
  type: 'text/event-stream',
})
