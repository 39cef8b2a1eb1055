import { readFileSync } from 'node:fs'
import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { getBalanceRau } from '../accounts/balance.ts'
import { account, createNetwork, DAY, SIGNATURES } from './staking.fixture.ts'
import { computeBucketVotes, getVotesRau } from './votes.ts'

const EXAMPLE =
  readFileSync(new URL('./README.md', import.meta.url), 'utf8').split('## Example')[1] ?? ''

/** Rau as coins with two places, cut, and commas: `2,725,111.89`. */
function shown(amountRau: bigint): string {
  const hundredths = amountRau / (coins(1) / 100n)
  const whole = (hundredths / 100n).toLocaleString('en-US')
  return `${whole}.${String(hundredths % 100n).padStart(2, '0')}`
}

test('Alice and Bob of the README', () => {
  const network = createNetwork()
  const { world } = network
  const votesOf = (index: number): string => {
    const bucket = world.staking.buckets.get(index)
    return bucket === undefined ? 'none' : shown(computeBucketVotes(world, bucket, false))
  }
  const anna = (): string => shown(getVotesRau(world, account('ann')))
  const balance = (name: string): string =>
    (getBalanceRau(world.accounts, account(name)) / coins(1)).toLocaleString('en-US')
  const say = (...figures: readonly string[]): void => {
    for (const figure of figures) expect(EXAMPLE).toContain(figure)
  }

  say(`auto-stake: ${anna()} votes`)
  network.act('alice', SIGNATURES.createStake, ['anna', coins(10_000), 30, false, []])
  say(`bucket 2, ${votesOf(2)} votes. Her balance is ${balance('alice')}`)
  network.act('bob', SIGNATURES.createStake, ['anna', coins(10_000), 91, true, []])
  say(`bucket 3, ${votesOf(3)} votes. \`anna\` has ${anna()}`)
  network.act('alice', SIGNATURES.restake, [2, 91, true, []])
  expect(votesOf(2)).toBe(votesOf(3))
  say(`now: ${votesOf(2)}; \`anna\` has ${anna()}`)
  network.act('bob', SIGNATURES.depositToStake, [2, coins(5_000), []])
  say(`weighs ${votesOf(2)}. Bob's balance is ${balance('bob')}`)
  network.act('alice', SIGNATURES.changeCandidate, ['bena', 2, []])
  say(`falls to ${anna()}`)
  expect(network.act('alice', SIGNATURES.unstake, [2, []]).text).toBe('BucketIsAutoStaked(2)')
  network.act('alice', SIGNATURES.restake, [2, 91, false, []])
  network.timeSeconds += 91 * DAY
  network.act('alice', SIGNATURES.unstake, [2, []])
  network.timeSeconds += 3 * DAY
  network.act('alice', SIGNATURES.withdrawStake, [2, []])
  say(`She has ${balance('alice')}`)
})
