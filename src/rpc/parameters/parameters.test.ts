import { expect, test } from 'vitest'
import { toAddress } from '#base/address.ts'
import { toIoAddress } from '#base/io-address.ts'
import { createFakeBackend } from '../fake-backend.fixture.ts'
import { createDirectClient } from '../rpc-client.fixture.ts'

const A = '0x00000000000000000000000000000000000000b0'
const H = `0x${'1'.repeat(64)}`

/** Method, bad parameters, and what the error must say. */
const BAD: readonly [method: string, params: readonly unknown[], text: RegExp][] = [
  ['eth_getBalance', [], /^missing parameter 'address'/],
  ['eth_getBalance', [null], /^missing parameter 'address'/],
  [
    'eth_getBalance',
    [A, 'latest', 1],
    /^too many parameters: eth_getBalance takes at most 2, got 3/,
  ],
  ['eth_chainId', [1], /^too many parameters: eth_chainId takes none, got 1/],
  [
    'eth_getBalance',
    [A.slice(0, 41)],
    /'address': must be an address of 0x and 40 hex digits, got "0x0+b"/,
  ],
  ['eth_getBalance', [`${A.slice(0, 41)}g`], /'address'/],
  ['eth_getBalance', [7], /'address'.*got 7/],
  ['eth_getBalance', [[A]], /'address'/],
  [
    'eth_getBalance',
    [A, 'newest'],
    /'block': must be a height such as "0x1f" or one of latest, pending/,
  ],
  ['eth_getBalance', [A, 3], /'block'.*got 3/],
  ['eth_getBalance', [A, '0x'], /'block'/],
  ['eth_getBalance', [A, '0xffffffffffffffffff'], /'block': must be below 2\^53/],
  ['eth_getBalance', [A, {}], /'block': must be an object with either blockNumber or blockHash/],
  ['eth_getBalance', [A, { blockNumber: '0x1', blockHash: H }], /'block'/],
  [
    'eth_getBalance',
    [A, { number: '0x1' }],
    /'block': unknown member "number"; known are blockNumber/,
  ],
  ['eth_getStorageAt', [A, 'x'], /'slot': must be a quantity/],
  ['eth_getStorageAt', [A, `0x${'f'.repeat(65)}`], /'slot'/],
  [
    'eth_getBlockByNumber',
    ['latest', 'yes'],
    /'fullTransactions': must be true or false, got "yes"/,
  ],
  ['eth_getBlockByHash', ['0x12'], /'blockHash': must be 32 bytes/],
  ['eth_getBlockByHash', [`0x${'g'.repeat(64)}`], /'blockHash'/],
  ['eth_sendRawTransaction', ['12'], /'transaction': must be bytes/],
  ['eth_sendRawTransaction', ['0x1'], /'transaction'/],
  ['eth_sendRawTransaction', ['0x1g'], /'transaction'/],
  ['eth_sendRawTransaction', ['0x12é4'], /'transaction'/],
  ['eth_sendRawTransaction', ['0x\u0130\u0131'], /'transaction'/],
  ['eth_sendRawTransaction', ['0x12\n3'], /'transaction'/],
  ['eth_sendRawTransaction', ['0X12'], /'transaction'/],
  ['eth_sendRawTransaction', [{}], /'transaction'/],
  ['eth_call', ['x'], /'transaction': must be an object/],
  ['eth_call', [[]], /'transaction': must be an object/],
  ['eth_call', [{ vaule: '0x1' }], /unknown member "vaule"/],
  ['eth_call', [{ to: '0x1' }], /'transaction.to'/],
  ['eth_call', [{ from: 'me' }], /'transaction.from'/],
  ['eth_call', [{ to: A, value: 5 }], /'transaction.value'/],
  ['eth_call', [{ to: A, gas: '5' }], /'transaction.gas'/],
  ['eth_call', [{ to: A, data: '0x1' }], /'transaction.data'/],
  [
    'eth_call',
    [{ to: A, data: '0x11', input: '0x12' }],
    /data and input are both given and differ/,
  ],
  ['eth_feeHistory', ['0x0', 'latest'], /'blockCount': must be from 1 to 1024/],
  ['eth_feeHistory', [1_025, 'latest'], /'blockCount': must be a whole number from 1 to 1024/],
  ['eth_feeHistory', [1.5, 'latest'], /'blockCount'/],
  ['eth_feeHistory', ['0x1'], /missing parameter 'newestBlock'/],
  ['eth_feeHistory', ['0x1', 'latest', [50, 25]], /'rewardPercentiles': .*ascending/],
  ['eth_feeHistory', ['0x1', 'latest', [101]], /'rewardPercentiles'/],
  ['eth_feeHistory', ['0x1', 'latest', ['5']], /'rewardPercentiles'/],
  [
    'eth_feeHistory',
    ['0x1', 'latest', Array.from({ length: 101 }, () => 1)],
    /'rewardPercentiles'/,
  ],
  ['eth_getLogs', [], /missing parameter 'filter'/],
  ['eth_getLogs', [{ fromBlock: 1 }], /'filter.fromBlock'/],
  ['eth_getLogs', [{ fromBlock: '0x5', toBlock: '0x4' }], /fromBlock 5 comes after toBlock 4/],
  ['eth_getLogs', [{ blockHash: H, toBlock: '0x4' }], /blockHash cannot stand beside/],
  ['eth_getLogs', [{ address: [A, 'x'] }], /'filter.address\[1\]'/],
  ['eth_getLogs', [{ topics: H }], /'filter.topics': must be a list of at most 4/],
  ['eth_getLogs', [{ topics: [null, null, null, null, null] }], /'filter.topics'/],
  ['eth_getLogs', [{ topics: [null, [H, '0x1']] }], /'filter.topics\[1\]\[1\]'/],
  ['eth_getLogs', [{ addresses: A }], /unknown member "addresses"/],
  ['eth_getFilterChanges', ['1'], /'id'/],
  ['eth_getFilterChanges', [`0x${'1'.repeat(65)}`], /'id'/],
  ['boule_epoch', ['1'], /'epoch': must be a whole number/],
  ['boule_epoch', [0], /'epoch'/],
  ['boule_ranking', [{ limit: 1_001 }], /'page.limit': must be a whole number from 1 to 1000/],
  ['boule_ranking', [{ limit: 0 }], /'page.limit'/],
  ['boule_ranking', [{ offset: -1 }], /'page.offset'/],
  ['boule_ranking', [5], /'page': must be an object/],
  ['boule_delegate', [''], /'delegate': must be a text of 1 to 64/],
  ['boule_delegate', ['x'.repeat(65)], /'delegate'/],
  ['boule_rewards', ['io1abc'], /'address': "io1abc" has 6 characters/],
  ['boule_rewards', ['0x52908400098527886E0F7030069857D2E4169Ee7'], /wrong checksum/],
  ['boule_rewards', [5], /'address'/],
  ['boule_buckets', [{ index: 1, owner: A }], /either an index, or owner and delegate/],
  ['boule_buckets', [{ owner: 'x' }], /'of.owner'/],
  ['boule_schedule', [1_001], /'count'/],
  ['boule_getProof', ['staking', 'buckets', -1], /'key'/],
  ['boule_getProof', ['staking', 'buckets', 'k'.repeat(257)], /'key'/],
  ['evm_increaseTime', [-1], /'seconds'/],
  ['evm_setAutomine', ['true'], /'on': must be true or false/],
  ['evm_setIntervalMining', [86_401], /'interval'/],
  ['evm_mine', [{ when: 1 }], /unknown member "when"/],
]

test.each(BAD)('%s %j', async (method, params, text) => {
  const client = createDirectClient(createFakeBackend())
  const { error } = await client.ask(method, params)
  expect(error?.message).toMatch(text)
  expect(error?.code).toBe(-32602)
  expect(error?.message.length).toBeLessThan(300)
  expect(client.internalErrors).toEqual([])
})

test('1,000 addresses in a filter are taken, 1,001 are not', async () => {
  const client = createDirectClient(createFakeBackend())
  const ask = (count: number) =>
    client.ask('eth_getLogs', [{ address: Array.from({ length: count }, () => A) }])
  expect((await ask(1_000)).result).toEqual([])
  expect((await ask(1_001)).error?.code).toBe(-32005)
})

test('forms that are taken', async () => {
  const client = createDirectClient(createFakeBackend())
  const good: readonly [string, readonly unknown[]][] = [
    ['eth_getBalance', ['0x00000000000000000000000000000000000000B0', null]],
    ['eth_getBalance', [A, '0x00']],
    ['eth_call', [{ to: A, data: '0xAB', input: '0xab', from: null, gas: null }]],
    ['eth_call', [{ to: A, accessList: [], type: '0x2', chainId: '0x1', nonce: '0x0' }, 'latest']],
    ['eth_getLogs', [{ address: null, topics: null, fromBlock: null }]],
    ['eth_getLogs', [{ address: A, topics: [null, H, [H, H], []] }]],
    ['boule_rewards', [toIoAddress(toAddress(A))]],
    ['evm_increaseTime', ['10']],
  ]
  for (const [method, params] of good) {
    const answer = await client.ask(method, params)
    expect(answer.error, method).toBeUndefined()
  }
})
