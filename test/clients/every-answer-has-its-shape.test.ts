import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { encodeBase64 } from '#bundles/base64.ts'
import { makeBundle } from '#bundles/bundle.fixture.ts'
import { signedTransfer, TEST_ACCOUNTS, type TestAccount } from '#node/test-network.fixture.ts'
import { encodePayload, type Payload } from '#protocol/governance/payload.ts'
import { PAYLOAD_KINDS } from '#protocol/governance/payload-kinds.ts'
import {
  DELEGATES_ADDRESS,
  GOVERNANCE_ADDRESS,
  STAKING_ADDRESS,
} from '#protocol/system-addresses.ts'
import { findMisfit } from '#rpc/json-schema.fixture.ts'
import { ALL_METHODS } from '#rpc/methods/all-methods.ts'
import { startTestNode, type TestNode } from './network.fixture.ts'

const [alice, bob, carol, dora] = TEST_ACCOUNTS as readonly [
  TestAccount,
  TestAccount,
  TestAccount,
  TestAccount,
]
/** A live proposal names it. */
const BUNDLE = makeBundle({ 'proposal.md': 'one', 'source/a': 'two' })
const HASH = new Uint8Array(32).fill(7)
const PAYLOADS: readonly Payload[] = [
  { kind: 'directive', assignee: bob.address, dueEpochs: 3 },
  {
    kind: 'policy',
    sets: [{ name: 'epochRewardRau', expected: `${coins(18_750)}`, value: `${coins(9_000)}` }],
    sunsetEpochs: 2,
  },
  { kind: 'treasury', payments: [{ to: bob.address, perEpochRau: coins(1), epochs: 3 }] },
  {
    kind: 'upgrade',
    name: 'Two',
    version: 2,
    bundleRoot: HASH,
    bundleBytes: 5n,
    sourceHash: HASH,
    recipeHash: HASH,
    artifacts: [{ platform: 'linux-x64', sha256: HASH, bytes: 5n }],
    activationEpochs: 2,
  },
]
const proposed = PAYLOADS.map((_, at) => at + 1)
const sent: string[] = []
let running: TestNode

async function ask(method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(running.node.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as { result: unknown; error?: unknown }
  if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`)
  return result
}

/** Two epochs and a half with a transfer, a stake, a profile that is refused, proposals, one who is offline, and one that waits. */
beforeAll(async () => {
  running = await startTestNode({}, { readNeededBundles: () => [BUNDLE] })
  const send = async (raw: Uint8Array) => {
    sent.push(String(await ask('eth_sendRawTransaction', [toHex(raw)])))
  }
  await ask('boule_setOffline', ['athens', true])
  await send(signedTransfer(alice, 0))
  const stake = encodeCall('createStake(string,uint256,uint32,bool,uint8[])', [
    'zea',
    coins(500),
    91,
    false,
    [],
  ])
  await send(signedTransfer(alice, 1, { to: STAKING_ADDRESS, data: stake, valueRau: 0n, type: 0 }))
  const unstake = encodeCall('unstake(uint64,uint8[])', [0, []])
  await send(
    signedTransfer(alice, 2, { to: STAKING_ADDRESS, data: unstake, valueRau: 0n, type: 1 }),
  )
  for (const [at, payload] of PAYLOADS.entries()) {
    const data = encodeCall('propose(uint8,string,string,bytes)', [
      PAYLOAD_KINDS.indexOf(payload.kind),
      `Proposal ${at}`,
      'Because.',
      encodePayload(payload),
    ])
    const [from, nonce] = at < 3 ? [carol, at] : [dora, at - 3]
    await send(
      signedTransfer(from, nonce, {
        to: GOVERNANCE_ADDRESS,
        data,
        valueRau: coins(400),
        gasLimit: 1_000_000,
      }),
    )
  }
  await ask('anvil_mine', [26])
  await ask('evm_setAutomine', [false])
  await send(signedTransfer(bob, 0))
})

afterAll(() => running.stop())

/** Parameters of each method; of those with several forms, several. Methods that need none are asked without. */
function parametersOf(): Readonly<Record<string, readonly (readonly unknown[])[]>> {
  const address = bob.address
  const hash = (height: number) => toHex(hashes[height] as Uint8Array)
  const hashes: Uint8Array[] = []
  for (const height of [0, 1, 12, 24]) {
    const block = running.node.backend.blockByHeight(height)
    if (block instanceof Promise || block === undefined) throw new Error(`no block ${height}`)
    hashes[height] = block.hash
  }
  return {
    web3_sha3: [['0x12']],
    eth_feeHistory: [['0x20', 'latest', [10, 90]]],
    eth_getBlockByNumber: [
      'earliest',
      'latest',
      'pending',
      '0x1',
      '0x2',
      '0x3',
      '0xc',
      '0x18',
      '0xffff',
    ].flatMap((block) => [
      [block, true],
      [block, false],
    ]),
    eth_getBlockByHash: [
      [hash(0), true],
      [hash(1), true],
      [hash(12), false],
      [hash(24), true],
    ],
    eth_getBlockTransactionCountByNumber: [['0x1'], ['pending'], ['0xffff']],
    eth_getBlockTransactionCountByHash: [[hash(1)]],
    eth_getBlockReceipts: [['0x1'], ['0x2'], ['0x3'], ['0xc'], [hash(24)], ['0xffff']],
    eth_getUncleCountByBlockNumber: [['latest']],
    eth_getUncleCountByBlockHash: [[hash(1)]],
    eth_getUncleByBlockNumberAndIndex: [['latest', '0x0']],
    eth_getUncleByBlockHashAndIndex: [[hash(1), '0x0']],
    eth_getTransactionByHash: sent.map((one) => [one]),
    eth_getTransactionByBlockNumberAndIndex: [
      ['0x1', '0x0'],
      ['0xc', '0x0'],
      ['pending', '0x0'],
    ],
    eth_getTransactionByBlockHashAndIndex: [[hash(1), '0x0']],
    eth_getRawTransactionByHash: sent.map((one) => [one]),
    eth_getTransactionReceipt: sent.map((one) => [one]),
    eth_getBalance: [[address], [STAKING_ADDRESS, 'latest'], [address, 'pending']],
    eth_getTransactionCount: [[address], [address, 'pending']],
    eth_getCode: [[address], [STAKING_ADDRESS], [DELEGATES_ADDRESS]],
    eth_getStorageAt: [[address, '0x0']],
    eth_call: [[{ to: address }]],
    eth_estimateGas: [[{ from: address, to: alice.address, value: '0x1' }]],
    eth_createAccessList: [[{ from: address, to: alice.address }]],
    eth_getLogs: [[{ fromBlock: 'earliest' }], [{ blockHash: hash(12) }]],
    eth_newFilter: [[{}]],
    eth_uninstallFilter: [['0x12']],
    eth_sendRawTransaction: [[toHex(signedTransfer(bob, 1))]],
    txpool_contentFrom: [[address]],
    boule_epoch: [[], [1], [2], [3], [4]],
    boule_rules: [[], [1], [4]],
    boule_schedule: [[], [100]],
    boule_getProof: [
      ['staking', 'buckets', 0],
      ['accounts', 'accounts', address],
    ],
    boule_ranking: [[], [{ offset: 2, limit: 2 }]],
    boule_delegate: [['athens'], ['zea']],
    boule_delegates: [[], [{ offset: 7, limit: 5 }]],
    boule_buckets: [[], [{ owner: alice.address }], [{ delegate: 'zea' }], [{ index: 0 }]],
    boule_rewards: [[address], [running.node.backend.queries.delegate('zea')?.delegate.reward]],
    boule_settlement: [[1], [2], [3]],
    boule_genesis: [[]],
    boule_genesisEntries: [['accounts'], ['delegates'], ['buckets', { offset: 1, limit: 2 }]],
    boule_accounts: [[['0xa576c141e5659137ddda4223d209d4744b2106be']], [[]]],
    boule_proposals: [
      [],
      [{ live: true, states: ['support'], class: 'policy', proposer: alice.address, limit: 1 }],
    ],
    boule_proposal: proposed.map((id) => [id]),
    boule_proposalBallots: proposed.map((id) => [id, { limit: 5 }]),
    boule_proposalSupports: proposed.map((id) => [id]),
    boule_proposalImpact: [
      ...proposed.map((proposal) => [{ proposal, account: alice.address }]),
      [{ proposal: 2, account: alice.address, delegate: 'zea', epochs: 1 }],
    ],
    boule_governanceRoots: [[], ...proposed.map((id) => [id])],
    boule_governanceProof: proposed.flatMap((id) => [
      [id, alice.address],
      [id, STAKING_ADDRESS],
    ]),
    boule_governancePower: [[alice.address], [address]],
    boule_bundle: [[BUNDLE.root], [hash(1)]],
    boule_putBundleIndex: [[BUNDLE.root, encodeBase64(BUNDLE.indexBytes)]],
    boule_putBundleChunk: [...BUNDLE.chunks].map(([name, bytes]) => [name, encodeBase64(bytes)]),
    boule_bundleIndex: [[BUNDLE.root], [hash(1)]],
    boule_bundleChunk: [[[...BUNDLE.chunks.keys()][0]], [hash(1)]],
    evm_increaseTime: [[1]],
    anvil_increaseTime: [[1]],
    evm_setNextBlockTimestamp: [['0xffffffff']],
    anvil_setNextBlockTimestamp: [['0xffffffff']],
    evm_setAutomine: [[false]],
    anvil_setAutomine: [[false]],
    evm_setIntervalMining: [[0]],
    anvil_setIntervalMining: [[0]],
    boule_setOffline: [['athens', true]],
  }
}

/** Asked by other tests: they need a filter, a WebSocket, or a block to come. */
const ELSEWHERE = new Set([
  'eth_getFilterChanges',
  'eth_getFilterLogs',
  'eth_sendRawTransactionSync',
  'eth_subscribe',
  'eth_unsubscribe',
])

describe('a node that has run for two epochs and a half', () => {
  const methods = ALL_METHODS.filter((method) => !ELSEWHERE.has(method.name))

  test.each(methods.map((method) => [method.name, method] as const))('%s', async (name, method) => {
    for (const params of parametersOf()[name] ?? [[]]) {
      const result = await ask(name, params)
      expect(findMisfit(result, method.result), JSON.stringify(params)).toBeUndefined()
    }
  })

  test('logs of a block are those of its receipts, in order', async () => {
    for (const height of [1, 2, 3, 8, 12, 24]) {
      const block = `0x${height.toString(16)}`
      const receipts = (await ask('eth_getBlockReceipts', [block])) as { logs: unknown[] }[]
      const logs = await ask('eth_getLogs', [{ fromBlock: block, toBlock: block }])
      expect(logs).toEqual(receipts.flatMap((receipt) => receipt.logs))
    }
  })

  test('the blocks hang together, and every transaction is found where it stands', async () => {
    type Block = { hash: string; parentHash: string; transactions: string[] }
    let before: Block | undefined
    for (let height = 0; height <= 30; height++) {
      const block = (await ask('eth_getBlockByNumber', [
        `0x${height.toString(16)}`,
        false,
      ])) as Block
      if (before !== undefined) expect(block.parentHash).toBe(before.hash)
      for (const [index, hash] of block.transactions.entries()) {
        expect(await ask('eth_getTransactionReceipt', [hash])).toMatchObject({
          blockNumber: `0x${height.toString(16)}`,
          transactionIndex: `0x${index.toString(16)}`,
          blockHash: block.hash,
        })
      }
      before = block
    }
  })
})
