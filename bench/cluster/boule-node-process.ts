/** A node of Boule on CometBFT, in a process of its own: it keeps a line for each block that it commits. */
import { createWriteStream, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { toHex } from '#base/hex.ts'
import type { StateSyncOptions } from '#consensus/cometbft/process/home-options.ts'
import { startNode } from '#node/start-node.ts'
import { keyLocksFolder } from '../../src/cli/node/shared-folders.ts'
import { type Question, serveParent } from './child-process.ts'
import { makeClusterGenesis, type NetworkShape } from './cluster-genesis.ts'
import { localP2p, type Member } from './members.ts'

export interface BouleNodeOptions {
  readonly member: Member
  readonly binary: string
  readonly shape: NetworkShape
  /** Signs for its delegate; else it follows. */
  readonly isDelegate: boolean
  /** Room for transactions that wait. */
  readonly poolTransactions: number
  readonly relayAfterMs: number
  readonly snapshotEvery?: number
  readonly stateSync?: StateSyncOptions
}

export interface BouleNodeReady {
  readonly rpcUrl: string
  /** Building the genesis, which a node would read from a file. */
  readonly genesisSeconds: number
  /** From there until it serves. */
  readonly startSeconds: number
}

export interface SeenBlock {
  readonly height: number
  /** Unix milliseconds at which the node had committed it. */
  readonly committedAtMs: number
  readonly transactions: number
  /** Of these, with status 1. */
  readonly done: number
  readonly appHash: string
}

/** Begins a profile of the main thread, or ends it and writes it to a file. */
export interface ProfileQuestion extends Question {
  readonly what: 'profile'
  readonly file?: string
}

export interface BlocksQuestion extends Question {
  readonly what: 'blocks'
  readonly above: number
}

serveParent(async (options: BouleNodeOptions) => {
  const { member } = options
  const startedMs = performance.now()
  const genesis = makeClusterGenesis(options.shape)
  const builtMs = performance.now()
  const log = createWriteStream(join(member.dir, 'node.log'), { flags: 'a' })
  const seen: SeenBlock[] = []
  const node = await startNode({
    genesis,
    dataDir: member.dir,
    rpcPort: member.ports.rpc,
    logLevel: 'info',
    writeLog: (line) => void log.write(`${line}\n`),
    pool: { maxTransactions: options.poolTransactions, maxBytes: 1_024 * 1_024 * 1_024 },
    cometbft: {
      binary: options.binary,
      p2p: localP2p(member),
      enginePort: member.ports.engine,
      locksDir: keyLocksFolder(),
      relayAfterMs: options.relayAfterMs,
      ...(options.isDelegate
        ? { keys: { consensusSecret: member.consensusSecret, blsSecret: member.blsSecret } }
        : {}),
      ...(options.stateSync === undefined ? {} : { stateSync: options.stateSync }),
    },
    ...(options.snapshotEvery === undefined
      ? {}
      : { snapshotIntervalBlocks: options.snapshotEvery }),
  })
  node.subscribe((block) => {
    seen.push({
      height: block.height,
      committedAtMs: Date.now(),
      transactions: block.transactions.length,
      done: block.receipts.filter((receipt) => receipt.status === 1).length,
      appHash: toHex(block.response.appHash),
    })
  })
  void node.ended.then((reason) => {
    if (reason !== undefined) process.stderr.write(`${member.name}: ${reason.message}\n`)
  })
  return {
    ready: {
      rpcUrl: node.rpcUrl,
      genesisSeconds: (builtMs - startedMs) / 1_000,
      startSeconds: (performance.now() - builtMs) / 1_000,
    } satisfies BouleNodeReady,
    answer: async (question: Question): Promise<readonly SeenBlock[]> => {
      if (question.what === 'profile') await profile((question as ProfileQuestion).file)
      if (question.what !== 'blocks') return []
      const { above } = question as BlocksQuestion
      const first = seen.findIndex((block) => block.height > above)
      return first < 0 ? [] : seen.slice(first)
    },
    stop: () => node.stop(),
  }
})

const session = new Session()

async function profile(file: string | undefined): Promise<void> {
  if (file === undefined) {
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
  } else {
    writeFileSync(file, JSON.stringify((await session.post('Profiler.stop')).profile))
  }
}
