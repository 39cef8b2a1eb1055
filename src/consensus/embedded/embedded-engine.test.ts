import { describe, expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { computeBlockHash } from './block-hash.ts'
import type { EngineError } from './engine-error.ts'
import { createEmbeddedEngine, type EmbeddedEngineOptions } from './embedded-engine.ts'
import {
  createFakeApplication,
  createTurns,
  type FakeApplication,
} from './fake-application.fixture.ts'
import { createFakeClock } from './fake-clock.fixture.ts'

const START = 1_700_000_000_000
const GENESIS = { hash: new Uint8Array(32).fill(7), timeMs: START - 1_000 }
const NAMES = ['AA', 'BB', 'CC', 'DD']

function setUp(
  options: Partial<EmbeddedEngineOptions> = {},
  application = createFakeApplication(),
) {
  const clock = createFakeClock(START)
  const failures: EngineError[] = []
  const stalls: number[] = []
  const offline = new Set<string>()
  const engine = createEmbeddedEngine({
    application,
    chainId: 4_242,
    genesis: GENESIS,
    lastBlock: undefined,
    validators: createTurns(NAMES),
    maxTxBytes: () => 1_000,
    pendingTransactions: () => application.pool.length,
    pacing: { intervalMs: 0, automine: false },
    onFailure: (error) => failures.push(error),
    onStalled: (height) => stalls.push(height),
    isOnline: (validator) => !offline.has(validator),
    clock,
    checkOwnProposals: true,
    ...options,
  })
  return { engine, application, clock, failures, stalls, offline }
}

/** Makes blocks by hand under a clock that stands. */
async function mine(
  { engine, clock }: Pick<ReturnType<typeof setUp>, 'engine' | 'clock'>,
  blocks: number,
  intervalSeconds = 0,
): Promise<void> {
  const progress = { isDone: false }
  const done = engine.mine(blocks, intervalSeconds).finally(() => {
    progress.isDone = true
  })
  done.catch(() => {})
  while (!progress.isDone) await clock.advance(0)
  await done
}

function rounds(application: FakeApplication): readonly (readonly [string, number])[] {
  return application.blocks.map((block) => [block.proposerAddress, block.decidedLastCommit.round])
}

const tx = (byte: number): Uint8Array => Uint8Array.of(byte, 1, 2, 3)

describe('blocks by hand', () => {
  test('proposers take their turns, hashes chain, times rise', async () => {
    const rig = setUp()
    rig.engine.start()
    await mine(rig, 5)
    const { blocks } = rig.application
    expect(blocks.map((block) => block.height)).toEqual([1, 2, 3, 4, 5])
    expect(blocks.map((block) => block.proposerAddress)).toEqual(['AA', 'BB', 'CC', 'DD', 'AA'])
    expect(blocks.map((block) => block.timeMs - START)).toEqual([0, 1, 2, 3, 4])
    expect(blocks[0]?.decidedLastCommit).toEqual({ round: 0, votes: [] })
    expect(new Set(blocks.map((block) => toHex(block.hash))).size).toBe(5)
    expect(rig.engine.lastBlock).toMatchObject({ height: 5, proposerAddress: 'AA' })
  })

  test('blocks can be spaced, and the clock goes on behind them', async () => {
    const rig = setUp()
    rig.engine.start()
    await mine(rig, 3, 60)
    await rig.clock.advance(5_000)
    await mine(rig, 1)
    const times = rig.application.blocks.map((block) => block.timeMs - START)
    expect(times).toEqual([0, 60_000, 120_000, 125_000])
  })

  test('a time that was set is that of the first block', async () => {
    const rig = setUp()
    rig.engine.start()
    rig.engine.setNextBlockTimestamp(START / 1_000 + 500)
    await mine(rig, 2, 10)
    expect(rig.application.blocks.map((block) => block.timeMs - START)).toEqual([500_000, 510_000])
    expect(() => rig.engine.setNextBlockTimestamp(START / 1_000)).toThrow('not later')
  })

  test.each([
    [-1, 0, 'whole number of blocks'],
    [1.5, 0, 'whole number of blocks'],
    [1, -1, 'whole seconds'],
    [1, 0.5, 'whole seconds'],
  ])('%s blocks %s seconds apart are refused', async (blocks, seconds, message) => {
    const rig = setUp()
    rig.engine.start()
    await expect(rig.engine.mine(blocks, seconds)).rejects.toThrow(message)
    expect(rig.application.blocks).toHaveLength(0)
  })

  test('evidence goes into the next block, once', async () => {
    const rig = setUp()
    rig.engine.start()
    const evidence = { type: 'duplicate-vote', validator: 'BB', height: 1, timeMs: START } as const
    rig.engine.addMisbehavior(evidence)
    await mine(rig, 2)
    expect(rig.application.blocks.map((block) => block.misbehavior)).toEqual([[evidence], []])
  })
})

describe('offline validators', () => {
  test('their rounds fail, the next block tells, and they do not sign', async () => {
    const rig = setUp()
    rig.engine.start()
    await mine(rig, 1)
    rig.offline.add('BB')
    rig.offline.add('CC')
    await mine(rig, 2)
    rig.offline.delete('BB')
    await mine(rig, 2)
    expect(rounds(rig.application)).toEqual([
      ['AA', 0],
      ['DD', 0],
      ['DD', 2],
      ['DD', 1],
      ['AA', 0],
    ])
    const flags = rig.application.blocks.map((block) =>
      block.decidedLastCommit.votes.map((vote) => vote.flag[0]).join(''),
    )
    // As it is when the next block is made: BB is back by then.
    expect(flags).toEqual(['', 'caac', 'caac', 'ccac', 'ccac'])
  })

  test('when nobody is online blocks wait until somebody is', async () => {
    const rig = setUp({ pacing: { intervalMs: 1_000, automine: false } })
    rig.engine.start()
    for (const name of NAMES) rig.offline.add(name)
    await rig.clock.advance(3_500)
    await expect(mine(rig, 1)).rejects.toMatchObject({ code: 'all-offline' })
    expect(rig.application.blocks).toHaveLength(0)
    expect(rig.stalls).toEqual([1])
    expect(rig.failures).toEqual([])
    rig.offline.delete('CC')
    await rig.clock.advance(1_000)
    expect(rig.application.blocks).toHaveLength(1)
    expect(rig.application.blocks[0]?.proposerAddress).toBe('CC')
  })
})

describe('blocks by themselves', () => {
  test('at an interval, without drift', async () => {
    const rig = setUp({ pacing: { intervalMs: 1_000, automine: false } })
    rig.engine.start()
    await rig.clock.advance(10_500)
    expect(rig.application.blocks.map((block) => block.timeMs - START)).toEqual(
      Array.from({ length: 10 }, (_, at) => (at + 1) * 1_000),
    )
  })

  test('the first one comes when it is asked for', async () => {
    const rig = setUp()
    rig.engine.start()
    rig.engine.setIntervalMs(1_000, 200)
    await rig.clock.advance(2_500)
    const times = rig.application.blocks.map((block) => block.timeMs - START)
    expect(times).toEqual([200, 1_200, 2_200])
  })

  test('a pause is not followed by a flood', async () => {
    const rig = setUp({ pacing: { intervalMs: 1_000, automine: false } })
    rig.engine.start()
    await rig.clock.advance(2_000)
    rig.clock.jump(3_600_300)
    await rig.clock.advance(0)
    // The one whose timer was running, and at most three to make up.
    expect(rig.application.blocks.length).toBeLessThanOrEqual(6)
    expect(rig.application.blocks.length).toBeGreaterThanOrEqual(5)
    const before = rig.application.blocks.length
    await rig.clock.advance(3_000)
    expect(rig.application.blocks.length - before).toBe(3)
  })

  test('as soon as there is a transaction, with all that are there', async () => {
    const rig = setUp({ pacing: { intervalMs: 0, automine: true } })
    rig.engine.start()
    await rig.clock.advance(5_000)
    expect(rig.application.blocks).toHaveLength(0)
    for (let byte = 1; byte <= 3; byte++) {
      rig.application.pool.push(tx(byte))
      rig.engine.onTransaction()
    }
    await rig.clock.advance(0)
    expect(rig.application.blocks.map((block) => block.txs.length)).toEqual([3])
  })

  test('what does not fit into a block comes in the next', async () => {
    const rig = setUp({ pacing: { intervalMs: 0, automine: true } })
    rig.application.blockSize = 4
    rig.engine.start()
    for (let byte = 1; byte <= 10; byte++) rig.application.pool.push(tx(byte))
    rig.engine.onTransaction()
    await rig.clock.advance(0)
    expect(rig.application.blocks.map((block) => block.txs.length)).toEqual([4, 4, 2])
  })

  test('transactions that no block takes do not make blocks for ever', async () => {
    const rig = setUp({ pacing: { intervalMs: 0, automine: true } })
    rig.application.blockSize = 0
    rig.engine.start()
    rig.application.pool.push(tx(1))
    rig.engine.onTransaction()
    await rig.clock.advance(1_000)
    expect(rig.application.blocks).toHaveLength(1)
  })

  test('modes can be switched while it runs', async () => {
    const rig = setUp({ pacing: { intervalMs: 1_000, automine: false } })
    rig.engine.start()
    await rig.clock.advance(2_500)
    rig.engine.setIntervalMs(0)
    await rig.clock.advance(5_000)
    expect(rig.application.blocks).toHaveLength(2)
    rig.application.pool.push(tx(1))
    rig.engine.setAutomine(true)
    await rig.clock.advance(0)
    expect(rig.application.blocks).toHaveLength(3)
    rig.engine.setAutomine(false)
    rig.engine.setIntervalMs(100)
    await rig.clock.advance(1_000)
    expect(rig.application.blocks).toHaveLength(13)
    expect(rig.engine.pacing).toEqual({ intervalMs: 100, automine: false })
    expect(() => rig.engine.setIntervalMs(-1)).toThrow('whole number of milliseconds')
  })
})

describe('end', () => {
  test.each(['prepareProposal', 'finalizeBlock', 'commit'] as const)(
    'a failure in %s stops the engine with one line',
    async (call) => {
      const rig = setUp({ pacing: { intervalMs: 1_000, automine: true } })
      rig.engine.start()
      await rig.clock.advance(2_000)
      rig.application.failAt = call
      await rig.clock.advance(10_000)
      rig.application.failAt = undefined
      await rig.clock.advance(10_000)
      expect(rig.failures.map((error) => error.message)).toEqual([
        `block 3 failed: ${call}: no space left on device`,
      ])
      expect(rig.application.blocks).toHaveLength(2)
      await expect(rig.engine.mine(1)).rejects.toMatchObject({ code: 'failed' })
    },
  )

  test('a block that the application itself refuses stops the engine', async () => {
    const rig = setUp()
    rig.engine.start()
    rig.application.pool.push(tx(0xff))
    await expect(mine(rig, 1)).rejects.toThrow('refuses the block that it prepared')
    expect(rig.failures).toHaveLength(1)
  })

  test('stopping lets the block at hand finish and makes no more', async () => {
    const rig = setUp({ pacing: { intervalMs: 1_000, automine: true } })
    rig.engine.start()
    const mined = rig.engine.mine(3)
    mined.catch(() => {})
    const stopped = rig.engine.stop()
    await stopped
    await rig.clock.advance(10_000)
    expect(rig.application.blocks.length).toBeLessThanOrEqual(1)
    await expect(mined).rejects.toMatchObject({ code: 'stopped' })
    await rig.engine.stop()
  })
})

describe('restart', () => {
  test('goes on where it was, and tells the round of the last block', async () => {
    const whole = setUp()
    whole.engine.start()
    const first = setUp()
    first.engine.start()
    for (const rig of [whole, first]) {
      rig.offline.add('CC')
      await mine(rig, 3)
    }
    await first.engine.stop()
    const { lastBlock } = first.engine
    const second = setUp({ lastBlock }, first.application)
    second.offline.add('CC')
    second.engine.start()
    await mine(whole, 2)
    await mine(second, 2)
    expect(second.engine.lastBlock).toEqual(whole.engine.lastBlock)
    expect(rounds(second.application)).toEqual(rounds(whole.application))
    expect(rounds(whole.application)[3]).toEqual(['DD', 1])
    expect(second.application.info()).toEqual(whole.application.info())
  })

  test('a state that is not at the last block is not built upon', () => {
    const { engine } = setUp({
      lastBlock: { height: 3, hash: new Uint8Array(32), timeMs: START, proposerAddress: 'AA' },
    })
    expect(() => engine.start()).toThrow('the state is at height 0, the last block has 3')
  })

  test('a last block by somebody who never had a turn is not built upon', async () => {
    const rig = setUp()
    rig.engine.start()
    await mine(rig, 1)
    const lastBlock = { ...rig.engine.lastBlock, proposerAddress: 'XX' }
    const { engine } = setUp({ lastBlock }, rig.application)
    expect(() => engine.start()).toThrow('the proposer XX of block 1 is not in its schedule')
  })
})

test('every field of a header changes the hash of the block', () => {
  const header = {
    chainId: 1,
    parentHash: new Uint8Array(32),
    lastAppHash: new Uint8Array(32),
    height: 1,
    timeMs: 1,
    proposerAddress: 'AA',
    txs: [tx(1)],
    decidedLastCommit: { round: 0, votes: [{ validator: 'AA', flag: 'commit' }] },
    misbehavior: [],
  } as const
  const changes = [
    {},
    { chainId: 2 },
    { parentHash: new Uint8Array(32).fill(1) },
    { lastAppHash: new Uint8Array(32).fill(1) },
    { height: 2 },
    { timeMs: 2 },
    { proposerAddress: 'BB' },
    { txs: [tx(2)] },
    { txs: [tx(1), tx(1)] },
    { decidedLastCommit: { round: 1, votes: header.decidedLastCommit.votes } },
    { decidedLastCommit: { round: 0, votes: [{ validator: 'AA', flag: 'absent' }] } },
    { misbehavior: [{ type: 'duplicate-vote', validator: 'AA', height: 1, timeMs: 1 }] },
  ] as const
  const hashes = changes.map((change) => toHex(computeBlockHash({ ...header, ...change })))
  expect(new Set(hashes).size).toBe(changes.length)
})
