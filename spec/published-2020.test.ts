import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { coins, RAU_PER_COIN } from '#base/integers.ts'
import table from '#params/devnet/delegates-2020.json' with { type: 'json' }
import { deriveVotesFromRewards } from '#params/devnet/votes-from-rewards.ts'
import {
  computeFoundationBonus,
  type RewardCandidate,
  splitEpochReward,
} from '#protocol/rewards/split.ts'
import { expectExecuted, readVectors, VECTOR_FOLDER } from './vector-files.ts'

type PublishedRow = {
  readonly delegate: string
  readonly rewardAddress: string
  readonly block: string
  readonly epoch: string
  readonly foundation: string
  readonly total: string
}

type Published = {
  readonly params: {
    readonly epochReward: string
    readonly foundationBonus: string
    readonly foundationDelegates: number
  }
  readonly delegates: readonly PublishedRow[]
}

const FILE = 'real/reward_pool_drain_2020-03-17'
const EPOCHS = 10n
const published = readVectors<Published>(`${FILE}.json`)

/** An amount as the table prints it: with as many decimals as `sample`, rounded to the nearest. */
function printLike(sample: string, amountRau: bigint): string {
  const decimals = sample.split('.')[1]?.length ?? 0
  const unit = 10n ** BigInt(18 - decimals)
  const rounded = ((amountRau + unit / 2n) / unit) * unit
  const fraction = (rounded % RAU_PER_COIN).toString().padStart(18, '0').slice(0, decimals)
  const whole = (rounded / RAU_PER_COIN).toString()
  return decimals === 0 ? whole : `${whole}.${fraction}`
}

describe('the epoch rewards of 61 delegates, March 2020', () => {
  const votes = deriveVotesFromRewards(table)
  // Best first, as a ranking is. Those that the table does not name have no address to pay.
  const ranked = [
    ...votes.delegates.map((delegate) => ({ ...delegate, hasRewardAddress: true })),
    {
      name: '(not in the table)',
      rewardAddress: '',
      votesRau: votes.unlistedVotesRau,
      hasRewardAddress: false,
    },
  ].sort((a, b) => (a.votesRau > b.votesRau ? -1 : 1))
  const candidates = ranked.map(
    ({ votesRau, hasRewardAddress }): RewardCandidate => ({
      votesRau,
      hasRewardAddress,
      isExempt: false,
      isUnproductive: false,
    }),
  )

  test('the copy for the devnet is the published table', () => {
    const copied = table.delegates.map((row) => [row.name, row.rewardAddress, row.epochReward])
    const original = published.delegates.map((row) => [row.delegate, row.rewardAddress, row.epoch])
    expect(copied).toEqual(original)
    expect(table.epochRewardCoins).toBe(published.params.epochReward)
  })

  test('ten epochs of 18,750 coins split by the derived votes give the table back', () => {
    const split = splitEpochReward({
      rewardRau: coins(18_750),
      delegateLimit: 100,
      withholdsUnproductive: true,
      candidates,
    })
    const paid = new Map(
      split.shares.map(({ index, amountRau }) => [ranked[index]?.name, amountRau]),
    )
    for (const row of published.delegates) {
      const overTenEpochs = (paid.get(row.delegate) ?? 0n) * EPOCHS
      expect(printLike(row.epoch, overTenEpochs), row.delegate).toBe(row.epoch)
    }
    expect(printLike('0.000', split.remainderRau * EPOCHS)).toBe('385.118')
    expectExecuted(`${FILE}.json (epoch rewards)`, published.delegates.length, 61)
  })

  test('ten foundation bonuses go to those who got them', () => {
    const listed = candidates.filter((candidate) => candidate.hasRewardAddress)
    const names = ranked
      .filter((delegate) => delegate.hasRewardAddress)
      .map((delegate) => delegate.name)
    const bonuses = computeFoundationBonus({
      bonusRau: coins(BigInt(published.params.foundationBonus)),
      delegateLimit: published.params.foundationDelegates,
      candidates: listed,
    })
    const paid = new Map(bonuses.map(({ index, amountRau }) => [names[index], amountRau * EPOCHS]))
    for (const row of published.delegates) {
      expect(printLike('0', paid.get(row.delegate) ?? 0n), row.delegate).toBe(row.foundation)
    }
    expectExecuted(`${FILE}.json (foundation bonuses)`, published.delegates.length, 61)
  })

  test('every delegate of the table has more votes than the smallest bucket', () => {
    for (const { name, votesRau } of votes.delegates) {
      expect(votesRau > coins(100), name).toBe(true)
    }
  })

  test('the comma-separated form of the table says the same', () => {
    const text = readFileSync(new URL(`${FILE}.csv`, VECTOR_FOLDER), 'utf8')
    const lines = text.trim().split(/\r?\n/)
    const rows = published.delegates.map((row) =>
      [row.delegate, row.rewardAddress, row.block, row.epoch, row.foundation, row.total].join(','),
    )
    expect(lines).toEqual(['delegate,rewardAddress,block,epoch,foundation,total', ...rows])
    expectExecuted(`${FILE}.csv`, rows.length, 61)
  })
})
