import { describe, expect, test } from 'vitest'
import type { BouleEvent } from '#sdk/events/decode-events.ts'
import type { StoredBlock } from '#state/block-log/stored-block.ts'
import { checkPayments, checkProduction, checkTransactions } from './check-chain.ts'
import { compareLogs } from './compare-logs.ts'
import { checkEvidence, type Evidence } from './evidence.ts'
import type { BlockFacts, ChainFacts } from './replay-chain.ts'

const PRODUCERS = ['a', 'b', 'c']
const EPOCH_BLOCKS = 6

function event(eventName: string, args: object): BouleEvent {
  return { eventName, args } as unknown as BouleEvent
}

function grant(epoch: number, kind: number, amountRau: bigint, delegate = 'a'): BouleEvent {
  return event('RewardGranted', { epoch: BigInt(epoch), delegate, kind, amountRau, owedRau: 0n })
}

function settled(epoch: number, blockRau: bigint, epochRau: bigint): BouleEvent {
  return event('EpochSettled', { epoch: BigInt(epoch), blockRau, epochRau, foundationRau: 0n })
}

function block(height: number, change: Partial<BlockFacts> = {}): BlockFacts {
  const due = PRODUCERS[height % 3] ?? ''
  return {
    height,
    epoch: Math.ceil(height / EPOCH_BLOCKS),
    timeMs: height * 1_000,
    hash: `0xb${height}`,
    appHash: `0xa${height}`,
    proposer: due,
    commit: { round: 0, absent: [] },
    due: [due],
    transactions: [`0x${height}`],
    events: [],
    ...change,
  }
}

/** Two epochs of six blocks, of which the first is settled: five blocks and 100 by votes, 30 of which were claimed. */
function chain(changes: Readonly<Record<number, Partial<BlockFacts>>> = {}): ChainFacts {
  const events: Readonly<Record<number, readonly BouleEvent[]>> = {
    6: [grant(1, 0, 40n), grant(1, 0, 10n, 'b'), grant(1, 1, 100n), settled(1, 50n, 100n)],
    8: [event('RewardClaimed', { amountRau: 30n })],
  }
  const epoch = (number: number) => ({
    epoch: number,
    startHeight: (number - 1) * EPOCH_BLOCKS + 1,
    endHeight: number * EPOCH_BLOCKS,
    producers: PRODUCERS,
    verifiers: ['d'],
  })
  const row = (produced: number) => ({ produced, missed: 0 })
  const counted = new Map([
    ['a', row(1)],
    ['b', row(2)],
    ['c', row(2)],
  ])
  return {
    blocks: Array.from({ length: 13 }, (_, index) =>
      block(index + 1, { events: events[index + 1] ?? [], ...changes[index + 1] }),
    ),
    epochs: [
      { ...epoch(1), counted },
      { ...epoch(2), counted: undefined },
    ],
    unclaimedRau: 120n,
    blockRewardRau: 10n,
    problems: [],
  }
}

describe('production', () => {
  test('as it should be', () => {
    expect(checkProduction(chain())).toEqual([])
  })

  test.each([
    ['someone who was not due', { 7: { proposer: 'd' } }, /^block 7 was made by d; due were b$/],
    [
      'a verifier that was due',
      { 8: { due: ['d'], proposer: 'd' } },
      /^epoch 2: c was due for 1 blocks, its share is 2.*epoch 2: d was due for 1 blocks, its share is 0$/,
    ],
    [
      'a miss that was not counted',
      { 3: { due: ['a', 'b'], proposer: 'b', commit: { round: 1, absent: [] } } },
      /the chain counted for a 1 made, 0 missed; it was 0 made, 1 missed/,
    ],
  ])('%s is found', (_, changes, message) => {
    expect(checkProduction(chain(changes)).join(', ')).toMatch(message)
  })

  test('a network that was disturbed may fail rounds', () => {
    const late = { due: ['a', 'b'], proposer: 'a', commit: { round: 1, absent: [] } }
    expect(checkProduction(chain({ 9: late }))).toEqual([])
  })
})

describe('payments', () => {
  test('as they should be', () => {
    expect(checkPayments(chain())).toEqual([])
  })

  test.each([
    [
      'a grant made twice',
      chain({ 12: { events: [grant(1, 0, 0n)] } }),
      'epoch 1: the grant of kind 0 to a was made twice, at block 12 again',
    ],
    [
      'an epoch settled twice',
      chain({ 12: { events: [settled(1, 50n, 100n)] } }),
      'epoch 1 was settled twice',
    ],
    [
      'another sum',
      chain({ 6: { events: [grant(1, 0, 50n), grant(1, 1, 100n), settled(1, 50n, 90n)] } }),
      'epoch 1: the grants are 50, 100, 0, settled were 50, 90, 0',
    ],
    [
      'coins that are left over',
      { ...chain(), unclaimedRau: 121n },
      '150 Rau were granted, 30 claimed, and 121 are left',
    ],
    [
      'an epoch that was not settled',
      { ...chain({ 6: { events: [] } }), unclaimedRau: -30n },
      'epoch 1 has ended and was not settled',
    ],
    [
      'blocks paid at another price',
      { ...chain(), blockRewardRau: 11n },
      'epoch 1: 50 Rau for 5 blocks, and it should be 55',
    ],
  ])('%s is found', (_, facts, message) => {
    expect(checkPayments(facts)).toEqual([message])
  })
})

test('a transaction that is missing, doubled or of nobody is found', () => {
  const facts = chain({ 5: { transactions: ['0x1', '0x77'] } })
  const sent = new Set(facts.blocks.map((one) => `0x${one.height}`))
  expect(checkTransactions(chain(), sent)).toEqual([])
  expect(checkTransactions(facts, sent)).toEqual([
    'transaction 0x1 is in 2 blocks',
    'transaction 0x5 is in 0 blocks',
    'transaction 0x77 was sent by nobody',
  ])
})

test('what a node says differently is found', () => {
  const facts = chain()
  const by = <T>(of: (one: BlockFacts) => T) =>
    new Map(facts.blocks.map((one) => [one.height, of(one)]))
  const evidence: Evidence = {
    node: 'n1',
    height: 5,
    engineHashes: by((one) => one.hash),
    engineAppHashes: by((one) => one.appHash),
    hashes: by((one) => one.hash),
    appHashes: by((one) => one.appHash),
    rounds: by(() => 0),
    grants: [],
  }
  expect(checkEvidence(facts, evidence)).toEqual([])
  const other = new Map([...evidence.hashes, [3, 'other']] as const)
  expect(checkEvidence(facts, { ...evidence, hashes: other })).toEqual([
    'n1: block 3 is other, and should be 0xb3',
  ])
  expect(checkEvidence(facts, { ...evidence, engineAppHashes: other }).join()).toMatch(
    /app hash 3 of CometBFT is other/,
  )
  expect(checkEvidence(facts, { ...evidence, rounds: new Map() })).toHaveLength(4)
  expect(checkEvidence(facts, { ...evidence, grants: ['one'] })).toEqual([
    'n1: the list of grants is one, and should be ',
  ])
})

test('logs of which one has another block are found, a shorter one is not', () => {
  const stored = (height: number, appHash = height): StoredBlock => ({
    request: {
      height,
      timeMs: height,
      hash: Uint8Array.of(height),
      proposerAddress: 'AB',
      txs: [],
      decidedLastCommit: { round: 0, votes: [] },
      misbehavior: [],
    },
    roots: { appHash: Uint8Array.of(appHash), modules: [] },
  })
  const log = [stored(1), stored(2), stored(3)]
  const good = compareLogs(
    new Map([
      ['n1', log.slice(0, 2)],
      ['n2', log],
    ]),
  )
  expect(good).toEqual({ longest: log, problems: [] })
  const bad = [stored(1), stored(2, 9), stored(3)]
  expect(
    compareLogs(
      new Map([
        ['n1', log],
        ['n2', bad],
        ['n3', []],
      ]),
    ).problems,
  ).toEqual(['n2 has another block 2 than others', 'n3 has no blocks'])
})
