import { z } from 'zod'
import {
  address,
  basisPoints,
  count,
  delegateReference,
  epoch,
  flag,
  rau,
  signedRau,
  text,
} from './fields.ts'
import { proposalKind } from './proposal-fields.ts'

const pair = <T extends z.ZodType>(value: T) => z.object({ before: value, after: value })

const rewards = z.object({
  blockRau: rau('For blocks'),
  epochRau: rau('By votes'),
  foundationRau: rau('As bonus'),
})
const sums = rewards.extend({
  communityRau: rau('Into the community fund'),
  slashedRau: rau('Taken from self-stakes'),
})
const delegate = z.object({ delegate: delegateReference, before: rewards, after: rewards })
const seats = z.array(
  z.object({
    rank: count('Place'),
    delegate: delegateReference,
    votesRau: rau('Votes'),
    producer: flag('Drawn to produce'),
  }),
)

/** What a proposal would have done over the last epochs. */
export const impact = z
  .object({
    proposal: count('Which'),
    kind: proposalKind,
    epochs: z.array(
      z.object({
        epoch: epoch('Which'),
        before: sums,
        after: sums,
        unproductive: pair(count('Delegates that the epoch is held against')),
        delegate: pair(rewards).nullable(),
      }),
    ),
    gaps: z.array(
      z.object({
        epoch: epoch('Which'),
        gap: text('Kind of gap'),
        reason: text('Why it cannot be told'),
      }),
    ),
    sum: pair(sums),
    delegates: z.array(delegate),
    set: z.object({ epoch: epoch('Of the set'), before: seats, after: seats }).nullable(),
    treasury: z
      .array(
        z.object({
          epoch: epoch('Which'),
          inflowRau: rau('Into the fund'),
          dueRau: rau('To be paid'),
          paidRau: rau('Paid'),
          owedRau: rau('Due and not paid so far'),
          fundRau: rau('Left in the fund'),
        }),
      )
      .nullable(),
    voter: z
      .object({
        account: address('The account'),
        delegates: z.array(
          delegate.extend({
            votesRau: rau('Its votes'),
            ofRau: rau('All votes of the delegate'),
            commissions: z
              .object({
                blockBps: basisPoints('Of block rewards'),
                epochBps: basisPoints('Of epoch rewards'),
                bonusBps: basisPoints('Of the bonus'),
              })
              .nullable(),
            promised: z
              .object({ beforeRau: signedRau('Before'), afterRau: signedRau('After') })
              .nullable(),
          }),
        ),
      })
      .nullable(),
    noFigures: z.array(z.object({ change: text('Part'), reason: text('Why') })),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Impact' })
