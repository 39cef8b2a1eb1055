import { z } from 'zod'
import { address, count, epoch, flag, height, rau, text, timeMs } from './fields.ts'
import { addressParameter, epochParameter, idParameter } from './parameters.ts'
import { defineList, defineRead } from './route.ts'

const value = z
  .union([z.number(), z.string(), z.boolean()])
  .meta({ description: 'A number, true or false, a word, or Rau in decimal digits' })

const fields = {
  name: text('Name of the rule'),
  value,
  unit: text('Unit of the value; Rau: an amount'),
  class: z
    .enum(['policy', 'technical', 'meta'])
    .meta({ description: 'Class of proposals that may change it' }),
  type: z.enum(['whole', 'amount', 'flag', 'choice', 'addresses', 'table']),
  meaning: text('What it is'),
  min: text('Least value, in decimal digits').nullable(),
  max: text('Greatest value, in decimal digits; of addresses: how many').nullable(),
  choices: z.array(z.string()).nullable(),
  next: z
    .object({ value, fromEpoch: epoch('First epoch with it') })
    .nullable()
    .meta({ description: 'Value that is decided and not in force yet' }),
  changes: count('How often it was changed since the beginning'),
}

const ruleChange = z.object({
  fromEpoch: epoch('First epoch with the value'),
  before: text('Value before').nullable(),
  value: text('Value as text'),
  height: height('Block that decided it; 0: the first state'),
  timeMs: timeMs('Time of that block'),
  source: z.enum(['genesis', 'schedule', 'proposal', 'sunset']).meta({
    description: 'schedule: laid down in the first state; sunset: a proposal’s change ended',
  }),
  proposal: count('Proposal that asked for it').nullable(),
  title: text('Its title').nullable(),
  proposer: address('Who made it').nullable(),
})

export const listRules = defineList({
  id: 'listRules',
  path: '/rules',
  tag: 'governance',
  summary: 'All rules with value, bounds and class.',
  filters: {
    epoch: epochParameter('As of this epoch; the running one when missing').optional(),
    class: z.enum(['policy', 'technical', 'meta']).optional(),
  },
  sorts: ['name'],
  order: 'asc',
  item: z.object(fields).meta({ id: 'Rule' }),
})

export const getRule = defineRead({
  id: 'getRule',
  path: '/rules/{name}',
  tag: 'governance',
  summary: 'A rule with its history.',
  params: {
    name: z
      .string()
      .regex(/^[A-Za-z0-9]{1,64}$/, 'must be the name of a rule')
      .meta({ description: 'Name', examples: ['epochRewardRau'] }),
  },
  answer: z.object({ ...fields, history: z.array(ruleChange) }).meta({ id: 'RuleWithHistory' }),
})

const treasury = z
  .object({
    balanceRau: rau('In the community fund'),
    owedRau: rau('Due and not paid yet'),
    sharePermille: count('Part of the epoch reward that goes into it, in thousandths'),
    streams: z.array(
      z.object({
        stream: count('Number'),
        proposal: count('Proposal that decided it'),
        to: address('Who is paid'),
        perEpochRau: rau('At each boundary'),
        epochsLeft: count('How often still'),
        owedRau: rau('Due and not paid'),
        paidRau: rau('Paid so far'),
        held: flag('Stands still, by the rule `heldPayees`'),
      }),
    ),
  })
  .meta({ id: 'Treasury' })

export const getTreasury = defineRead({
  id: 'getTreasury',
  path: '/treasury',
  tag: 'governance',
  summary: 'The community fund and what it pays.',
  answer: treasury,
})

export const listTreasuryPayments = defineList({
  id: 'listTreasuryPayments',
  path: '/treasury/payments',
  tag: 'governance',
  summary: 'What the community fund paid.',
  filters: {
    proposal: idParameter('Proposal that decided it').optional(),
    to: addressParameter('Who was paid').optional(),
  },
  sorts: ['height'],
  order: 'desc',
  item: z
    .object({
      height: height('Block'),
      epoch: epoch('Epoch of the block'),
      timeMs: timeMs('Time of the block'),
      proposal: count('Proposal that decided it'),
      stream: count('Stream that it belongs to'),
      to: address('Who was paid'),
      amountRau: rau('Paid'),
      owedRau: rau('Due and not paid'),
      epochsLeft: count('How often still'),
    })
    .meta({ id: 'TreasuryPayment' }),
})
