import { z } from 'zod'
import { text } from './fields.ts'
import { searchParameter } from './parameters.ts'
import { defineRead } from './route.ts'

export const search = defineRead({
  id: 'search',
  path: '/search',
  tag: 'network',
  summary: 'Finds delegates, proposals, accounts, blocks, transactions, epochs and buckets.',
  query: { q: searchParameter('Name, words, address, hash or number') },
  answer: z
    .object({
      query: text('What was searched for'),
      results: z.array(
        z.object({
          kind: z.enum([
            'delegate',
            'proposal',
            'account',
            'block',
            'transaction',
            'epoch',
            'bucket',
          ]),
          id: text('How its route calls it'),
          title: text('What it is called'),
          detail: text('What tells it from others').nullable(),
        }),
      ),
    })
    .meta({ id: 'SearchResults' }),
})
