import { z } from 'zod'
import { address, delegateReference, epoch, hash, height, rau, timeMs } from './fields.ts'
import {
  addressParameter,
  delegateParameter,
  epochParameter,
  heightParameter,
} from './parameters.ts'
import { defineList } from './route.ts'

const grantKind = z.enum(['block', 'epoch', 'foundation', 'community'])

export const grant = z
  .object({
    epoch: epoch('Epoch that it is for'),
    height: height('Block of the settlement'),
    timeMs: timeMs('Time of that block'),
    delegate: delegateReference.meta({
      description: 'Who earned it; of kind community: the community fund, without a name',
    }),
    reward: address('Account that it was granted to'),
    kind: grantKind,
    amountRau: rau('The whole grant'),
    owedRau: rau('Part that the fund could not cover then'),
    stillOwedRau: rau('Part of that which is still owed'),
  })
  .meta({ id: 'Grant' })

export const grantSorts = ['epoch'] as const
export const grantFilters = {
  epoch: epochParameter('Only this one').optional(),
  fromEpoch: epochParameter('The first').optional(),
  toEpoch: epochParameter('The last').optional(),
  kind: grantKind.optional(),
}

export const claim = z
  .object({
    height: height('Block'),
    timeMs: timeMs('Time of the block'),
    epoch: epoch('Epoch of the block'),
    transaction: hash('Transaction'),
    reward: address('Account that was paid'),
    by: address('Account that sent the transaction'),
    amountRau: rau('Paid'),
  })
  .meta({ id: 'Claim' })

export const listGrants = defineList({
  id: 'listGrants',
  path: '/grants',
  tag: 'rewards',
  summary: 'All grants: who earned what in which epoch.',
  filters: {
    ...grantFilters,
    delegate: delegateParameter('Who earned it').optional(),
    reward: addressParameter('Account that it was granted to').optional(),
  },
  sorts: grantSorts,
  order: 'desc',
  item: grant,
})

export const listClaims = defineList({
  id: 'listClaims',
  path: '/claims',
  tag: 'rewards',
  summary: 'All claims: what went from the fund to accounts.',
  filters: {
    reward: addressParameter('Account that was paid').optional(),
    by: addressParameter('Account that sent the transaction').optional(),
    fromHeight: heightParameter('The first block').optional(),
    toHeight: heightParameter('The last block').optional(),
  },
  sorts: ['height'],
  order: 'desc',
  item: claim,
})
