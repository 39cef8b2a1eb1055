import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  defineChain,
  http,
  webSocket,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { TEST_ACCOUNTS, TEST_CHAIN_ID, type TestAccount } from '#node/test-network.fixture.ts'
import { startTestNode, type TestNode } from './network.fixture.ts'

const [alice, bob] = TEST_ACCOUNTS as readonly [TestAccount, TestAccount]
const account = privateKeyToAccount(toHex(alice.privateKey))
const chain = defineChain({
  id: TEST_CHAIN_ID,
  name: 'test',
  nativeCurrency: { name: 'coin', symbol: 'COIN', decimals: 18 },
  rpcUrls: { default: { http: [] } },
})
let running: TestNode

beforeEach(async () => {
  running = await startTestNode()
})
afterEach(() => running.stop())

test('viem’s test client mines, moves time and stops mining', async () => {
  const transport = http(running.node.rpcUrl)
  const tester = createTestClient({ mode: 'anvil', chain, transport })
  const reader = createPublicClient({ chain, transport, cacheTime: 0 })
  const wallet = createWalletClient({ account, chain, transport })

  await tester.mine({ blocks: 3, interval: 10 })
  const [second, third] = [
    await reader.getBlock({ blockNumber: 2n }),
    await reader.getBlock({ blockNumber: 3n }),
  ]
  expect(third.timestamp - second.timestamp).toBe(10n)

  await tester.setNextBlockTimestamp({ timestamp: third.timestamp + 1_000n })
  await tester.mine({ blocks: 1 })
  expect((await reader.getBlock()).timestamp).toBe(third.timestamp + 1_000n)

  await tester.increaseTime({ seconds: 86_400 })
  await tester.mine({ blocks: 1 })
  expect((await reader.getBlock()).timestamp).toBeGreaterThanOrEqual(third.timestamp + 87_400n)

  expect(await tester.getAutomine()).toBe(true)
  await tester.setAutomine(false)
  const hash = await wallet.sendTransaction({ to: bob.address, value: 1n })
  expect(await tester.getTxpoolStatus()).toEqual({ pending: 1, queued: 0 })
  expect(await reader.getTransactionCount({ address: account.address, blockTag: 'pending' })).toBe(
    1,
  )
  await tester.mine({ blocks: 1 })
  expect((await reader.getTransactionReceipt({ hash })).status).toBe('success')
})

test('viem is told of blocks, logs and waiting transactions over a WebSocket', async () => {
  const transport = webSocket(running.node.rpcUrl.replace('http', 'ws'))
  const reader = createPublicClient({ chain, transport })
  const wallet = createWalletClient({ account, chain, transport })
  const told: { blocks: bigint[]; logs: number; pending: string[] } = {
    blocks: [],
    logs: 0,
    pending: [],
  }
  const stops = [
    reader.watchBlocks({ onBlock: (block) => void told.blocks.push(block.number) }),
    reader.watchEvent({
      onLogs: (logs) => {
        told.logs += logs.length
      },
    }),
    reader.watchPendingTransactions({
      onTransactions: (hashes) => void told.pending.push(...hashes),
    }),
  ]
  // Requests of one connection are answered in order, so the subscriptions stand when this one is.
  await reader.getBlockNumber()
  const receipt = await wallet.sendTransactionSync({ to: bob.address, value: 1n })
  expect(receipt.status).toBe('success')
  const block = await running.node.backend.blockByHeight(1)
  const logs = (block?.systemLogs.length ?? 0) + (block?.receipts[0]?.logs.length ?? 0)
  await expect.poll(() => told).toEqual({ blocks: [1n], logs, pending: [receipt.transactionHash] })
  for (const stop of stops) stop()
  const { close } = await reader.transport.getRpcClient()
  close()
})
