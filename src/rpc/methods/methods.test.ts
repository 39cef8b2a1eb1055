import { describe, expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { encodeBase64 } from '#bundles/base64.ts'
import { FAKE_CHUNK_HASH, FAKE_INDEX, FAKE_ROOT } from '../fake-bundles.fixture.ts'
import { ALICE, BOB } from '../fake-queries.fixture.ts'
import { findMisfit } from '../json-schema.fixture.ts'
import { signTransfer, TEST_ACCOUNT } from '../rpc-client.fixture.ts'
import { systemTransactionHash } from '../system-transaction.ts'
import { ALL_METHODS } from './all-methods.ts'
import { createSetting, type Setting } from './setting.fixture.ts'

type Row = readonly [
  method: string,
  params: (setting: Setting) => readonly unknown[],
  check: (result: never, setting: Setting) => void,
]

const is =
  (expected: unknown) =>
  (result: unknown): void =>
    expect(result).toEqual(expected)
const has =
  (expected: object) =>
  (result: unknown): void =>
    expect(result).toMatchObject(expected)
const none = (): readonly unknown[] => []
const SYSTEM_HASH = systemTransactionHash(1)
/** To stop proposal 2, as `propose` takes it. */
const CANCEL = { kind: 'cancel', data: `0x${'2'.padStart(64, '0')}` }

const NODE_ROWS: readonly Row[] = [
  ['web3_clientVersion', none, is('Boule/0.1.0/test')],
  [
    'web3_sha3',
    () => ['0x'],
    is('0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'),
  ],
  ['net_version', none, is('31415')],
  ['net_listening', none, is(true)],
  ['net_peerCount', none, is('0x3')],
  ['eth_chainId', none, is('0x7ab7')],
  ['eth_blockNumber', none, is('0x2')],
  ['eth_syncing', none, is(false)],
  ['eth_accounts', none, is([])],
  ['eth_gasPrice', none, is('0xe8d4a51000')],
  ['eth_maxPriorityFeePerGas', none, is('0x0')],
  [
    'eth_feeHistory',
    () => ['0x5', 'latest', [0, 50]],
    has({
      oldestBlock: '0x0',
      baseFeePerGas: ['0xe8d4a51000', '0xe8d4a51000', '0xe8d4a51000', '0xe8d4a51000'],
      reward: [
        ['0x0', '0x0'],
        ['0x0', '0x0'],
        ['0x0', '0x0'],
      ],
    }),
  ],
]

const BLOCK_ROWS: readonly Row[] = [
  ['eth_getBlockByNumber', () => ['earliest'], has({ number: '0x0', transactions: [] })],
  [
    'eth_getBlockByNumber',
    () => ['0x2', false],
    has({ number: '0x2', hash: expect.any(String) as string }),
  ],
  [
    'eth_getBlockByNumber',
    () => ['0x1', true],
    has({
      transactions: [
        { type: '0x0', v: '0xf591' },
        { hash: SYSTEM_HASH, from: REWARDING_ADDRESS },
      ],
    }),
  ],
  ['eth_getBlockByNumber', () => ['safe'], has({ number: '0x2' })],
  ['eth_getBlockByNumber', () => ['finalized'], has({ number: '0x2' })],
  ['eth_getBlockByNumber', () => ['0x3'], is(null)],
  [
    'eth_getBlockByNumber',
    () => ['pending', true],
    has({ number: '0x3', hash: null, transactions: [{ nonce: '0x2', blockHash: null }] }),
  ],
  [
    'eth_getBlockByHash',
    ({ backend }) => [toHex(backend.chain[1]?.hash as Uint8Array)],
    has({ number: '0x1' }),
  ],
  ['eth_getBlockByHash', () => [`0x${'1'.repeat(64)}`], is(null)],
  ['eth_getBlockTransactionCountByNumber', () => ['0x1'], is('0x2')],
  ['eth_getBlockTransactionCountByNumber', () => ['pending'], is('0x1')],
  ['eth_getBlockTransactionCountByHash', ({ backend }) => [toHex(backend.head().hash)], is('0x1')],
  [
    'eth_getBlockReceipts',
    () => ['0x1'],
    has([
      { logs: [{ logIndex: '0x0' }] },
      { transactionHash: SYSTEM_HASH, logs: [{ logIndex: '0x1' }] },
    ]),
  ],
  ['eth_getBlockReceipts', () => ['0x9'], is(null)],
  ['eth_getUncleCountByBlockNumber', () => ['latest'], is('0x0')],
  ['eth_getUncleCountByBlockHash', ({ backend }) => [toHex(backend.head().hash)], is('0x0')],
  ['eth_getUncleByBlockNumberAndIndex', () => ['latest', '0x0'], is(null)],
  ['eth_getUncleByBlockHashAndIndex', () => [`0x${'1'.repeat(64)}`, '0x0'], is(null)],
]

const TRANSACTION_ROWS: readonly Row[] = [
  [
    'eth_getTransactionByHash',
    ({ sent }) => [sent],
    has({ from: TEST_ACCOUNT, blockNumber: '0x1', value: '0x5' }),
  ],
  ['eth_getTransactionByHash', ({ refused }) => [refused], has({ type: '0x1', accessList: [] })],
  ['eth_getTransactionByHash', ({ waiting }) => [waiting], has({ blockHash: null, type: '0x2' })],
  ['eth_getTransactionByHash', () => [SYSTEM_HASH], has({ transactionIndex: '0x1', gas: '0x0' })],
  ['eth_getTransactionByHash', () => [`0x${'1'.repeat(64)}`], is(null)],
  ['eth_getTransactionByBlockNumberAndIndex', () => ['0x1', '0x1'], has({ hash: SYSTEM_HASH })],
  ['eth_getTransactionByBlockNumberAndIndex', () => ['0x1', '0x2'], is(null)],
  ['eth_getTransactionByBlockNumberAndIndex', () => ['pending', '0x0'], has({ nonce: '0x2' })],
  ['eth_getTransactionByBlockNumberAndIndex', () => ['pending', '0xffffffff'], is(null)],
  [
    'eth_getTransactionByBlockHashAndIndex',
    ({ backend }) => [toHex(backend.head().hash), '0x0'],
    has({ nonce: '0x1' }),
  ],
  ['eth_getRawTransactionByHash', ({ waiting }) => [waiting], is(signTransfer({ nonce: 2 }))],
  ['eth_getRawTransactionByHash', () => [SYSTEM_HASH], is(null)],
  [
    'eth_getTransactionReceipt',
    ({ sent }) => [sent],
    has({ status: '0x1', gasUsed: '0x2710', cumulativeGasUsed: '0x2710', contractAddress: null }),
  ],
  [
    'eth_getTransactionReceipt',
    ({ refused }) => [refused],
    has({
      status: '0x0',
      outcomeCode: 202,
      logs: [],
      revertReason: expect.stringMatching(/^0x[0-9a-f]{72}$/) as string,
    }),
  ],
  ['eth_getTransactionReceipt', ({ waiting }) => [waiting], is(null)],
  [
    'eth_getTransactionReceipt',
    () => [SYSTEM_HASH],
    has({ gasUsed: '0x0', from: REWARDING_ADDRESS }),
  ],
  [
    'eth_sendRawTransaction',
    () => [signTransfer({ nonce: 3 })],
    is(expect.stringMatching(/^0x[0-9a-f]{64}$/)),
  ],
]

const STATE_ROWS: readonly Row[] = [
  ['eth_getBalance', () => [BOB], is('0x5')],
  ['eth_getBalance', () => [BOB, 'latest'], is('0x5')],
  ['eth_getBalance', () => [BOB, '0x2'], is('0x5')],
  ['eth_getBalance', ({ backend }) => [BOB, toHex(backend.head().hash)], is('0x5')],
  ['eth_getBalance', () => [BOB, { blockNumber: '0x2' }], is('0x5')],
  ['eth_getBalance', ({ backend }) => [BOB, { blockHash: toHex(backend.head().hash) }], is('0x5')],
  ['eth_getTransactionCount', () => [TEST_ACCOUNT], is('0x2')],
  ['eth_getTransactionCount', () => [TEST_ACCOUNT, 'pending'], is('0x3')],
  ['eth_getCode', () => [STAKING_ADDRESS], is('0xfe')],
  ['eth_getCode', () => [BOB, 'latest'], is('0x')],
  ['eth_getStorageAt', () => [BOB, '0x0', 'latest'], is(`0x${'0'.repeat(64)}`)],
  [
    'eth_call',
    () => [{ to: REWARDING_ADDRESS, input: '0x' }, 'latest'],
    is(`0x${'0'.repeat(62)}2a`),
  ],
  ['eth_estimateGas', () => [{ from: TEST_ACCOUNT, to: BOB, value: '0x1' }], is('0x2710')],
  ['eth_createAccessList', () => [{ to: BOB }], is({ accessList: [], gasUsed: '0x2710' })],
  ['txpool_status', none, is({ pending: '0x1', queued: '0x0' })],
  [
    'txpool_content',
    none,
    has({ pending: { [TEST_ACCOUNT]: { 2: { nonce: '0x2' } } }, queued: {} }),
  ],
  ['txpool_contentFrom', () => [TEST_ACCOUNT], has({ pending: { 2: { nonce: '0x2' } } })],
  [
    'txpool_inspect',
    none,
    has({ pending: { [TEST_ACCOUNT]: { 2: `${BOB}: 5 wei + 10000 gas × 1000000000000 wei` } } }),
  ],
]

const LOG_ROWS: readonly Row[] = [
  [
    'eth_getLogs',
    () => [{ fromBlock: 'earliest' }],
    (logs: unknown[]) => expect(logs).toHaveLength(2),
  ],
  ['eth_getLogs', () => [{}], is([])],
  ['eth_newFilter', () => [{ address: BOB }], is(expect.stringMatching(/^0x[0-9a-f]{32}$/))],
  ['eth_newBlockFilter', none, is(expect.stringMatching(/^0x/))],
  ['eth_newPendingTransactionFilter', none, is(expect.stringMatching(/^0x/))],
  ['eth_subscribe', () => ['newHeads'], is(expect.stringMatching(/^0x/))],
  ['eth_unsubscribe', () => ['0x12'], is(false)],
  ['eth_uninstallFilter', () => ['0x12'], is(false)],
]

const BOULE_ROWS: readonly Row[] = [
  [
    'boule_status',
    none,
    has({ height: 2, epoch: 1, supplyRau: '10000000000000000000000000000', dev: true }),
  ],
  [
    'boule_epoch',
    none,
    has({ epoch: 1, phase: 'running', set: { seats: [{ name: 'alice' }, { name: 'bob' }] } }),
  ],
  ['boule_epoch', () => [1], has({ activity: [{ name: 'alice', produced: 3 }] })],
  ['boule_rules', none, has({ gasPriceRau: { value: '1000000000000', unit: 'Rau' } })],
  ['boule_rules', () => [2], has({ blocksPerEpoch: { unit: 'blocks' } })],
  ['boule_schedule', () => [1], (blocks: unknown[]) => expect(blocks).toHaveLength(1)],
  ['boule_randomness', none, is({ height: 2, mix: `0x${'09'.repeat(32)}`, reveals: 4 })],
  [
    'boule_weights',
    none,
    (weights: { readonly plain: readonly number[] }) => {
      expect(weights).toMatchObject({ proposal: 3, fromEpoch: 2 })
      expect(weights.plain).toHaveLength(1_051)
      expect(weights.plain[91]).toBe(1_247_412)
    },
  ],
  ['boule_getProof', () => ['staking', 'buckets', 1], has({ height: 2, key: 1 })],
  [
    'boule_ranking',
    none,
    has({ total: 2, items: [{ rank: 1, name: 'alice', votesRau: `99${'0'.repeat(18)}` }, {}] }),
  ],
  [
    'boule_ranking',
    () => [{ offset: 1, limit: 1 }],
    has({ total: 2, offset: 1, items: [{ name: 'bob' }] }),
  ],
  ['boule_projectedSet', none, has({ epoch: 2, seats: [{ name: 'alice', drawnNow: true }] })],
  ['boule_nextSet', none, is(null)],
  [
    'boule_delegate',
    () => ['alice'],
    has({
      id: '0x00000000000000000000000000000000000000A1',
      ioId: expect.stringMatching(/^io1/) as string,
    }),
  ],
  ['boule_delegate', () => [BOB], has({ name: 'bob', profile: { displayName: 'BOB' } })],
  ['boule_delegates', none, has({ total: 2 })],
  ['boule_buckets', none, has({ total: 3 })],
  [
    'boule_buckets',
    () => [{ owner: ALICE }],
    has({ total: 2, items: [{ index: 0 }, { index: 2 }] }),
  ],
  [
    'boule_buckets',
    () => [{ delegate: 'bob', limit: 1 }],
    has({ total: 3, items: [{ delegateName: 'bob' }] }),
  ],
  ['boule_buckets', () => [{ index: 1 }], has({ total: 1, items: [{ index: 1 }] })],
  ['boule_buckets', () => [{ index: 9 }], has({ total: 0, items: [] })],
  ['boule_rewards', () => [ALICE], has({ unclaimedRau: `5${'0'.repeat(18)}`, owed: [] })],
  ['boule_settlement', () => [1], has({ epochRau: `18750${'0'.repeat(18)}` })],
  ['boule_settlement', () => [2], is(null)],
  [
    'boule_genesis',
    none,
    has({
      network: 'test',
      accounts: 1,
      delegates: 1,
      buckets: 1,
      schedule: [{ fromEpoch: 3, rules: [{ name: 'producers', value: '2' }] }],
    }),
  ],
  [
    'boule_genesisEntries',
    () => ['accounts'],
    has({ section: 'accounts', total: 1, items: [{ balanceRau: `10${'0'.repeat(18)}` }] }),
  ],
  [
    'boule_genesisEntries',
    () => ['delegates', { offset: 0, limit: 5 }],
    has({ total: 1, items: [{ name: 'alpha', blsKey: null, selfStakeBucket: 0 }] }),
  ],
  [
    'boule_genesisEntries',
    () => ['buckets', { offset: 1 }],
    is({ section: 'buckets', total: 1, offset: 1, items: [] }),
  ],
  [
    'boule_accounts',
    () => [[TEST_ACCOUNT, ALICE]],
    has([{ nonce: 2 }, { nonce: 0, balanceRau: '0' }] as object),
  ],
  ['rpc_modules', none, has({ eth: '1.0', boule: '1.0', evm: '1.0' })],
  ['rpc_discover', none, has({ openrpc: '1.3.2' })],
]

const GOVERNANCE_ROWS: readonly Row[] = [
  ['boule_proposals', none, has({ total: 2, offset: 0, items: [{ id: 2 }, { id: 1 }] })],
  ['boule_proposals', () => [{ live: true }], has({ total: 1, items: [{ id: 2, live: true }] })],
  ['boule_proposals', () => [{ states: ['defeated'] }], has({ items: [{ id: 1 }] })],
  ['boule_proposals', () => [{ class: 'meta' }], has({ total: 0, items: [] })],
  [
    'boule_proposals',
    () => [{ proposer: ALICE, offset: 1, limit: 1 }],
    has({ total: 2, offset: 1, items: [{ id: 1 }] }),
  ],
  [
    'boule_proposal',
    () => [2],
    has({
      state: 'voting',
      support: { shareBps: 200, neededRau: `20${'0'.repeat(18)}`, reached: true },
      vote: { turnoutBps: 1_500, yesBps: 7_500, passes: true },
      next: { step: 'vote-ends', epoch: 5, latestEpoch: null, done: false },
      timelockEndEpoch: null,
      payload: { kind: 'policy', sets: [{ name: 'epochRewardRau', value: '1' }] },
    }),
  ],
  [
    'boule_proposalBallots',
    () => [2],
    has({ total: 1, items: [{ yesBps: 5_000, noBps: 1_000, abstainBps: 4_000, nonce: '7' }] }),
  ],
  ['boule_proposalSupports', () => [1, { limit: 5 }], has({ items: [{ powerRau: null }] })],
  [
    'boule_proposalImpact',
    () => [{ proposal: 2 }],
    has({
      proposal: 2,
      kind: 'policy',
      epochs: [{ epoch: 2, before: { epochRau: `20${'0'.repeat(18)}` }, delegate: null }],
      voter: null,
    }),
  ],
  [
    'boule_proposalImpact',
    () => [{ payload: CANCEL, account: ALICE, delegate: 'bob', epochs: 30 }],
    has({
      proposal: null,
      kind: 'cancel',
      epochs: [{ delegate: { after: { epochRau: `10${'0'.repeat(18)}` } } }],
      voter: { delegates: [{ name: 'bob', commissions: null, promised: null }] },
    }),
  ],
  ['boule_governancePower', () => [ALICE], has({ epoch: 3, classes: [{ class: 'policy' }] })],
  [
    'boule_governanceRoots',
    () => [2],
    has({
      height: 2,
      powers: { module: 'governance', collection: 'powers' },
      ballots: { collection: 'ballots' },
      fixed: { powers: null, ballots: null },
    }),
  ],
  ['boule_governanceRoots', none, has({ height: 2, fixed: null })],
  [
    'boule_governanceProof',
    () => [2, ALICE],
    has({
      height: 2,
      proposal: { collection: 'proposals', key: '0x02' },
      power: { collection: 'powers', key: ALICE },
      delegation: null,
      ballot: { collection: 'ballots', key: '0x04' },
    }),
  ],
  [
    'boule_treasury',
    () => [{ offset: 0, limit: 1 }],
    has({ sharePermille: 50, streams: { total: 1, offset: 0, items: [{ epochsLeft: 3 }] } }),
  ],
  ['boule_softwareVersion', none, has({ version: 1, proposal: null, next: null })],
]

const BUNDLE_ROWS: readonly Row[] = [
  [
    'boule_bundle',
    () => [FAKE_ROOT],
    is({
      root: FAKE_ROOT,
      needed: true,
      bytes: null,
      files: null,
      chunks: null,
      missingChunks: null,
      firstMissing: [],
      complete: false,
    }),
  ],
  ['boule_bundle', () => [`0x${'1'.repeat(64)}`], is(null)],
  ['boule_bundleIndex', () => [FAKE_ROOT], is(null)],
  ['boule_bundleChunk', () => [FAKE_CHUNK_HASH], is(null)],
  ['boule_putBundleIndex', () => [FAKE_ROOT, encodeBase64(FAKE_INDEX)], is(true)],
]

const height =
  (expected: number) =>
  (_: unknown, { backend }: Setting): void =>
    expect(backend.head().height).toBe(expected)

const DEV_ROWS: readonly Row[] = [
  ['anvil_mine', none, height(3)],
  ['anvil_mine', () => ['0x3', '0xa'], height(5)],
  ['hardhat_mine', () => [2], height(4)],
  ['evm_mine', none, height(3)],
  ['evm_mine', () => [{ blocks: 2 }], height(4)],
  [
    'evm_mine',
    () => ['0x77359400'],
    (_, { backend }) => expect(backend.head().timeMs).toBe(2_000_000_000_000),
  ],
  ['evm_increaseTime', () => ['0x3c'], is(60)],
  ['anvil_increaseTime', () => [60], is(60)],
  ['evm_setNextBlockTimestamp', () => ['0x77359400'], is(null)],
  ['anvil_setNextBlockTimestamp', () => [2_000_000_000], is(null)],
  ['evm_setAutomine', () => [true], (_, { backend }) => expect(backend.dev.automine).toBe(true)],
  ['anvil_setAutomine', () => [false], is(null)],
  ['evm_setIntervalMining', () => [0], is(null)],
  ['anvil_setIntervalMining', () => ['0x5'], is(null)],
  ['anvil_getAutomine', none, is(false)],
  ['hardhat_getAutomine', none, is(false)],
  [
    'boule_setOffline',
    () => ['alice', true],
    (_, { backend }) => expect([...backend.offline]).toEqual([ALICE]),
  ],
  ['boule_offlineDelegates', none, is([])],
]

/** By `filters.test.ts`, `receipt-waiters.test.ts` and `bundle-methods.test.ts`. */
const TESTED_ELSEWHERE = [
  'eth_getFilterChanges',
  'eth_getFilterLogs',
  'eth_sendRawTransactionSync',
  'boule_putBundleChunk',
]

const ROWS = [
  ...NODE_ROWS,
  ...BLOCK_ROWS,
  ...TRANSACTION_ROWS,
  ...STATE_ROWS,
  ...LOG_ROWS,
  ...BOULE_ROWS,
  ...GOVERNANCE_ROWS,
  ...BUNDLE_ROWS,
  ...DEV_ROWS,
]

describe('every method answers, in the form that it says', () => {
  test.each(ROWS)('%s (row %#)', async (name, params, check) => {
    const setting = await createSetting()
    const result = await setting.client.result(name, params(setting), true)
    check(result as never, setting)
    const method = ALL_METHODS.find((one) => one.name === name)
    expect(findMisfit(result, method?.result ?? {})).toBeUndefined()
    expect(setting.client.internalErrors).toEqual([])
  })

  test('each method has a row, or a test of its own', () => {
    const tested = new Set([...ROWS.map(([name]) => name), ...TESTED_ELSEWHERE])
    expect(ALL_METHODS.map((method) => method.name).filter((name) => !tested.has(name))).toEqual([])
  })

  test('names are unique', () => {
    const names = ALL_METHODS.map((method) => method.name)
    expect(new Set(names).size).toBe(names.length)
  })
})
