import { JsonRpcProvider, parseUnits, Wallet, WebSocketProvider } from 'ethers'
import {
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  createTestClient,
  createWalletClient,
  defineChain,
  http,
  parseAbi,
  type Hash,
  webSocket,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterEach, describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { createFakeBackend, type FakeBackend, TRANSFER_TOPIC } from './fake-backend.fixture.ts'
import { startTestServer, stopTestServers } from './raw-http.fixture.ts'
import { TEST_ACCOUNT, TEST_KEY } from './rpc-client.fixture.ts'
import { systemTransactionHash } from './system-transaction.ts'
import { REWARDING_ADDRESS } from '#protocol/system-addresses.ts'

const BOB = '0x00000000000000000000000000000000000000b0'
const STAKING_ABI = parseAbi(['function unstake(uint64,uint8[])', 'error BucketNotFound(uint64)'])

afterEach(stopTestServers)

async function setUp() {
  const backend = createFakeBackend()
  backend.fund(TEST_ACCOUNT, coins(1_000))
  backend.dev.setAutomine(true)
  const { url, port } = await startTestServer({ backend })
  const chain = defineChain({
    id: 31_415,
    name: 'fake',
    nativeCurrency: { name: 'coin', symbol: 'COIN', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
  return { backend, url, wsUrl: `ws://127.0.0.1:${port}`, chain }
}

function mineSystemLog(backend: FakeBackend): void {
  backend.mineNow([
    { address: REWARDING_ADDRESS, topics: [TRANSFER_TOPIC], data: new Uint8Array(32) },
  ])
}

describe('viem', () => {
  test('sends a transfer, waits for it and reads it', async () => {
    const { url, chain } = await setUp()
    const account = privateKeyToAccount(TEST_KEY)
    const wallet = createWalletClient({ account, chain, transport: http(url) })
    const reader = createPublicClient({ chain, transport: http(url), pollingInterval: 20 })
    const hash = await wallet.sendTransaction({ to: BOB, value: 7n })
    const receipt = await reader.waitForTransactionReceipt({ hash })
    expect(receipt).toMatchObject({
      status: 'success',
      gasUsed: 10_000n,
      type: 'eip1559',
      contractAddress: null,
    })
    const transaction = await reader.getTransaction({ hash })
    expect(transaction).toMatchObject({
      value: 7n,
      from: account.address.toLowerCase(),
      blockNumber: 1n,
    })
    expect(await reader.getBalance({ address: BOB })).toBe(7n)
    expect(await reader.getTransactionCount({ address: account.address })).toBe(1)
    const [log] = await reader.getLogs({ fromBlock: 0n, address: BOB })
    expect(log).toMatchObject({ logIndex: 0, transactionHash: hash, removed: false })
    expect(await reader.estimateFeesPerGas()).toMatchObject({ maxPriorityFeePerGas: 0n })
  })

  test('decodes a refusal, of a call and of an estimate', async () => {
    const { url, chain } = await setUp()
    const reader = createPublicClient({ chain, transport: http(url) })
    const call = {
      address: STAKING_ADDRESS,
      abi: STAKING_ABI,
      functionName: 'unstake',
      args: [7n, []],
    } as const
    for (const attempt of [
      reader.simulateContract({ ...call, account: TEST_ACCOUNT }),
      reader.estimateContractGas({ ...call, account: TEST_ACCOUNT }),
    ]) {
      const error = await attempt.then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      const reverted = (error as BaseError).walk(
        (one) => one instanceof ContractFunctionRevertedError,
      )
      expect((reverted as ContractFunctionRevertedError).data).toMatchObject({
        errorName: 'BucketNotFound',
        args: [7n],
      })
    }
  })

  test('knows what a refused transaction was refused for', async () => {
    const { url, chain } = await setUp()
    const wallet = createWalletClient({
      account: privateKeyToAccount(TEST_KEY),
      chain,
      transport: http(url),
    })
    await wallet.sendTransaction({ to: BOB, value: 1n, nonce: 0 })
    await expect(wallet.sendTransaction({ to: BOB, value: 1n, nonce: 0 })).rejects.toMatchObject({
      cause: { name: 'NonceTooLowError' },
    })
  })

  test('reads blocks with the system transaction', async () => {
    const { backend, url, chain } = await setUp()
    mineSystemLog(backend)
    const reader = createPublicClient({ chain, transport: http(url) })
    const block = await reader.getBlock({ includeTransactions: true })
    expect(block.transactions.map((one) => one.hash)).toEqual([systemTransactionHash(1)])
    expect(block.transactions[0]).toMatchObject({
      type: 'legacy',
      gas: 0n,
      value: 0n,
      typeHex: '0x0',
    })
    const receipt = await reader.getTransactionReceipt({ hash: systemTransactionHash(1) })
    expect(receipt.logs).toHaveLength(1)
    const pending = await reader.getBlock({ blockTag: 'pending' })
    expect(pending).toMatchObject({ hash: null, number: 2n })
  })

  test('drives a development network with its test client', async () => {
    const { backend, url, chain } = await setUp()
    const tester = createTestClient({ mode: 'anvil', chain, transport: http(url) })
    await tester.mine({ blocks: 3, interval: 10 })
    expect(backend.head().height).toBe(3)
    expect(backend.head().timeMs).toBe(1_700_000_021_000)
    await tester.increaseTime({ seconds: 100 })
    await tester.mine({ blocks: 1 })
    expect(backend.head().timeMs).toBe(1_700_000_122_000)
    await tester.setNextBlockTimestamp({ timestamp: 1_800_000_000n })
    await tester.mine({ blocks: 1 })
    expect(backend.head().timeMs).toBe(1_800_000_000_000)
    await tester.setAutomine(false)
    expect(await tester.getAutomine()).toBe(false)
    await tester.setIntervalMining({ interval: 0 })
    await expect(tester.snapshot()).rejects.toThrow(/not supported/)
    await expect(tester.setBalance({ address: BOB, value: 1n })).rejects.toThrow(/not supported/)
    expect(await tester.getTxpoolStatus()).toEqual({ pending: 0, queued: 0 })
  })

  test('is told of blocks, logs and pending transactions over a WebSocket', async () => {
    const { backend, wsUrl, chain } = await setUp()
    const transport = webSocket(wsUrl)
    const reader = createPublicClient({ chain, transport })
    const told: { blocks: bigint[]; logs: Hash[]; pending: Hash[] } = {
      blocks: [],
      logs: [],
      pending: [],
    }
    const stops = [
      reader.watchBlocks({ onBlock: (block) => void told.blocks.push(block.number) }),
      reader.watchEvent({
        address: BOB,
        onLogs: (logs) => void told.logs.push(...logs.map((log) => log.transactionHash)),
      }),
      reader.watchPendingTransactions({
        onTransactions: (hashes) => void told.pending.push(...hashes),
      }),
    ]
    await expect.poll(() => backend.pendingListeners).toBe(1)
    await expect
      .poll(async () => (await reader.request({ method: 'eth_chainId' })) === '0x7ab7')
      .toBe(true)
    const wallet = createWalletClient({ account: privateKeyToAccount(TEST_KEY), chain, transport })
    const hash = await wallet.sendTransaction({ to: BOB, value: 7n })
    await expect.poll(() => told).toEqual({ blocks: [1n], logs: [hash], pending: [hash] })
    for (const stop of stops) stop()
    const { close } = await reader.transport.getRpcClient()
    close()
  })

  test('polls with filters over HTTP', async () => {
    const { backend, url, chain } = await setUp()
    const reader = createPublicClient({ chain, transport: http(url) })
    const filter = await reader.createEventFilter({ address: REWARDING_ADDRESS })
    mineSystemLog(backend)
    expect(await reader.getFilterChanges({ filter })).toHaveLength(1)
    expect(await reader.getFilterChanges({ filter })).toHaveLength(0)
    expect(await reader.uninstallFilter({ filter })).toBe(true)
  })

  test('batches', async () => {
    const { url, chain } = await setUp()
    const reader = createPublicClient({ chain, transport: http(url, { batch: true }) })
    const answers = await Promise.all([
      reader.getChainId(),
      reader.getBlockNumber(),
      reader.getGasPrice(),
    ])
    expect(answers).toEqual([31_415, 0n, 1_000_000_000_000n])
  })
})

describe('ethers', () => {
  test('sends a transfer, waits for it and reads it', async () => {
    const { backend, url } = await setUp()
    const provider = new JsonRpcProvider(url, undefined, { polling: true, pollingInterval: 20 })
    const wallet = new Wallet(TEST_KEY, provider)
    const sent = await wallet.sendTransaction({ to: BOB, value: parseUnits('1', 'wei') })
    const receipt = await sent.wait()
    expect(receipt).toMatchObject({ status: 1, gasUsed: 10_000n, blockNumber: 1 })
    expect(await provider.getBalance(BOB)).toBe(1n)
    mineSystemLog(backend)
    const block = await provider.getBlock('latest', true)
    expect(block?.prefetchedTransactions[0]).toMatchObject({
      hash: systemTransactionHash(2),
      type: 0,
    })
    expect(await provider.getLogs({ fromBlock: 0 })).toHaveLength(2)
    expect((await provider.getTransactionReceipt(systemTransactionHash(2)))?.logs).toHaveLength(1)
    expect(await provider.getFeeData()).toMatchObject({ gasPrice: 1_000_000_000_000n })
    expect(await provider.getCode(STAKING_ADDRESS)).toBe('0xfe')
    provider.destroy()
  })

  test('decodes a refusal', async () => {
    const { url } = await setUp()
    const provider = new JsonRpcProvider(url)
    await expect(provider.call({ to: STAKING_ADDRESS, data: '0x12345678' })).rejects.toMatchObject({
      code: 'CALL_EXCEPTION',
      data: expect.stringMatching(/^0x[0-9a-f]{8}0+7$/) as string,
    })
    provider.destroy()
  })

  test('knows what a refused transaction was refused for', async () => {
    const { url } = await setUp()
    const provider = new JsonRpcProvider(url)
    const wallet = new Wallet(TEST_KEY, provider)
    await wallet.sendTransaction({ to: BOB, nonce: 0 })
    await expect(wallet.sendTransaction({ to: BOB, nonce: 0, value: 2 })).rejects.toMatchObject({
      code: 'NONCE_EXPIRED',
    })
    provider.destroy()
  })

  test('is told of blocks over a WebSocket', async () => {
    const { backend, wsUrl } = await setUp()
    const provider = new WebSocketProvider(wsUrl)
    const heights: number[] = []
    await provider.on('block', (height: number) => void heights.push(height))
    await provider.getBlockNumber()
    backend.mineNow()
    backend.mineNow()
    await expect.poll(() => heights).toEqual([1, 2])
    await provider.destroy()
  })
})
