import { describe, expect, test } from 'vitest'
import type { Application } from '#protocol/abci.ts'
import { guardGrammar } from '../../abci-grammar.fixture.ts'
import { createFakeApplication } from '../../embedded/fake-application.fixture.ts'
import { ConnectionClosed } from './abci-client.fixture.ts'
import { blockAt, CHAIN, PROPOSER, serve } from './abci-server.fixture.ts'
import { createGate, createSlowApplication } from './slow-application.fixture.ts'

describe('each call reaches the application and its answer comes back', () => {
  test('Echo, Info and Query', async () => {
    const { connect } = await serve({
      ...createFakeApplication(),
      info: () => ({ lastBlockHeight: 7, lastBlockAppHash: Uint8Array.of(1, 2) }),
    })
    const client = await connect()
    expect((await client.call('echo', { message: 'ü' })).message).toBe('ü')
    expect(await client.call('info', {})).toMatchObject({
      data: 'boule',
      version: '1.2.3',
      appVersion: 1n,
      lastBlockHeight: 7n,
      lastBlockAppHash: Uint8Array.of(1, 2),
    })
    expect(await client.call('query', { path: '/store' })).toMatchObject({
      code: 1,
      log: 'use JSON-RPC',
    })
  })

  test('a block', async () => {
    const fake = createFakeApplication()
    fake.pool.push(Uint8Array.of(1), Uint8Array.of(2))
    const { connectCometbft } = await serve(fake)
    const comet = await connectCometbft()
    const header = { height: 1, timeMs: 2_000, proposerAddress: PROPOSER, misbehavior: [] }
    const lastCommit = { round: 0, votes: [] }
    expect((await comet.initChain(CHAIN)).appHash).toEqual(fake.info().lastBlockAppHash)
    const proposal = { ...header, maxTxBytes: 1_000, localLastCommit: lastCommit }
    expect(await comet.prepareProposal(proposal)).toEqual(fake.pool)
    expect(fake.prepared).toEqual([proposal])
    const received = { ...header, txs: fake.pool, proposedLastCommit: lastCommit }
    expect(await comet.processProposal(received)).toBe(true)
    expect(await comet.processProposal({ ...received, txs: [Uint8Array.of(255)] })).toBe(false)
    const block = blockAt(1, [...fake.pool])
    const { txResults, appHash } = await comet.finalizeBlock(block)
    expect(txResults).toHaveLength(2)
    expect(await comet.commit()).toEqual({ retainHeight: 0 })
    expect(fake.blocks).toEqual([block])
    expect(await comet.info()).toEqual({ lastBlockHeight: 1, lastBlockAppHash: appHash })
  })

  test('transactions', async () => {
    const given: unknown[] = []
    const { connectCometbft } = await serve({
      ...createFakeApplication(),
      checkTx: async (tx) => ({ code: tx[0] as number, log: 'because' }),
      insertTx: async (tx) => (['taken', 'retry', 'refused'] as const)[tx[0] as number] ?? 'taken',
      reapTxs: (maxBytes) => {
        given.push(maxBytes)
        return [Uint8Array.of(9), Uint8Array.of(8)]
      },
    })
    const comet = await connectCometbft()
    expect(await comet.checkTx(Uint8Array.of(5))).toEqual({ code: 5, log: 'because' })
    const inserted = await Promise.all([0, 1, 2].map((tx) => comet.insertTx(Uint8Array.of(tx))))
    expect(inserted).toEqual(['taken', 'retry', 'refused'])
    expect(await comet.reapTxs(123)).toEqual([Uint8Array.of(9), Uint8Array.of(8)])
    expect(given).toEqual([123])
  })

  test('snapshots', async () => {
    const given: unknown[] = []
    const snapshot = {
      height: 8,
      format: 1,
      chunks: 3,
      hash: Uint8Array.of(1),
      metadata: Uint8Array.of(2),
    }
    const offers = ['accept', 'abort', 'reject', 'reject-format'] as const
    const results = ['accept', 'abort', 'retry', 'retry-snapshot', 'reject-snapshot'] as const
    const { connectCometbft } = await serve({
      ...createFakeApplication(),
      listSnapshots: () => [snapshot],
      loadSnapshotChunk: async (...chunk) => Uint8Array.from(chunk),
      offerSnapshot: async (...offer) => {
        given.push(offer)
        return offers[given.length - 1] ?? 'abort'
      },
      applySnapshotChunk: async (index, chunk, sender) => ({
        result: results[index] ?? 'abort',
        refetchChunks: [...chunk],
        rejectSenders: [sender],
      }),
    })
    const comet = await connectCometbft()
    expect(await comet.listSnapshots()).toEqual([snapshot])
    expect(await comet.loadSnapshotChunk(8, 1, 2)).toEqual(Uint8Array.of(8, 1, 2))
    const appHash = Uint8Array.of(7)
    for (const offer of offers) expect(await comet.offerSnapshot(snapshot, appHash)).toBe(offer)
    expect(given[0]).toEqual([snapshot, appHash])
    for (const [index, result] of results.entries()) {
      expect(await comet.applySnapshotChunk(index, Uint8Array.of(4, 5), 'peer')).toEqual({
        result,
        refetchChunks: [4, 5],
        rejectSenders: ['peer'],
      })
    }
  })
})

test('the application may be exchanged between two calls', async () => {
  const first = createFakeApplication()
  const second = {
    ...createFakeApplication(),
    info: () => ({ lastBlockHeight: 50, lastBlockAppHash: new Uint8Array(32) }),
  }
  let current: Application = first
  const { connectCometbft } = await serve(() => current)
  const comet = await connectCometbft()
  expect((await comet.info()).lastBlockHeight).toBe(0)
  current = second
  expect((await comet.info()).lastBlockHeight).toBe(50)
  expect((await comet.finalizeBlock(blockAt(51))).appHash).toHaveLength(32)
})

describe('order', () => {
  test('answers come in the order of the requests, also of those that take longer', async () => {
    const { connect } = await serve({
      ...createFakeApplication(),
      checkTx: async (tx) => {
        if (tx[0] === 0) await new Promise((resolve) => setImmediate(resolve))
        return { code: tx[0] as number, log: '' }
      },
    })
    // Each byte of the stream by itself; the client checks that answers fit the requests.
    const client = await connect({ cut: (bytes) => [...bytes].map((byte) => Uint8Array.of(byte)) })
    const order: number[] = []
    const answers = [0, 1, 2, 0, 3].map(async (code) => {
      order.push((await client.send('checkTx', { tx: Uint8Array.of(code) })).code)
    })
    await client.send('echo', { message: 'last' })
    await Promise.all(answers)
    expect(order).toEqual([0, 1, 2, 0, 3])
  })

  test('the answer to a request and to its Flush come in one piece', async () => {
    const { connect } = await serve(createFakeApplication())
    const client = await connect()
    const pieces: number[] = []
    client.socket.prependListener('data', (piece: Buffer) => pieces.push(piece.length))
    await client.call('checkTx', { tx: Uint8Array.of(1) })
    await client.send('echo', {})
    expect(pieces[0]).toBe(encodedLengths.checkTx + encodedLengths.flush)
  })

  test('an answer that was asked for with Flush does not wait for the next request', async () => {
    const leave = createGate()
    const { connect } = await serve({
      ...createFakeApplication(),
      checkTx: async () => {
        await leave.opened
        return { code: 0, log: '' }
      },
    })
    const client = await connect()
    client.socket.cork()
    const echo = client.call('echo', { message: 'now' })
    const check = client.send('checkTx', {})
    client.socket.uncork()
    expect((await echo).message).toBe('now')
    leave.open()
    expect((await check).code).toBe(0)
  })

  test('transactions of different connections come one at a time', async () => {
    const fake = createFakeApplication()
    const guard = guardGrammar({
      ...fake,
      checkTx: async (tx) => {
        await new Promise((resolve) => setImmediate(resolve))
        return fake.checkTx(tx)
      },
    })
    const { connectCometbft, lines } = await serve(guard.application)
    const [one, other] = await Promise.all([connectCometbft(), connectCometbft()])
    const checks = [one, other, one, other].map((comet) => comet.checkTx(Uint8Array.of(1)))
    expect((await Promise.all(checks)).map(({ code }) => code)).toEqual([0, 0, 0, 0])
    expect(lines()).toEqual([])
  })

  // Length, method, length of the method's message.
  const encodedLengths = { checkTx: 3, flush: 3 }

  test('transactions, snapshots and Info do not wait for a block', async () => {
    const { application, entered, leave } = createSlowApplication()
    const { connectCometbft } = await serve(application)
    const comet = await connectCometbft()
    const block = comet.finalizeBlock(blockAt(1))
    await entered
    expect(await comet.checkTx(Uint8Array.of(1))).toMatchObject({ code: 0 })
    expect(await comet.insertTx(Uint8Array.of(1))).toBe('taken')
    expect(await comet.listSnapshots()).toEqual([])
    expect((await comet.info()).lastBlockHeight).toBe(0)
    leave()
    expect(await block).toMatchObject({ txResults: [] })
  })

  test('Info waits for a commit that is under way', async () => {
    const fake = createFakeApplication()
    const entered = createGate()
    const leave = createGate()
    const { connectCometbft } = await serve({
      ...fake,
      commit: async () => {
        entered.open()
        await leave.opened
        return fake.commit()
      },
    })
    const comet = await connectCometbft()
    await comet.initChain(CHAIN)
    await comet.finalizeBlock(blockAt(1))
    const commit = comet.commit()
    await entered.opened
    comet.kill()
    await expect(commit).rejects.toThrow(ConnectionClosed)
    const next = await connectCometbft()
    const info = next.info()
    await next.checkTx(Uint8Array.of(1))
    leave.open()
    expect((await info).lastBlockHeight).toBe(1)
  })
})

test('a client that sends no Flush is answered too', async () => {
  const { connect } = await serve(createFakeApplication())
  const client = await connect()
  expect((await client.send('echo', { message: 'alone' })).message).toBe('alone')
})

test('connections are counted, and closing ends them all', async () => {
  const { connectCometbft, server, connect } = await serve(createFakeApplication())
  const comet = await connectCometbft()
  await comet.info()
  expect(server.connections).toBe(4)
  await server.close()
  await comet.consensus.closed
  expect(server.connections).toBe(0)
  await expect(connect()).rejects.toThrow('ENOENT')
})

test('20,000 transactions come through in one request and one answer', async () => {
  const fake = createFakeApplication()
  const { connectCometbft } = await serve(fake)
  const comet = await connectCometbft()
  await comet.initChain(CHAIN)
  const txs = Array.from({ length: 20_000 }, (_, index) => new Uint8Array(250).fill(index))
  const { txResults } = await comet.finalizeBlock(blockAt(1, txs))
  expect(txResults).toHaveLength(20_000)
  await comet.commit()
  expect(Buffer.concat(fake.blocks[0]?.txs ?? []).equals(Buffer.concat(txs))).toBe(true)
})
