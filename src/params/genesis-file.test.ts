import { expect, test } from 'vitest'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { createTestGenesis } from '#protocol/test-network.fixture.ts'
import { devnetGenesis } from './devnet/genesis.ts'
import { formatGenesis, GenesisError, parseGenesis } from './genesis-file.ts'

function goodFile(): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(formatGenesis(createTestGenesis({ holders: { dan: 10 } }))),
  ) as Record<string, unknown>
}

function problemsOf(json: unknown): readonly string[] {
  try {
    parseGenesis(json)
    return []
  } catch (error) {
    if (error instanceof GenesisError) return error.problems
    throw error
  }
}

test('a written genesis reads back the same', () => {
  const genesis = createTestGenesis({ holders: { dan: 10 } })
  expect(parseGenesis(goodFile())).toEqual(genesis)
  expect(computeGenesisHash(parseGenesis(goodFile()))).toEqual(computeGenesisHash(genesis))
})

test('the devnet genesis is good', () => {
  const genesis = devnetGenesis()
  expect(genesis.delegates).toHaveLength(62)
  expect(parseGenesis(formatGenesis(genesis))).toEqual(genesis)
})

const entry = (file: Record<string, unknown>, list: string): Record<string, unknown> =>
  (file[list] as Record<string, unknown>[])[0] ?? {}

test.each<[string, (file: Record<string, unknown>) => unknown, string]>([
  ['no object', () => 'text', 'genesis must be an object'],
  ['another format', (f) => ({ ...f, format: 'x' }), 'format must be "boule-genesis-1"'],
  ['a field too many', (f) => ({ ...f, extra: 1 }), 'genesis.extra is not a field'],
  ['a chain id as text', (f) => ({ ...f, chainId: '1' }), 'chainId must be a whole number from 1'],
  ['no time', (f) => ({ ...f, time: 'now' }), 'time must be the Unix time'],
  [
    'an unknown preset',
    (f) => ({ ...f, preset: 'x' }),
    'preset must be mainnet, devnet or iotex-2019',
  ],
  ['an unknown rule', (f) => ({ ...f, rules: { x: '1' } }), 'rules.x is not a rule'],
  [
    'a rule out of bounds',
    (f) => ({ ...f, rules: { producers: '101' } }),
    'rules.producers must be a whole number of delegates from 1 to 100, not "101"',
  ],
  [
    'a rule with a sign',
    (f) => ({ ...f, rules: { blockRewardRau: '-1' } }),
    'rules.blockRewardRau must be a whole number of Rau',
  ],
  [
    'rules at odds',
    (f) => ({ ...f, rules: { producers: '30', consensusDelegates: '24' } }),
    'rules: producers (30) must not be more than consensusDelegates (24)',
  ],
  [
    'a schedule that descends',
    (f) => ({
      ...f,
      schedule: [
        { fromEpoch: 5, set: {} },
        { fromEpoch: 4, set: {} },
      ],
    }),
    'schedule[1].fromEpoch must be above 5',
  ],
  [
    'a supply that does not add up',
    (f) => ({ ...f, supplyRau: '5' }),
    'supplyRau is 5, but accounts, buckets and reward fund add up to',
  ],
  ['an amount as number', (f) => ({ ...f, supplyRau: 5 }), 'supplyRau must be an amount in Rau'],
  [
    'a short seed',
    (f) => ({ ...f, randomnessSeed: '0x00' }),
    'randomnessSeed must be 0x and the hex digits of 32 bytes',
  ],
  [
    'a bad address',
    (f) => ({ ...f, accounts: [{ address: 'io1x', balanceRau: '1' }] }),
    'accounts[0].address must be an address',
  ],
  [
    'an account twice',
    (f) => ({ ...f, accounts: [entry(f, 'accounts'), entry(f, 'accounts')] }),
    'accounts[1].address stands twice',
  ],
  [
    'a bad BLS key',
    (f) => ({ ...f, delegates: [{ ...entry(f, 'delegates'), blsKey: `0x${'11'.repeat(48)}` }] }),
    'delegates[0].blsKey must be a BLS12-381 public key',
  ],
  [
    'a name twice',
    (f) => ({ ...f, delegates: [entry(f, 'delegates'), entry(f, 'delegates')] }),
    'delegates[1].name is taken by another delegate',
  ],
  [
    'a self-stake of another',
    (f) => ({ ...f, delegates: [{ ...entry(f, 'delegates'), selfStakeBucket: 1 }] }),
    'delegates[0].selfStakeBucket must be a bucket of its owner for itself',
  ],
  [
    'no delegate',
    (f) => ({ ...f, delegates: [] }),
    'delegates must have at least one with a self-stake',
  ],
  [
    'a bucket for nobody',
    (f) => ({ ...f, buckets: [{ ...entry(f, 'buckets'), delegate: 'zed' }] }),
    'buckets[0].delegate is no delegate of this genesis: zed',
  ],
  [
    'a bucket that is too long',
    (f) => ({ ...f, buckets: [{ ...entry(f, 'buckets'), durationDays: 1_051 }] }),
    'buckets[0].durationDays must be a whole number from 0 to 1050',
  ],
  ['a list that is none', (f) => ({ ...f, buckets: {} }), 'buckets must be a list'],
])('%s is refused by name of the field', (_, change, expected) => {
  expect(problemsOf(goodFile())).toEqual([])
  expect(problemsOf(change(goodFile())).join('\n')).toContain(expected)
})
