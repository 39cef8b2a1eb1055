import { describe, expect, test } from 'vitest'
import { privateKeyOf, TEST_SEED, testDelegates } from './testnet.fixture.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import { checkGenesis, formatGenesis, parseGenesis } from '#params/genesis-file.ts'
import { DEVNET_ACCOUNTS } from '#params/devnet/accounts.ts'
import { getSet } from '#protocol/epochs/epoch.ts'
import { computeRanking } from '#protocol/election/ranking.ts'
import { startTestNetwork } from '#protocol/test-network.fixture.ts'
import { isTestnetChainId, testnetChainId } from './chain-id.ts'
import { makeTestnetGenesis } from './testnet-genesis.ts'
import { completeShape, type TestnetShape } from './testnet-shape.ts'

function genesisOf(wanted: Partial<TestnetShape>) {
  const shape = completeShape(wanted)
  return makeTestnetGenesis({
    shape,
    delegates: testDelegates(shape.nodes),
    seed: TEST_SEED,
    timeMs: 1_700_000_000_000,
  })
}

describe('the genesis of a testnet', () => {
  test('is valid for 1 to 40 nodes, ranks them by their numbers and leaves seats to fight for', () => {
    for (let nodes = 1; nodes <= 40; nodes++) {
      const genesis = genesisOf({ nodes })
      expect(checkGenesis(genesis)).toEqual([])
      expect(parseGenesis(formatGenesis(genesis))).toEqual(genesis)
      const { machine } = startTestNetwork(genesis)
      const { world } = machine
      const { rules } = genesis
      const ranking = computeRanking({ world, rules, height: 1, epochStartHeight: 1 })
      expect(ranking.map((row) => row.delegate.name)).toEqual(
        Array.from({ length: nodes }, (_, index) => `n${index + 1}`),
      )
      expect(ranking.every((row) => row.obstacle === undefined)).toBe(true)
      expect(new Set(ranking.map((row) => row.votesRau)).size).toBe(nodes)
      const seats = getSet(world, 1).seats
      expect(seats).toHaveLength(rules.consensusDelegates)
      expect(seats.filter((seat) => seat.producer)).toHaveLength(rules.producers)
      expect(rules.blocksPerEpoch).toBeGreaterThanOrEqual(16)
      expect(rules.blocksPerEpoch).toBeLessThanOrEqual(36)
    }
  })

  test.each([
    [1, 1, 1, 24],
    [2, 1, 1, 24],
    [4, 3, 2, 24],
    [8, 6, 4, 24],
    [35, 26, 17, 17],
    [36, 36, 24, 24],
    [60, 36, 24, 24],
  ])(
    'of %i nodes elects %i and draws %i in epochs of %i blocks',
    (nodes, elected, drawn, blocks) => {
      expect(completeShape({ nodes })).toMatchObject({ elected, drawn, blocksPerEpoch: blocks })
    },
  )

  test('gives the public accounts and the owners coins, and each of the owners its delegate', () => {
    const genesis = genesisOf({ nodes: 2 })
    const owner = addressOfPrivateKey(privateKeyOf(0))
    expect(genesis.delegates[0]).toMatchObject({ name: 'n1', owner, operator: owner })
    const addresses = genesis.accounts.map((one) => one.address)
    expect(addresses.slice(0, 10)).toEqual(DEVNET_ACCOUNTS)
    expect(addresses.slice(10)).toEqual([owner, addressOfPrivateKey(privateKeyOf(1))])
  })

  test('keeps the number of blocks a multiple of the producers of every phase', () => {
    const phases = [{ text: '3:5:5', fromEpoch: 3, consensusDelegates: '5', producers: '5' }]
    const genesis = genesisOf({ nodes: 8, phases })
    expect(genesis.rules).toMatchObject({ producers: 4, blocksPerEpoch: 20 })
    expect(genesis.schedule).toEqual([
      { fromEpoch: 3, set: { consensusDelegates: 5, producers: 5 } },
    ])
  })

  test.each([
    [{ nodes: 4, elected: 5 }, '5 delegates cannot be elected of 4: give --elected at most 4'],
    [
      { nodes: 4, elected: 3, drawn: 4 },
      '4 producers cannot be drawn of 3 elected: give --drawn at most 3',
    ],
    [
      { nodes: 4, blocksPerEpoch: 25 },
      'a testnet like this is not possible: rules: blocksPerEpoch (25) must be a multiple of producers (2)',
    ],
    [
      { nodes: 4, intervalMs: 50 },
      /^a testnet like this is not possible: rules\.blockIntervalMs .*100/,
    ],
  ])('refuses %o', (wanted, message) => {
    expect(() => genesisOf(wanted)).toThrow(message)
  })
})

test('a chain id belongs to the seed and to no other kind of network', () => {
  const other = TEST_SEED.map((byte) => byte ^ 0x5a)
  expect(testnetChainId(TEST_SEED)).not.toBe(testnetChainId(other))
  for (const seed of [TEST_SEED, other, new Uint8Array(32), new Uint8Array(32).fill(255)]) {
    expect(isTestnetChainId(testnetChainId(seed))).toBe(true)
  }
  expect(isTestnetChainId(11_534_622)).toBe(false)
  expect(isTestnetChainId(1_152_999_999)).toBe(false)
  expect(isTestnetChainId(1_154_000_000)).toBe(false)
})
