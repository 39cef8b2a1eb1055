import { describe, expect, test } from 'vitest'
import { assert } from '#base/assert.ts'
import type { Application } from '#protocol/abci.ts'
import { createFakeApplication } from '../../embedded/fake-application.fixture.ts'
import { AbciException, ConnectionClosed, encodeRequest } from './abci-client.fixture.ts'
import { blockAt, CHAIN, createLogRecord, PROPOSER, serve } from './abci-server.fixture.ts'
import { createBlockCalls } from './block-calls.ts'
import { createFailure } from './failure.ts'
import { decodeRequest } from './messages.ts'
import { createGate, createSlowApplication } from './slow-application.fixture.ts'

describe('a block that was not committed is dropped', () => {
  test('when its connection closes', async () => {
    const fake = createFakeApplication()
    const discarded = createGate()
    const { connectCometbft, connect } = await serve({
      ...fake,
      discard: () => {
        fake.discard()
        discarded.open()
      },
    })
    const comet = await connectCometbft()
    await comet.initChain(CHAIN)
    await comet.finalizeBlock(blockAt(1))
    // The other three mean nothing for blocks.
    comet.mempool.kill()
    comet.query.kill()
    comet.snapshot.kill()
    await (await connect()).call('echo', {})
    comet.consensus.kill()
    await discarded.opened
    await expect(fake.commit()).rejects.toThrow('nothing to commit')
  })

  test('only after the call that is under way', async () => {
    const events: string[] = []
    const { application, entered, leave } = createSlowApplication()
    const { connectCometbft, server, lines } = await serve({
      ...application,
      finalizeBlock: async (request) => {
        const response = await application.finalizeBlock(request)
        events.push('finalised')
        return response
      },
      discard: () => {
        events.push('discarded')
        application.discard()
      },
    })
    const comet = await connectCometbft()
    const lost = comet.finalizeBlock(blockAt(1))
    await entered
    comet.kill()
    await expect(lost).rejects.toThrow(ConnectionClosed)
    leave()
    await server.close()
    expect(events).toEqual(['finalised', 'discarded'])
    expect(lines()).toEqual([])
  })

  test('when another connection makes a block', async () => {
    const fake = createFakeApplication()
    const { connectCometbft, lines } = await serve(fake)
    const old = await connectCometbft()
    await old.initChain(CHAIN)
    await old.finalizeBlock(blockAt(1))
    const next = await connectCometbft()
    const block = blockAt(1, [Uint8Array.of(1)])
    await next.finalizeBlock(block)
    await old.consensus.closed
    await expect(old.commit()).rejects.toThrow(ConnectionClosed)
    expect(lines()).toEqual(['warn consensus connection replaced by another one'])
    await next.commit()
    expect(fake.blocks).toEqual([block])
  })

  test('and a call that still waited is not made', async () => {
    const { application, entered, leave } = createSlowApplication()
    const commits: number[] = []
    const { connectCometbft } = await serve({
      ...application,
      commit: async () => {
        commits.push(1)
        return application.commit()
      },
    })
    const old = await connectCometbft()
    const next = await connectCometbft()
    // Whether its answer goes out before the connection is closed does not matter.
    old.finalizeBlock(blockAt(1)).catch(() => {})
    await entered
    const second = next.finalizeBlock(blockAt(1))
    const refused = expect(old.commit()).rejects.toThrow(ConnectionClosed)
    // By then the server has read what was sent before.
    await next.query.call('echo', {})
    leave()
    await second
    await refused
    expect(commits).toEqual([])
    await next.commit()
  })
})

test('a call that waits when its connection closes is not made', async () => {
  const { application, entered, leave } = createSlowApplication()
  const { log, lines } = createLogRecord()
  const failure = createFailure(log, () => {})
  const blocks = createBlockCalls({ application: () => application, log, failure })
  const time = { seconds: 2n, nanos: 0 }
  const value = { height: 1n, time, proposerAddress: new Uint8Array(20) }
  // The length in front is one byte.
  const request = decodeRequest(encodeRequest('finalizeBlock', value).subarray(1))
  assert(request.case === 'finalizeBlock', 'it is what was encoded')
  const caller = { isClosed: false, close: () => {} }
  const gone = { isClosed: false, close: () => {} }
  const first = blocks.answer(caller, request)
  await entered
  const second = blocks.answer(gone, request)
  gone.isClosed = true
  leave()
  expect(await first).toMatchObject({ case: 'finalizeBlock' })
  expect(await second).toBeUndefined()
  expect(lines).toEqual([])
})

describe('a call out of order is answered with an exception and does not reach the application', () => {
  const proposal = { misbehavior: [], proposerAddress: PROPOSER, timeMs: 5_000 }
  const lastCommit = { round: 0, votes: [] }
  type Comet = Awaited<ReturnType<Awaited<ReturnType<typeof serve>>['connectCometbft']>>

  test.each<readonly [string, string, (comet: Comet) => Promise<unknown>]>([
    [
      'a height left out',
      'FinalizeBlock for height 3 after block 1',
      (comet) => comet.finalizeBlock(blockAt(3)),
    ],
    [
      'a height twice',
      'FinalizeBlock for height 1 after block 1',
      (comet) => comet.finalizeBlock(blockAt(1)),
    ],
    ['a commit without a block', 'Commit without a block', (comet) => comet.commit()],
    ['a second genesis', 'InitChain for height 1 after block 1', (comet) => comet.initChain(CHAIN)],
    [
      'a proposal of another height',
      'PrepareProposal for height 1 after block 1',
      (comet) =>
        comet.prepareProposal({
          ...proposal,
          height: 1,
          maxTxBytes: 9,
          localLastCommit: lastCommit,
        }),
    ],
    [
      'a proposal of another height to check',
      'ProcessProposal for height 4 after block 1',
      (comet) =>
        comet.processProposal({ ...proposal, height: 4, txs: [], proposedLastCommit: lastCommit }),
    ],
    [
      'two blocks without a commit',
      'FinalizeBlock while block 2 waits for its commit',
      async (comet) => {
        await comet.finalizeBlock(blockAt(2))
        await comet.finalizeBlock(blockAt(2))
      },
    ],
    [
      'a vote extension',
      'vote extensions are not enabled',
      (comet) => comet.consensus.call('extendVote', {}),
    ],
    [
      'a vote extension to check',
      'vote extensions are not enabled',
      (comet) => comet.consensus.call('verifyVoteExtension', {}),
    ],
  ])('%s', async (_name, message, call) => {
    const fake = createFakeApplication()
    const { connectCometbft, lines, failures } = await serve(fake)
    const comet = await connectCometbft()
    await comet.initChain(CHAIN)
    await comet.finalizeBlock(blockAt(1))
    await comet.commit()
    const refused = call(comet)
    await expect(refused).rejects.toThrow(AbciException)
    await expect(refused).rejects.toThrow(message)
    await comet.consensus.closed
    expect(lines()).toHaveLength(1)
    expect(lines()[0]).toContain(`error abci request refused error=${message}`)
    expect(failures).toEqual([])
    expect(fake.info().lastBlockHeight).toBe(1)
    // CometBFT starts again and goes on.
    const again = await connectCometbft()
    await again.finalizeBlock(blockAt(2))
    await again.commit()
  })

  test('a commit on another connection than its block', async () => {
    const { connectCometbft } = await serve(createFakeApplication())
    const comet = await connectCometbft()
    await comet.initChain(CHAIN)
    await comet.finalizeBlock(blockAt(1))
    await expect((await connectCometbft()).commit()).rejects.toThrow('Commit without a block')
  })
})

describe('when the application fails', () => {
  const block = blockAt(1)
  test.each<readonly [string, Partial<Application>]>([
    ['finalizeBlock', { finalizeBlock: () => Promise.reject(new Error('no space left')) }],
    ['commit', { commit: () => Promise.reject(new Error('no space left')) }],
    ['processProposal', { processProposal: () => Promise.reject(new Error('no space left')) }],
    [
      'initChain',
      {
        initChain: () => {
          throw new Error('no space left')
        },
      },
    ],
  ])('in %s, nothing is answered and everything is closed', async (method, broken) => {
    const calls: string[] = []
    const { connectCometbft, connect, failures, lines } = await serve({
      ...createFakeApplication(),
      ...broken,
      discard: () => calls.push('discard'),
    })
    const comet = await connectCometbft()
    const play = async (): Promise<void> => {
      await comet.initChain(CHAIN)
      await comet.processProposal({ ...block, proposedLastCommit: block.decidedLastCommit })
      await comet.finalizeBlock(block)
      await comet.commit()
    }
    await expect(play()).rejects.toThrow(new ConnectionClosed(method))
    await Promise.all([comet.mempool.closed, comet.query.closed, comet.snapshot.closed])
    expect(failures.map((error) => error.message)).toEqual(['no space left'])
    expect(lines()).toEqual([`error application failed during=${method} error=no space left`])
    const late = await connect()
    await expect(late.call('info', {})).rejects.toThrow(ConnectionClosed)
    expect(calls).toEqual([])
  })

  test('with an answer that cannot be written, it is the same', async () => {
    const fake = createFakeApplication()
    const { connectCometbft, failures } = await serve({
      ...fake,
      finalizeBlock: async (request) => ({
        ...(await fake.finalizeBlock(request)),
        txResults: [{ code: -1, data: new Uint8Array(0), gasWanted: 0, gasUsed: 0 }],
      }),
    })
    const comet = await connectCometbft()
    await comet.initChain(CHAIN)
    await expect(comet.finalizeBlock(block)).rejects.toThrow(ConnectionClosed)
    expect(failures).toHaveLength(1)
  })

  test('in a call about transactions or snapshots, the harmless answer is given', async () => {
    const fail = (): never => {
      throw new Error('broken')
    }
    const { connectCometbft, failures, lines } = await serve({
      ...createFakeApplication(),
      checkTx: fail,
      insertTx: fail,
      reapTxs: fail,
      listSnapshots: fail,
      loadSnapshotChunk: fail,
      offerSnapshot: fail,
      applySnapshotChunk: fail,
    })
    const comet = await connectCometbft()
    const nothing = new Uint8Array(0)
    const snapshot = { height: 1, format: 1, chunks: 1, hash: nothing, metadata: nothing }
    expect((await comet.checkTx(nothing)).code).toBe(1)
    expect(await comet.insertTx(nothing)).toBe('retry')
    expect(await comet.reapTxs(0)).toEqual([])
    expect(await comet.listSnapshots()).toEqual([])
    expect(await comet.loadSnapshotChunk(1, 1, 1)).toEqual(nothing)
    expect(await comet.offerSnapshot(snapshot, nothing)).toBe('abort')
    expect((await comet.applySnapshotChunk(0, nothing, '')).result).toBe('abort')
    expect(lines()).toHaveLength(7)
    expect(failures).toEqual([])
  })
})
