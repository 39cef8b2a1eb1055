import { expect, test } from 'vitest'
import { createGenesisRecord } from '#rpc/block-record.ts'
import type { BlockRecord } from '#rpc/backend.ts'
import { systemTransactionHash } from '#rpc/system-transaction.ts'
import { testTransaction } from '#mempool/pool-transaction.fixture.ts'
import { createRecentBlocks } from './recent-blocks.ts'

const genesis = createGenesisRecord({
  hash: new Uint8Array(32),
  timeMs: 0,
  appHash: new Uint8Array(32),
  gasLimit: 1,
  gasPriceRau: 1n,
})

function block(height: number, transactions: number, hasLog = false): BlockRecord {
  const log = { address: '0x00', topics: [], data: new Uint8Array(0) } as const
  return {
    ...genesis,
    height,
    hash: new Uint8Array(32).fill(height),
    transactions: Array.from({ length: transactions }, () => testTransaction()),
    systemLogs: hasLog ? [log] : [],
  }
}

test('blocks and their transactions are found, the system transaction last', () => {
  const recent = createRecentBlocks(genesis)
  const one = block(1, 2, true)
  recent.add(one)
  expect(recent.head).toBe(one)
  expect(recent.byHeight(0)).toBe(genesis)
  expect(recent.byHash(new Uint8Array(32).fill(1))).toBe(one)
  expect(recent.byHash(new Uint8Array(32).fill(9))).toBeUndefined()
  const hashes = [
    ...one.transactions.map((signed) => signed.transaction.hash),
    systemTransactionHash(1),
  ]
  expect(hashes.map((hash) => recent.locate(hash))).toEqual([
    { height: 1, index: 0 },
    { height: 1, index: 1 },
    { height: 1, index: 2 },
  ])
})

test('only so many blocks are kept, and nothing of the others', () => {
  const recent = createRecentBlocks(genesis, {
    limits: { maxBlocks: 3, maxTransactions: 100 },
  })
  const blocks = [1, 2, 3, 4].map((height) => block(height, 1))
  for (const one of blocks) recent.add(one)
  expect(recent.lowest).toBe(2)
  expect([0, 1, 2, 3, 4].map((height) => recent.byHeight(height)?.height)).toEqual([
    undefined,
    undefined,
    2,
    3,
    4,
  ])
  expect(recent.byHash(new Uint8Array(32).fill(1))).toBeUndefined()
  expect(
    blocks.map((one) => recent.locate(one.transactions[0]?.transaction.hash ?? '0x')?.height),
  ).toEqual([undefined, 2, 3, 4])
})

test('full blocks are kept for less long, the newest in any case', () => {
  const recent = createRecentBlocks(genesis, {
    limits: { maxBlocks: 10, maxTransactions: 5 },
  })
  for (const [at, transactions] of [3, 2, 1, 9].entries()) {
    recent.add(block(at + 1, transactions))
    expect(recent.lowest).toBe([0, 0, 2, 4][at])
  }
  expect(recent.byHeight(4)?.transactions).toHaveLength(9)
})

test('a block of which only the header is known is gone with the next one', () => {
  const header = block(7, 0)
  const recent = createRecentBlocks(header, { isHeaderOnly: true })
  expect(recent.head).toBe(header)
  expect(recent.byHeight(7)).toBe(header)
  recent.add(block(8, 0))
  expect(recent.byHeight(7)).toBeUndefined()
  expect(recent.byHash(header.hash)).toBeUndefined()
  expect(recent.lowest).toBe(8)
  recent.add(block(9, 0))
  expect(recent.byHeight(8)?.height).toBe(8)
})
