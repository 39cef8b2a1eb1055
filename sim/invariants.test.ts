import { expect, test } from 'vitest'
import { createMachine } from '#protocol/create-machine.ts'
import { TransactionError } from '#base/transaction.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { findRankingFault, INVARIANTS } from './invariants.ts'
import { createSimGenesis } from './sim-genesis.ts'
import { simAddress } from './sim-keys.ts'

function openWorld(): World {
  const genesis = createSimGenesis()
  const machine = createMachine({
    store: createMemoryStore(),
    genesis,
    resolve: () => new TransactionError('malformed', 'nobody sends anything here'),
  })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'sim', initialHeight: 1 })
  return machine.world
}

const id = simAddress('owner 2')

/** For each invariant a damage of the state that it must notice. */
const DAMAGES: Readonly<Record<string, (world: World) => void>> = {
  'supply is conserved': ({ accounts }) =>
    accounts.accounts.set(simAddress('holder 0'), { nonce: 0, balanceRau: 1n }),
  'the staking pool equals its buckets': ({ staking }) => {
    const bucket = staking.buckets.get(0)
    if (bucket !== undefined)
      staking.buckets.set(0, { ...bucket, amountRau: bucket.amountRau + 1n })
  },
  'the reward fund equals its books': ({ rewards }) => rewards.unclaimed.set(id, 1n),
  'votes equal a recount': ({ staking }) => staking.votes.set(id, 1n),
  'every bucket is owned and votes for someone': ({ delegates }) => delegates.delegates.delete(id),
  'self-stakes equal their buckets': ({ delegates }) => {
    const delegate = delegates.delegates.get(id)
    if (delegate !== undefined) {
      delegates.delegates.set(id, { ...delegate, selfStakeRau: delegate.selfStakeRau - 1n })
    }
  },
  'every epoch has its set': ({ election }) => election.sets.delete(1),
  'paid and owed make up what was granted': ({ rewards }) =>
    rewards.settlements.set(1, {
      epoch: 1,
      height: 24,
      blockRau: 5n,
      epochRau: 5n,
      foundationRau: 0n,
      creditedRau: 5n,
      owedRau: 4n,
      debtsPaidRau: 0n,
      slashedRau: 0n,
    }),
}

test.each(INVARIANTS.filter((one) => one.name in DAMAGES))('fires: $name', ({ name, check }) => {
  const world = openWorld()
  expect(check(world)).toBeUndefined()
  DAMAGES[name]?.(world)
  expect(check(world)).toBeTypeOf('string')
})

test('fires: the ranking equals a sort', () => {
  const world = openWorld()
  const ranking = INVARIANTS.find((one) => one.name === 'the ranking equals a sort')
  expect(ranking?.check(world)).toBeUndefined()
  // The ranking is sorted whenever it is asked for, so no damage of the state puts it out of order.
  const row = (owner: number, countedRau: bigint) => {
    const delegate = world.delegates.delegates.get(simAddress(`owner ${owner}`))
    if (delegate === undefined) throw new RangeError(`no owner ${owner}`)
    return { delegate, countedRau }
  }
  expect(findRankingFault([row(2, 5n), row(1, 4n)], 'registration')).toBeUndefined()
  expect(findRankingFault([row(1, 4n), row(2, 5n)], 'registration')).toContain('should be above')
  expect(findRankingFault([row(2, 5n), row(1, 5n)], 'registration')).toContain('should be above')
  expect(findRankingFault([row(2, 5n), row(1, 5n)], 'iotex-2019')).toBeUndefined()
  // A delegate that the ranking leaves out is seen by the count.
  const { delegates } = world.delegates
  const hidden = { ...delegates, size: delegates.size + 1, each: delegates.each.bind(delegates) }
  const broken = { ...world, delegates: { ...world.delegates, delegates: hidden } }
  expect(ranking?.check(broken)).toContain('missing')
})

test('every invariant has a test in which it fires', () => {
  const names = INVARIANTS.map((one) => one.name).filter(
    (name) => name !== 'the ranking equals a sort',
  )
  expect(Object.keys(DAMAGES).toSorted()).toEqual(names.toSorted())
  expect(openWorld().rewards.fund.get(ONLY)?.availableRau).toBeGreaterThan(0n)
})
