import { z } from 'zod'
import {
  address,
  count,
  delegateReference,
  epoch,
  flag,
  hash,
  height,
  rau,
  signedRau,
  text,
  timeMs,
} from './fields.ts'
import { role } from './roles.ts'
import { delegateParameter, epochParameter, signedRauParameter } from './parameters.ts'
import { defineList, defineRead } from './route.ts'
import { block } from './blocks.ts'
import { grant, grantFilters, grantSorts } from './rewards.ts'

const rankingEntry = z
  .object({
    rank: count('Place by effective votes, of all that are ranked'),
    delegate: address('Identity'),
    name: text('Short name'),
    registration: count('Its number in the draw'),
    votesRau: rau('Votes'),
    effectiveVotesRau: rau('What counts: less on probation'),
    selfStakeRau: rau('Self-stake'),
    onProbation: flag('On probation'),
    eligible: flag('Takes part'),
    reason: text('Why it does not').nullable(),
    role: role.meta({ description: 'In the running epoch' }),
    projectedRole: role.meta({ description: 'In the next epoch, if the election were now' }),
    marginRau: signedRau(
      'Effective votes above those of the first without a seat (below nothing: votes that it lacks for a seat); 0 when there is no such limit',
    ),
    electedRank: count('Place in the election of the running epoch').nullable(),
  })
  .meta({ id: 'RankingEntry' })

const ranking = z
  .object({
    height: height('Block that it is as of'),
    epoch: epoch('The running one'),
    electionHeight: height('Block at which the next set is elected'),
    frozen: flag('The next set is elected: projected roles are final'),
    mix: hash('Randomness that the projection is drawn with'),
    seats: count('Consensus delegates of the next epoch'),
    producers: count('How many of them produce'),
    entries: z.array(rankingEntry),
  })
  .meta({ id: 'Ranking' })

export const getRanking = defineRead({
  id: 'getRanking',
  path: '/ranking',
  tag: 'election',
  summary: 'The ranking of now, who has a seat, and who would have one in the next epoch.',
  answer: ranking,
})

const place = z.object({
  rank: count('Place; null: none').nullable(),
  effectiveVotesRau: rau('Votes that count'),
  projectedRole: role,
})

export const getRankingWhatIf = defineRead({
  id: 'getRankingWhatIf',
  path: '/ranking/what-if',
  tag: 'election',
  summary: 'What more or fewer votes for a delegate would change in the projection.',
  query: {
    delegate: delegateParameter('Identity or name'),
    deltaRau: signedRauParameter('Votes to add'),
  },
  answer: z
    .object({
      height: height('Block that it is as of'),
      delegate: delegateReference,
      deltaRau: signedRau('Votes added'),
      before: place,
      after: place,
      entering: z.array(delegateReference).meta({ description: 'Gain a seat' }),
      leaving: z.array(delegateReference).meta({ description: 'Lose a seat' }),
      drawnNow: z.array(delegateReference).meta({ description: 'Would produce, and did not' }),
      notDrawnNow: z.array(delegateReference).meta({ description: 'Would not produce, and did' }),
    })
    .meta({ id: 'RankingWhatIf' }),
})

const settlement = z
  .object({
    height: height('Block'),
    blockRau: rau('For blocks'),
    epochRau: rau('By votes'),
    foundationRau: rau('As bonus'),
    owedRau: rau('Of all that: not covered by the fund'),
    debtsPaidRau: rau('Older debts paid'),
    slashedRau: rau('Taken from self-stakes'),
  })
  .meta({ id: 'Settlement' })

const epochItem = z
  .object({
    epoch: epoch('Which'),
    phase: z.enum(['past', 'running', 'next']),
    startHeight: height('First block'),
    electionHeight: height('Block at which the set after it is elected'),
    endHeight: height('Last block'),
    startTimeMs: timeMs('Time of its first block').nullable(),
    endTimeMs: timeMs('Time of its last block').nullable(),
    electedHeight: height('Block at which its set was elected; 0: the first state'),
    origin: z.enum(['elected', 'continued']),
    mix: hash('Randomness of the draw'),
    seats: count('Consensus delegates'),
    producers: count('Of them producers'),
    blocks: count('Blocks so far'),
    missedBlocks: count('Turns at which nobody produced, so far'),
    transactions: count('Transactions so far'),
    settlement: settlement.nullable(),
  })
  .meta({ id: 'Epoch' })

const seat = z
  .object({
    rank: count('Place in the election'),
    delegate: delegateReference,
    registration: count('Its number in the draw'),
    votesRau: rau('Votes in the election'),
    producer: flag('Drawn to produce'),
    produced: count('Blocks made; null before the epoch is over').nullable(),
    missed: count('Blocks due and not made').nullable(),
    signed: count('Blocks signed').nullable(),
    absent: count('Blocks not signed').nullable(),
    unproductive: flag('The epoch counts against it').nullable(),
  })
  .meta({ id: 'Seat' })

const draw = z
  .object({
    epoch: epoch('Epoch of the set'),
    electedHeight: height('Block of the election'),
    origin: z.enum(['elected', 'continued']),
    rule: z.enum(['boule', 'iotex']).meta({
      description:
        'Formula: boule hashes the mix and registration numbers, iotex operators and startHeight',
    }),
    startHeight: height('First block of the epoch'),
    mix: hash('Randomness'),
    producers: count('How many are drawn'),
    candidates: z.array(
      z.object({
        rank: count('Place in the election'),
        delegate: delegateReference,
        registration: count('Number that is hashed with the mix'),
        operator: address('Account of its node then'),
        votesRau: rau('Votes in the election'),
        drawn: flag('Produces'),
      }),
    ),
  })
  .meta({ id: 'Draw' })

const params = { epoch: epochParameter('Number of the epoch') }

export const listEpochs = defineList({
  id: 'listEpochs',
  path: '/epochs',
  tag: 'election',
  summary: 'All epochs.',
  filters: {
    fromEpoch: epochParameter('The first').optional(),
    toEpoch: epochParameter('The last').optional(),
  },
  sorts: ['epoch'],
  order: 'desc',
  item: epochItem,
})

export const getEpoch = defineRead({
  id: 'getEpoch',
  path: '/epochs/{epoch}',
  tag: 'election',
  summary: 'An epoch.',
  params,
  answer: epochItem,
})

export const listEpochSeats = defineList({
  id: 'listEpochSeats',
  path: '/epochs/{epoch}/seats',
  tag: 'election',
  summary: 'The consensus delegates of an epoch.',
  params,
  sorts: ['rank'],
  order: 'asc',
  item: seat,
})

export const listEpochGrants = defineList({
  id: 'listEpochGrants',
  path: '/epochs/{epoch}/grants',
  tag: 'election',
  summary: 'What an epoch paid.',
  params,
  filters: {
    kind: grantFilters.kind,
    delegate: delegateParameter('Who earned it').optional(),
  },
  sorts: grantSorts,
  order: 'desc',
  item: grant,
})

export const listEpochBlocks = defineList({
  id: 'listEpochBlocks',
  path: '/epochs/{epoch}/blocks',
  tag: 'election',
  summary: 'The blocks of an epoch, with the turns that were missed.',
  params,
  sorts: ['height'],
  order: 'asc',
  item: block,
})

export const getEpochDraw = defineRead({
  id: 'getEpochDraw',
  path: '/epochs/{epoch}/draw',
  tag: 'election',
  summary: 'Everything that a check of the draw needs.',
  params,
  answer: draw,
})
