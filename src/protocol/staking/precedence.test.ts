import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { ZERO_ADDRESS } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { nameOf, readRefusalTable } from './refusal-table.fixture.ts'
import { account, createNetwork, DAY, leaveForGood, SIGNATURES } from './staking.fixture.ts'

/** A step of a ladder: who calls with what. Each step repairs the fault that the one before was refused for, and no other. */
type Step = readonly [from: string, values: readonly AbiValue[], before?: Preparation]
type Preparation = 'endorse' | 'revoke' | 'unstake' | 'mature' | 'auto off'

const HUGE = coins(20_000_000)
const BIG = coins(1_500_000)

/*
 * bena (of ben) has left for good. Bucket 2: alice's for anna, 1,500,000 coins, 30 days, auto-stake on; bucket 3: the same,
 * auto-stake off; bucket 0: the self-stake of anna.
 */
const LADDERS: Readonly<Record<string, readonly Step[]>> = {
  createStake: [
    ['alice', ['nobody', 0n, 2000, true, []]],
    ['alice', ['nobody', HUGE, 2000, true, []]],
    ['alice', ['nobody', HUGE, 91, true, []]],
    ['alice', ['nobody', coins(100), 91, true, []]],
    ['alice', ['bena', coins(100), 91, true, []]],
    ['alice', ['anna', coins(100), 91, true, []]],
  ],
  depositToStake: [
    ['alice', [9, 0n, []]],
    ['alice', [9, HUGE, []]],
    ['alice', [9, coins(1), []]],
    ['alice', [3, coins(1), []]],
    ['alice', [2, coins(1), []]],
  ],
  restake: [
    ['bob', [9, 2000, false, []]],
    ['bob', [9, 29, false, []]],
    ['bob', [3, 29, false, []]],
    // Unstaked comes before the rules of shortening.
    ['alice', [4, 29, false, []]],
    ['alice', [2, 29, false, []]],
    ['alice', [3, 29, false, []]],
    ['alice', [3, 29, false, []], 'mature'],
  ],
  changeCandidate: [
    ['bob', ['nobody', 9, []]],
    ['bob', ['bena', 9, []]],
    ['bob', ['anna', 9, []]],
    ['bob', ['anna', 0, []]],
    ['ann', ['anna', 0, []]],
    ['alice', ['anna', 2, []], 'endorse'],
    ['alice', ['anna', 4, []]],
    ['alice', ['anna', 2, []], 'revoke'],
    ['alice', ['carla', 2, []]],
  ],
  transferStake: [
    ['bob', [ZERO_ADDRESS, 9, []]],
    ['bob', [STAKING_ADDRESS, 9, []]],
    ['bob', [account('alice'), 9, []]],
    ['bob', [account('ann'), 0, []]],
    ['ann', [account('ann'), 0, []]],
    ['alice', [account('alice'), 2, []]],
    ['alice', [account('bob'), 2, []]],
  ],
  unstake: [
    ['bob', [9, []]],
    ['bob', [4, []]],
    ['alice', [4, []]],
    ['alice', [2, []], 'endorse'],
    ['alice', [2, []], 'auto off'],
    ['alice', [2, []], 'mature'],
    ['ann', [0, []]],
    ['alice', [2, []], 'revoke'],
  ],
  withdrawStake: [
    ['bob', [9, []]],
    ['bob', [3, []]],
    ['alice', [3, []]],
    ['alice', [4, []]],
    ['alice', [4, []], 'mature'],
  ],
  migrateStake: [
    ['bob', [9]],
    ['bob', [3]],
    ['alice', [3]],
    ['alice', [2]],
  ],
}

function prepareNetwork() {
  const network = createNetwork()
  leaveForGood(network, 'ben')
  network.act('alice', SIGNATURES.createStake, ['anna', BIG, 30, true, []])
  network.act('alice', SIGNATURES.createStake, ['anna', BIG, 30, false, []])
  network.act('alice', SIGNATURES.createStake, ['anna', BIG, 0, false, []])
  network.act('alice', SIGNATURES.unstake, [4, []])
  const carol = account('carol')
  network.act('carol', SIGNATURES.candidateRegister, [
    'carla',
    carol,
    carol,
    carol,
    0n,
    0,
    false,
    [],
  ])
  network.act('ann', SIGNATURES.restake, [0, 91, false, []])
  const prepare: Readonly<Record<Preparation, () => void>> = {
    endorse: () => network.act('alice', SIGNATURES.endorseCandidate, [2]),
    revoke: () => {
      network.act('alice', SIGNATURES.intentToRevokeEndorsement, [2])
      network.act('alice', SIGNATURES.revokeEndorsement, [2])
    },
    unstake: () => network.act('alice', SIGNATURES.unstake, [2, []]),
    'auto off': () => network.act('alice', SIGNATURES.restake, [2, 30, false, []]),
    mature: () => {
      network.timeSeconds += 91 * DAY
    },
  }
  return { network, prepare }
}

const TABLE = readRefusalTable(new URL('./README.md', import.meta.url))

test.each(Object.entries(LADDERS))('%s refuses in the order of the README', (action, steps) => {
  const { network, prepare } = prepareNetwork()
  const signature = SIGNATURES[action as keyof typeof SIGNATURES]
  const names = steps.map(([from, values, before]) => {
    if (before !== undefined) prepare[before]()
    return nameOf(network.act(from, signature, values).text)
  })
  const expected = TABLE.get(action) ?? []
  expect(names).toEqual(action === 'migrateStake' ? expected : [...expected, 'ok'])
})

test('every action of the table has a ladder', () => {
  expect(Object.keys(LADDERS)).toEqual([...TABLE.keys()])
})
