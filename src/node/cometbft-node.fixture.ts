import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { must } from '#base/assert.ts'
import {
  connectFakeCometbft,
  type FakeCometbft,
} from '#consensus/cometbft/abci/fake-cometbft.fixture.ts'
import { planRuns, writeStandIn } from '#consensus/cometbft/process/process.fixture.ts'
import type { FinalizeBlockRequest, Snapshot } from '#protocol/abci.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { openBlockLog } from '#state/block-log/block-log.ts'
import { noCrash } from '#state/crash-point.ts'
import { nodeDisk } from '#state/disk.ts'
import { SnapshotDirectory } from '#state/snapshot/snapshot-directory.ts'
import type { NodeOptions } from './config.ts'
import { type RunningNode, startNode } from './start-node.ts'
import {
  signedTransfer,
  TEST_ACCOUNTS,
  type TestAccount,
  testGenesis,
} from './test-network.fixture.ts'

const GENESIS = testGenesis()
export const TEST_IDENTITY = {
  chainId: GENESIS.chainId,
  genesisHash: computeGenesisHash(GENESIS),
}

export function syncDirectory(): string {
  return fs.mkdtempSync(join(tmpdir(), 'boule-sync-'))
}

/** What another node has: its blocks, and its snapshots. */
export interface Source {
  readonly dataDir: string
  readonly snapshots: SnapshotDirectory
  /** The newest. */
  readonly snapshot: Snapshot
  request(height: number): FinalizeBlockRequest
  appHash(height: number): Uint8Array
}

/** A chain of `height` blocks with a transfer in each and a snapshot every ten, made by a node that stands in for all producers. */
export async function makeSource(dataDir: string, height: number): Promise<Source> {
  const node = await startNode({
    genesis: GENESIS,
    dataDir,
    rpcPort: 0,
    blockMode: 'manual',
    dev: true,
    signatureWorkers: 1,
    snapshotIntervalBlocks: 10,
    logLevel: 'error',
  })
  const [alice] = TEST_ACCOUNTS as readonly [TestAccount]
  for (let nonce = 0; nonce < height; nonce++) {
    await node.backend.submit(signedTransfer(alice, nonce))
    await node.backend.dev?.mine(1, 1)
    // A snapshot is left out while the one before it is still being written.
    if ((nonce + 1) % 10 === 0) await untilThere(snapshotPath(dataDir, nonce + 1))
  }
  await node.stop()
  const { genesisHash } = TEST_IDENTITY
  const log = await openBlockLog(join(dataDir, 'blocks'), { genesisHash, readOnly: true })
  const blocks = [...log.iterate(1)]
  const snapshots = snapshotsIn(dataDir)
  return {
    dataDir,
    snapshots,
    snapshot: must(snapshots.list()[0], 'a snapshot'),
    request: (at) => must(blocks[at - 1], 'a block').request,
    appHash: (at) => must(blocks[at - 1], 'a block').roots.appHash,
  }
}

export function snapshotPath(dataDir: string, height: number): string {
  return join(dataDir, 'snapshots', `${String(height).padStart(16, '0')}.snapshot`)
}

export async function untilThere(path: string): Promise<void> {
  while (!fs.existsSync(path)) await setTimeout(5)
}

/** For a directory that nobody uses: it removes what an interrupted write left. */
export function snapshotsIn(dataDir: string): SnapshotDirectory {
  return new SnapshotDirectory(join(dataDir, 'snapshots'), {
    identity: TEST_IDENTITY,
    keep: 2,
    disk: nodeDisk,
    crashPoint: noCrash,
    notice: () => {},
  })
}

/** A node on CometBFT whose process does nothing: the test plays its part on the socket. */
export interface HostedNode {
  /** Resolves when it serves. */
  readonly started: Promise<RunningNode>
  readonly lines: readonly string[]
  /** Resolves when CometBFT would have been started. */
  connect(): Promise<FakeCometbft>
}

/** Starts it; `stateSync` makes it take its state from others. */
export function startHostedNode(
  dataDir: string,
  { stateSync, ...options }: Partial<NodeOptions> & { readonly stateSync: boolean },
): HostedNode {
  const home = join(dataDir, 'cometbft')
  const tools = join(dataDir, 'tools')
  for (const folder of [home, tools]) fs.mkdirSync(folder, { recursive: true })
  const binary = writeStandIn(tools, [])
  planRuns(home, [{}])
  const lines: string[] = []
  const { promise: launched, resolve } = Promise.withResolvers<void>()
  const server = 'http://127.0.0.1:9'
  const sync = { rpcServers: [server, server], trustHeight: 1, trustHash: '0'.repeat(64) }
  const started = startNode({
    genesis: GENESIS,
    dataDir,
    rpcPort: 0,
    signatureWorkers: 1,
    writeLog: (line) => {
      lines.push(line)
      if (line.includes('cometbft started')) resolve()
    },
    cometbft: {
      binary,
      p2p: { port: 9 },
      enginePort: 9,
      locksDir: join(dataDir, 'locks'),
      ...(stateSync ? { stateSync: sync } : {}),
    },
    ...options,
  })
  const failed = started.then(() => launched)
  // Whoever waits for the start hears of it.
  failed.catch(() => {})
  return {
    started,
    lines,
    connect: async () => {
      await Promise.race([launched, failed])
      return connectFakeCometbft(join(dataDir, 'abci.sock'))
    },
  }
}

/** Gives a node all chunks of a snapshot, and resolves with the answer to the last one. */
export async function giveSnapshot(
  comet: FakeCometbft,
  source: Source,
  snapshot = source.snapshot,
): Promise<string> {
  const { height, chunks } = snapshot
  const offered = await comet.offerSnapshot(snapshot, source.appHash(height))
  if (offered !== 'accept') return offered
  let result = ''
  for (let index = 0; index < chunks; index++) {
    const chunk = await source.snapshots.loadChunk(height, index)
    const answer = await comet.applySnapshotChunk(index, must(chunk, 'a chunk'), 'peer')
    result = answer.result
  }
  return result
}

/** Takes a node through the blocks of the source from `from` to `to`. */
export async function giveBlocks(
  comet: FakeCometbft,
  source: Source,
  from: number,
  to: number,
): Promise<void> {
  for (let height = from; height <= to; height++) {
    const { appHash } = await comet.finalizeBlock(source.request(height))
    if (Buffer.compare(appHash, source.appHash(height)) !== 0) {
      throw new Error(`block ${height} gives another app hash`)
    }
    await comet.commit()
  }
}
