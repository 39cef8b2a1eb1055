import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { createFakeClock } from '#consensus/embedded/fake-clock.fixture.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { NodeOptions } from './config.ts'
import type { NodePorts } from './open-chain.ts'
import { type RunningNode, startNode } from './start-node.ts'
import {
  signedTransfer,
  TEST_ACCOUNTS,
  TEST_BALANCE_RAU,
  type TestAccount,
  testGenesis,
} from './test-network.fixture.ts'

const [alice, bob] = TEST_ACCOUNTS as readonly [TestAccount, TestAccount]
let dataDir = ''
let nodes: RunningNode[] = []
let lines: string[] = []

beforeEach(() => {
  dataDir = fs.mkdtempSync(join(tmpdir(), 'boule-node-'))
  nodes = []
  lines = []
})
afterEach(async () => {
  for (const node of nodes) await node.stop()
  fs.rmSync(dataDir, { recursive: true })
})

async function start(
  options: Partial<NodeOptions> = {},
  ports: NodePorts = {},
): Promise<RunningNode> {
  const common: NodeOptions = {
    genesis: testGenesis(),
    dataDir,
    rpcPort: 0,
    blockMode: 'automine',
    dev: true,
    signatureWorkers: 1,
    writeLog: (line) => lines.push(line),
  }
  const node = await startNode({ ...common, ...options }, ports)
  nodes.push(node)
  return node
}

async function call<T>(node: RunningNode, method: string, ...params: unknown[]): Promise<T> {
  const response = await fetch(node.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as { result: T; error?: { message: string } }
  if (error !== undefined) throw new Error(error.message)
  return result
}

/** Resolves with the block that carries so many more transactions in all. */
function afterTransactions(node: RunningNode, count: number): Promise<ExecutedBlock> {
  let seen = 0
  return new Promise((resolve) => {
    const end = node.subscribe((block) => {
      seen += block.transactions.length
      if (seen < count) return
      end()
      resolve(block)
    })
  })
}

interface RpcReceipt {
  readonly status: string
  readonly blockNumber: string
}

interface RpcBlock {
  readonly hash: string
  readonly number: string
  readonly parentHash: string
  readonly transactions: readonly string[]
}

describe('a node', () => {
  test('mines what is sent to it, shows receipts, and is the same after a restart', async () => {
    const node = await start()
    const mined = afterTransactions(node, 3)
    const hashes: string[] = []
    for (let nonce = 0; nonce < 3; nonce++) {
      hashes.push(await call(node, 'eth_sendRawTransaction', toHex(signedTransfer(alice, nonce))))
    }
    await mined
    for (const hash of hashes) {
      const receipt = await call<RpcReceipt>(node, 'eth_getTransactionReceipt', hash)
      expect(receipt.status).toBe('0x1')
    }
    const balance = await call<string>(node, 'eth_getBalance', bob.address, 'latest')
    expect(BigInt(balance)).toBe(TEST_BALANCE_RAU + coins(3))
    expect(await call(node, 'eth_getTransactionCount', alice.address, 'pending')).toBe('0x3')
    const head = await call<RpcBlock>(node, 'eth_getBlockByNumber', 'latest', false)
    await node.stop()
    expect(await node.ended).toBeUndefined()

    const again = await start()
    expect(await call<RpcBlock>(again, 'eth_getBlockByNumber', 'latest', false)).toEqual(head)
    expect(await call(again, 'eth_getBalance', bob.address, 'latest')).toBe(balance)
    for (const hash of hashes) {
      expect(await call(again, 'eth_getTransactionReceipt', hash)).toMatchObject({ status: '0x1' })
    }
    const next = afterTransactions(again, 1)
    await call(again, 'eth_sendRawTransaction', toHex(signedTransfer(alice, 3)))
    expect(toHex((await next).hash)).not.toBe(head.hash)
    const child = await call<RpcBlock>(again, 'eth_getBlockByNumber', 'latest', false)
    expect(child.parentHash).toBe(head.hash)
  })

  test('starts from a snapshot, and its past is still there', async () => {
    const node = await start({ snapshotIntervalBlocks: 10 })
    const mined = afterTransactions(node, 1)
    const hash = await call<string>(node, 'eth_sendRawTransaction', toHex(signedTransfer(alice, 0)))
    await mined
    await call(node, 'anvil_mine', 33)
    const head = await call<RpcBlock>(node, 'eth_getBlockByNumber', 'latest', false)
    const first = await call<RpcBlock>(node, 'eth_getBlockByNumber', '0x1', false)
    await node.stop()
    expect(fs.readdirSync(join(dataDir, 'snapshots')).length).toBeGreaterThan(0)

    lines = []
    const again = await start({ snapshotIntervalBlocks: 10 })
    expect(lines.find((line) => line.includes('node started'))).toMatch(/snapshot=[123]0 /)
    expect(await call<RpcBlock>(again, 'eth_getBlockByNumber', 'latest', false)).toEqual(head)
    expect(await call<RpcBlock>(again, 'eth_getBlockByNumber', '0x1', false)).toEqual(first)
    expect(await call(again, 'eth_getTransactionReceipt', hash)).toMatchObject({ status: '0x1' })
    await call(again, 'anvil_mine', 20)
    expect(again.backend.head().height).toBe(Number(head.number) + 20)
  })

  test('refuses what is wrong with its word and changes nothing', async () => {
    const node = await start()
    const send = (raw: Uint8Array) => call(node, 'eth_sendRawTransaction', toHex(raw))
    await expect(send(signedTransfer(alice, 0, { chainId: 1 }))).rejects.toThrow('invalid chain id')
    await expect(send(signedTransfer(alice, 99))).rejects.toThrow('nonce too high')
    await expect(send(signedTransfer(alice, 0, { maxFeePerGasRau: 1n }))).rejects.toThrow(
      'transaction underpriced',
    )
    await expect(send(signedTransfer(alice, 0, { gasLimit: 1 }))).rejects.toThrow(
      'intrinsic gas too low',
    )
    await expect(send(signedTransfer(alice, 0, { valueRau: TEST_BALANCE_RAU }))).rejects.toThrow(
      'insufficient funds for gas * price + value',
    )
    expect(await call(node, 'txpool_status')).toEqual({ pending: '0x0', queued: '0x0' })
    expect(node.backend.head().height).toBe(0)
  })

  test('pending state has what waits on top', async () => {
    const node = await start({ blockMode: 'manual' })
    await call(node, 'eth_sendRawTransaction', toHex(signedTransfer(alice, 0)))
    await call(node, 'eth_sendRawTransaction', toHex(signedTransfer(alice, 1)))
    const read = (block: string) => call<string>(node, 'eth_getBalance', bob.address, block)
    expect(BigInt(await read('pending')) - BigInt(await read('latest'))).toBe(coins(2))
    expect(await call(node, 'eth_getTransactionCount', alice.address, 'latest')).toBe('0x0')
    expect(await call(node, 'eth_getTransactionCount', alice.address, 'pending')).toBe('0x2')
    await call(node, 'anvil_mine', 1)
    expect(BigInt(await read('latest'))).toBe(TEST_BALANCE_RAU + coins(2))
  })

  test('keeps what waits over a restart', async () => {
    const node = await start({ blockMode: 'manual' })
    for (const nonce of [0, 1, 3]) {
      await call(node, 'eth_sendRawTransaction', toHex(signedTransfer(alice, nonce)))
    }
    await node.stop()
    const again = await start({ blockMode: 'manual' })
    expect(again.backend.poolStatus()).toEqual({ pending: 2, queued: 1 })
    await call(again, 'anvil_mine', 1)
    await again.stop()
    const third = await start({ blockMode: 'manual' })
    expect(third.backend.poolStatus()).toEqual({ pending: 0, queued: 1 })
    await third.stop()
    fs.writeFileSync(join(dataDir, 'pool'), 'not a list of transactions')
    expect((await start({ blockMode: 'manual' })).backend.poolStatus()).toEqual({
      pending: 0,
      queued: 0,
    })
  })

  test('keeps the epochs going: every producer has its turn, elections and pay', async () => {
    const node = await start({ blockMode: 'manual' })
    const blocks: ExecutedBlock[] = []
    node.subscribe((block) => blocks.push(block))
    await call(node, 'anvil_mine', 36)
    const producers = blocks.slice(0, 12).map((block) => block.proposerAddress)
    const counts = new Map<string, number>()
    for (const producer of producers) counts.set(producer, (counts.get(producer) ?? 0) + 1)
    expect([...counts.values()]).toEqual([4, 4, 4])
    expect(blocks.filter((block) => block.reveal !== undefined)).toHaveLength(36)
    expect(blocks.map((block) => block.epoch).at(-1)).toBe(3)
    const settlement = node.backend.queries.settlement(2)
    expect(settlement).toBeDefined()
  })

  test('a delegate that is taken offline misses its turns, also after a restart', async () => {
    const node = await start({ blockMode: 'manual' })
    const set = node.backend.queries.epoch()?.set
    const producer = set?.seats.find((seat) => seat.producer)?.delegate
    if (producer === undefined) throw new Error('an epoch has producers')
    await call(node, 'boule_setOffline', producer, true)
    await call(node, 'anvil_mine', 6)
    await node.stop()
    const again = await start({ blockMode: 'manual' })
    expect(again.backend.dev?.offlineDelegates()).toEqual([producer])
    await call(again, 'anvil_mine', 5)
    const missed = again.backend.queries.delegate(producer)?.activity
    expect(missed?.produced).toBe(0)
    expect(missed?.missed).toBeGreaterThanOrEqual(3)
    expect(missed?.absent).toBeGreaterThanOrEqual(10)
  })

  test('answers while it makes blocks, and never from the middle of one', async () => {
    const node = await start({ blockMode: 'manual' })
    const filler = Array.from({ length: 40 }, (_, nonce) => toHex(signedTransfer(alice, nonce)))
    await Promise.all(filler.map((raw) => call(node, 'eth_sendRawTransaction', raw)))
    const mined = call(node, 'anvil_mine', 60)
    const transfer = { from: alice.address, to: bob.address, value: '0x1' }
    const answers = Array.from({ length: 150 }, () =>
      call(node, 'eth_estimateGas', transfer, 'pending'),
    )
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['0x2710']))
    await mined
    expect(lines.filter((line) => line.includes('error'))).toEqual([])
  })

  test('stops with one line when its disk is full, and loses nothing that it confirmed', async () => {
    let isFull = false
    const node = await start(
      { blockMode: 'manual' },
      {
        wrapDisk: (disk) => ({
          ...disk,
          sync: async (file) => {
            if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
            return disk.sync(file)
          },
        }),
      },
    )
    await call(node, 'anvil_mine', 3)
    const confirmed = toHex(node.backend.head().hash)
    isFull = true
    await expect(node.backend.dev?.mine(1, 0)).rejects.toThrow('the disk is full')
    const reason = await node.ended
    expect(reason).toMatchObject({
      code: 'failed',
      message: expect.stringContaining('the disk is full'),
    })
    expect(reason?.message).not.toContain('\n')
    await expect(fetch(node.rpcUrl)).rejects.toThrow()
    isFull = false
    const again = await start({ blockMode: 'manual' })
    const block = await again.backend.blockByHeight(3)
    expect(toHex(block?.hash ?? new Uint8Array(0))).toBe(confirmed)
    await call(again, 'anvil_mine', 2)
  })

  test('makes blocks by the clock', async () => {
    const clock = createFakeClock(testGenesis().timeMs + 5_000)
    const node = await start({ blockMode: 'interval' }, { clock })
    expect(node.backend.head().height).toBe(0)
    await clock.advance(10_500)
    expect(node.backend.head()).toMatchObject({ height: 11, timeMs: testGenesis().timeMs + 15_000 })
    await call(node, 'evm_setIntervalMining', 5)
    await clock.advance(10_500)
    expect(node.backend.head().height).toBe(13)
  })

  test('shows its figures', async () => {
    const node = await start({ blockMode: 'manual', metricsPort: 0 })
    await call(node, 'anvil_mine', 12)
    const page = await (await fetch(node.metricsUrl ?? '')).text()
    expect(page).toMatch(/^boule_height 12$/m)
    expect(page).toMatch(/^boule_boundary_execute_seconds_count 1$/m)
    expect((await fetch(`${node.metricsUrl}/x`)).status).toBe(404)
    const names = [...page.matchAll(/^# TYPE (\w+)/gm)].map((match) => match[1])
    for (const document of ['README.md', '../../docs/operating/monitoring.md']) {
      const text = fs.readFileSync(new URL(document, import.meta.url), 'utf8')
      const documented = text.match(/`(?:boule|process)_\w+`/g)?.map((name) => name.slice(1, -1))
      expect(new Set(documented), document).toEqual(new Set(names))
    }
  })
})

describe('a node that cannot start says why in one line and leaves nothing behind', () => {
  async function failureOf(options: Partial<NodeOptions>): Promise<Error> {
    const failure = await start(options).catch((error: Error) => error)
    if (!(failure instanceof Error)) throw new Error('the node started')
    expect(failure.message).not.toContain('\n')
    return failure
  }

  test('a port that is taken', async () => {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(await failureOf({ rpcPort: port })).toMatchObject({
      code: 'port',
      message: expect.stringContaining(`127.0.0.1:${port}: the port is in use`),
    })
    server.close()
    // The directory is free again.
    await start()
  })

  test('a directory that another node uses', async () => {
    await start()
    expect(await failureOf({})).toMatchObject({
      code: 'locked',
      message: expect.stringContaining(`process ${process.pid}`),
    })
  })

  test('a directory of another network', async () => {
    await (await start()).stop()
    const genesis = { ...testGenesis(), name: 'another' }
    expect(await failureOf({ genesis })).toMatchObject({ code: 'foreign' })
  })

  test('a directory that is a file', async () => {
    const path = join(dataDir, 'file')
    fs.writeFileSync(path, '')
    expect((await failureOf({ dataDir: path })).message).toContain(path)
  })

  test('an option that is wrong', async () => {
    expect(await failureOf({ rpcPort: -1 })).toMatchObject({ code: 'bad-config' })
  })
})
