import fs from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import {
  giveBlocks,
  giveSnapshot,
  type HostedNode,
  makeSource,
  snapshotPath,
  snapshotsIn,
  type Source,
  startHostedNode,
  syncDirectory,
} from './cometbft-node.fixture.ts'
import type { RunningNode } from './start-node.ts'

let source: Source
let dataDir = ''
let running: HostedNode[] = []
let stopping: AbortController

beforeAll(async () => {
  source = await makeSource(syncDirectory(), 57)
})
afterAll(() => fs.rmSync(source.dataDir, { recursive: true }))
beforeEach(() => {
  dataDir = syncDirectory()
  running = []
  stopping = new AbortController()
})
afterEach(async () => {
  stopping.abort()
  for (const { started } of running) await started.then((node) => node.stop()).catch(() => {})
  fs.rmSync(dataDir, { recursive: true })
})

function start(options: Partial<Parameters<typeof startHostedNode>[1]> = {}): HostedNode {
  const node = startHostedNode(dataDir, {
    stateSync: true,
    snapshotIntervalBlocks: 10,
    signal: stopping.signal,
    ...options,
  })
  running.push(node)
  return node
}

/** A node whose state is that of block 50. */
async function restored(): Promise<{
  readonly node: RunningNode
  readonly comet: Awaited<ReturnType<HostedNode['connect']>>
}> {
  const hosted = start()
  const comet = await hosted.connect()
  expect(await giveSnapshot(comet, source)).toBe('accept')
  return { node: await hosted.started, comet }
}

async function ask(node: RunningNode, method: string, ...params: unknown[]): Promise<unknown> {
  const response = await fetch(node.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as { result: unknown; error?: unknown }
  return error ?? result
}

function headHash(node: RunningNode): string {
  return toHex(node.backend.head().hash)
}

describe('a node that takes its state from others', () => {
  test('is nothing before, and everything when the last chunk is answered', async () => {
    const hosted = start()
    const comet = await hosted.connect()
    expect((await comet.info()).lastBlockHeight).toBe(0)
    expect(await comet.insertTx(new Uint8Array(9))).toBe('retry')
    expect(await comet.reapTxs(0)).toEqual([])
    expect((await comet.checkTx(new Uint8Array(9))).code).not.toBe(0)
    expect(await comet.listSnapshots()).toEqual([])
    expect(fs.existsSync(join(dataDir, 'restoring'))).toBe(true)
    expect(await giveSnapshot(comet, source)).toBe('accept')
    expect(await comet.info()).toEqual({
      lastBlockHeight: 50,
      lastBlockAppHash: source.appHash(50),
    })
    expect(await comet.listSnapshots()).toEqual([source.snapshot])
    const node = await hosted.started
    expect(await ask(node, 'eth_blockNumber')).toBe('0x32')
    await giveBlocks(comet, source, 51, 57)
    expect(fs.existsSync(join(dataDir, 'restoring'))).toBe(false)
    expect(headHash(node)).toBe(toHex(source.request(57).hash))
  })

  test('asks again for what is wrong, and not the one who sent it', async () => {
    const comet = await start().connect()
    expect(await comet.offerSnapshot({ ...source.snapshot, format: 9 }, source.appHash(50))).toBe(
      'reject-format',
    )
    expect(await comet.offerSnapshot(source.snapshot, source.appHash(49))).toBe('reject')
    const hash = new Uint8Array(32)
    expect(await comet.offerSnapshot({ ...source.snapshot, hash }, source.appHash(50))).toBe(
      'reject',
    )
    // Without an accepted offer there is nothing to apply.
    expect((await comet.applySnapshotChunk(0, hash, 'peer')).result).toBe('abort')
    expect(await comet.offerSnapshot(source.snapshot, source.appHash(50))).toBe('accept')
    expect(await comet.applySnapshotChunk(0, hash, 'liar')).toEqual({
      result: 'retry',
      refetchChunks: [0],
      rejectSenders: ['liar'],
    })
    // CometBFT ended and is back: it begins anew.
    expect(await giveSnapshot(comet, source)).toBe('accept')
  })

  test('shows the block of the snapshot as the newest until there is another, and none below', async () => {
    const { node, comet } = await restored()
    const header = (await ask(node, 'eth_getBlockByNumber', 'latest', false)) as Record<
      string,
      unknown
    >
    expect(header).toMatchObject({
      number: '0x32',
      hash: toHex(source.request(50).hash),
      stateRoot: toHex(source.appHash(50)),
      transactions: [],
    })
    await giveBlocks(comet, source, 51, 52)
    expect(await ask(node, 'eth_getBlockByNumber', '0x32', false)).toBeNull()
    expect(await ask(node, 'eth_getBlockByHash', header['hash'], false)).toBeNull()
    const first = { number: '0x33', parentHash: toHex(source.request(50).hash) }
    expect(await ask(node, 'eth_getBlockByNumber', '0x33', false)).toMatchObject(first)
    expect(await ask(node, 'eth_getLogs', { fromBlock: '0x32', toBlock: 'latest' })).toEqual({
      code: -32_000,
      message:
        'blocks below 51 are not kept by this node: ask for 51 and later ones, or ask a node that keeps all',
      data: { code: 'blocks-not-kept' },
    })
    expect(await ask(node, 'eth_getLogs', { fromBlock: '0x33', toBlock: 'latest' })).toEqual([])
    expect(await ask(node, 'eth_feeHistory', '0x10', 'latest', [])).toMatchObject({
      oldestBlock: '0x33',
      gasUsedRatio: [expect.any(Number), expect.any(Number)],
    })
    // The same from the tables, after a restart.
    await node.stop()
    const again = await start().started
    expect(await ask(again, 'eth_getBlockByNumber', '0x33', false)).toMatchObject(first)
    expect(await ask(again, 'eth_getBlockByNumber', '0x32', false)).toBeNull()
  })

  test('writes the same snapshots as one that executed all blocks', async () => {
    // From another snapshot than the newest, so that both write one of height 50.
    const [newest, older] = source.snapshots.list()
    const hosted = start()
    const comet = await hosted.connect()
    expect(older?.height).toBe(40)
    expect(await giveSnapshot(comet, source, older)).toBe('accept')
    const node = await hosted.started
    await giveBlocks(comet, source, 41, 45)
    await node.stop()
    // Half of the blocks after a restart, from the snapshot of height 40.
    const again = start()
    const other = await again.connect()
    await giveBlocks(other, source, 46, 53)
    await (await again.started).stop()
    const [written] = snapshotsIn(dataDir).list()
    expect(written).toEqual(newest)
    const read = (dir: string) => fs.readFileSync(snapshotPath(dir, 50))
    expect(read(dataDir).equals(read(source.dataDir))).toBe(true)
  })
})

describe('a restore that is interrupted', () => {
  test('while chunks come begins anew', async () => {
    const hosted = start()
    const comet = await hosted.connect()
    await comet.offerSnapshot(source.snapshot, source.appHash(50))
    // What a killed process leaves.
    fs.writeFileSync(join(dataDir, 'snapshots', 'half.snapshot.tmp'), 'half')
    stopping.abort()
    await expect(hosted.started).rejects.toMatchObject({ name: 'NodeError', code: 'stopped' })
    stopping = new AbortController()
    const { node } = await restored()
    expect(fs.readdirSync(join(dataDir, 'snapshots'))).toHaveLength(1)
    expect(node.backend.head().height).toBe(50)
  })

  test('before its first block begins anew, and CometBFT as well', async () => {
    const { node } = await restored()
    const data = join(dataDir, 'cometbft', 'data')
    fs.mkdirSync(join(data, 'state.db'))
    const kept = fs.readdirSync(data).filter((name) => name !== 'state.db')
    await node.stop()
    const hosted = start()
    const comet = await hosted.connect()
    expect(fs.readdirSync(data)).toEqual(kept)
    expect((await comet.info()).lastBlockHeight).toBe(0)
    expect(await giveSnapshot(comet, source, source.snapshots.list()[1])).toBe('accept')
    expect((await hosted.started).backend.head().height).toBe(40)
    await giveBlocks(comet, source, 41, 42)
  })

  test('before its first block is not left as it is', async () => {
    const { node } = await restored()
    await node.stop()
    await expect(start({ stateSync: false }).started).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringContaining('start once more with --state-sync'),
    })
    await restored()
  })

  test('before a snapshot is there can be followed by a start without one', async () => {
    const hosted = start()
    await hosted.connect()
    stopping.abort()
    await expect(hosted.started).rejects.toThrow('stopped')
    stopping = new AbortController()
    const node = await start({ stateSync: false }).started
    expect(node.backend.head().height).toBe(0)
    expect(fs.existsSync(join(dataDir, 'restoring'))).toBe(false)
  })

  test('whose CometBFT comes back without its height stops the node, which then begins anew', async () => {
    const { node, comet } = await restored()
    expect(await comet.offerSnapshot(source.snapshot, source.appHash(50))).toBe('abort')
    expect((await node.ended)?.message).toContain('start the node again, which repeats the restore')
    await restored()
  })
})

test('a node without a state stops when CometBFT has blocks, and says what to do', async () => {
  const hosted = start()
  const comet = await hosted.connect()
  const request = { timeMs: 1, chainId: '424242', initialHeight: 1 }
  await expect(comet.initChain(request)).rejects.toThrow()
  await expect(hosted.started).rejects.toThrow('CometBFT has blocks and takes no snapshot')
})

test('a restart with the same options does not restore a second time', async () => {
  const { node, comet } = await restored()
  await giveBlocks(comet, source, 51, 57)
  const head = headHash(node)
  await node.stop()
  const hosted = start()
  const again = await hosted.started
  expect(headHash(again)).toBe(head)
  expect(hosted.lines.join('\n')).not.toContain('looking for a snapshot')
  // Nothing is known of the blocks below any more when the history is lost, and the rest is found again.
  await again.stop()
  fs.rmSync(join(dataDir, 'history'), { recursive: true })
  const third = await start().started
  expect(headHash(third)).toBe(head)
  expect(await ask(third, 'eth_getBlockByNumber', '0x33', false)).toMatchObject({ number: '0x33' })
})
