import { assert } from '#base/assert.ts'
import type { Application, Misbehavior, ValidatorAddress } from '#protocol/abci.ts'
import { type BlockClock, createBlockClock } from './block-clock.ts'
import { type BlockMaker, createBlockMaker, type LastBlock } from './block-maker.ts'
import type { HeightValidators } from './choose-proposer.ts'
import { type Clock, systemClock } from './clock.ts'
import { EngineError, textOf } from './engine-error.ts'
import { createPacer, type Pacer } from './pacer.ts'

/** When blocks are made by themselves. Both may be on; with both off only `mine` makes blocks. */
export interface Pacing {
  /** A block every so many milliseconds; 0 for none. */
  readonly intervalMs: number
  /** A block as soon as there are transactions. */
  readonly automine: boolean
}

export interface EmbeddedEngineOptions {
  readonly application: Application
  /** Ethereum chain id. */
  readonly chainId: number
  readonly genesis: { readonly hash: Uint8Array; readonly timeMs: number }
  /** The last block of the block log; missing when there is none. */
  readonly lastBlock: LastBlock | undefined
  readonly validators: (height: number) => HeightValidators | undefined
  /** An offline validator neither proposes nor signs. All are online when missing. */
  readonly isOnline?: (validator: ValidatorAddress) => boolean
  /** Most bytes of transactions in the next block. */
  readonly maxTxBytes: () => number
  /** How many transactions a block could take now; asked in automine. */
  readonly pendingTransactions: () => number
  readonly pacing: Pacing
  /** The engine has stopped for good: `error.message` is one line that says why. */
  readonly onFailure: (error: EngineError) => void
  /** Nobody who could propose `height` is online: blocks wait. Told once per height. */
  readonly onStalled?: (height: number) => void
  readonly clock?: Clock
  readonly checkOwnProposals?: boolean
}

/** One process that stands in for all producers, in the order in which the schedule names them. */
export interface EmbeddedEngine {
  /** Initialises the chain if it is new and begins to make blocks as `pacing` says. */
  start(): void
  /** Finishes the block at hand and makes no more. */
  stop(): Promise<void>
  readonly lastBlock: LastBlock
  /** Makes blocks now, each `intervalSeconds` after the one before (0: as the clock says, at least a millisecond). */
  mine(blocks: number, intervalSeconds?: number): Promise<void>
  /** To be called when the pool has taken a transaction, or when a validator is back online. Cheap. */
  onTransaction(): void
  readonly pacing: Pacing
  setAutomine(on: boolean): void
  /** A block every so often from now on, the first one after `firstMs` (the interval when missing). No effect when it is so already. */
  setIntervalMs(intervalMs: number, firstMs?: number): void
  increaseTime(seconds: number): number
  setNextBlockTimestamp(seconds: number): void
  /** Evidence for the next block. */
  addMisbehavior(evidence: Misbehavior): void
}

interface Engine {
  readonly options: EmbeddedEngineOptions
  readonly clock: Clock
  readonly blockClock: BlockClock
  maker: BlockMaker | undefined
  pacing: Pacing
  pacer: Pacer | undefined
  cancelTimer: (() => void) | undefined
  isAutomineDue: boolean
  stalledHeight: number
  misbehavior: readonly Misbehavior[]
  ended: EngineError | undefined
  /** Blocks are made one at a time: each task waits for the one before. */
  tail: Promise<void>
}

export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const clock = options.clock ?? systemClock
  const engine: Engine = {
    options,
    clock,
    blockClock: createBlockClock(clock),
    maker: undefined,
    pacing: options.pacing,
    pacer: undefined,
    cancelTimer: undefined,
    isAutomineDue: false,
    stalledHeight: 0,
    misbehavior: [],
    ended: undefined,
    tail: Promise.resolve(),
  }
  checkInterval(options.pacing.intervalMs)
  return {
    start: () => start(engine),
    stop: () => stop(engine),
    get lastBlock() {
      return getMaker(engine).last
    },
    mine: (blocks, intervalSeconds = 0) => mine(engine, blocks, intervalSeconds),
    onTransaction: () => scheduleAutomine(engine),
    get pacing() {
      return engine.pacing
    },
    setAutomine: (automine) => {
      engine.pacing = { ...engine.pacing, automine }
      if (options.pendingTransactions() > 0) scheduleAutomine(engine)
    },
    setIntervalMs: (intervalMs, firstMs = intervalMs) => {
      checkInterval(intervalMs)
      if (intervalMs === engine.pacing.intervalMs) return
      engine.pacing = { ...engine.pacing, intervalMs }
      restartPacer(engine, firstMs)
    },
    increaseTime: (seconds) => engine.blockClock.increase(seconds),
    setNextBlockTimestamp: (seconds) =>
      engine.blockClock.setNext(seconds, getMaker(engine).last.timeMs),
    addMisbehavior: (evidence) => {
      engine.misbehavior = [...engine.misbehavior, evidence]
    },
  }
}

/** Timers count milliseconds in 31 bits. */
const MAX_INTERVAL_MS = 2_147_483_647

function checkInterval(intervalMs: number): void {
  if (Number.isSafeInteger(intervalMs) && intervalMs >= 0 && intervalMs <= MAX_INTERVAL_MS) return
  throw new EngineError(
    'bad-control',
    `a block interval is a whole number of milliseconds from 0 to ${MAX_INTERVAL_MS}, not ${intervalMs}`,
  )
}

function getMaker(engine: Engine): BlockMaker {
  assert(engine.maker !== undefined, 'the engine was started')
  return engine.maker
}

function start(engine: Engine): void {
  assert(engine.maker === undefined, 'an engine is started once')
  const { application, genesis, chainId } = engine.options
  const genesisBlock: LastBlock = {
    height: 0,
    hash: genesis.hash,
    timeMs: genesis.timeMs,
    proposerAddress: '',
  }
  const lastBlock = engine.options.lastBlock ?? genesisBlock
  const info = application.info()
  if (info.lastBlockHeight !== lastBlock.height) {
    throw new EngineError(
      'mismatch',
      `the state is at height ${info.lastBlockHeight}, the last block has ${lastBlock.height}`,
    )
  }
  const appHash =
    lastBlock.height > 0
      ? info.lastBlockAppHash
      : application.initChain({
          timeMs: genesis.timeMs,
          chainId: String(chainId),
          initialHeight: 1,
        }).appHash
  engine.maker = createBlockMaker(
    {
      application,
      chainId,
      validators: engine.options.validators,
      maxTxBytes: engine.options.maxTxBytes,
      isOnline: engine.options.isOnline ?? (() => true),
      checkOwnProposals: engine.options.checkOwnProposals ?? false,
    },
    lastBlock,
    appHash,
  )
  // A chain whose clock was moved ahead goes on from there; otherwise its blocks would be a millisecond apart.
  engine.blockClock.catchUp(lastBlock.timeMs)
  restartPacer(engine, engine.pacing.intervalMs)
  if (engine.options.pendingTransactions() > 0) scheduleAutomine(engine)
}

async function stop(engine: Engine): Promise<void> {
  engine.ended ??= new EngineError('stopped', 'the node is stopping')
  clearTimer(engine)
  await engine.tail
}

/** Runs `task` after those before it. Its errors go to the caller; those that stop the engine also to `onFailure`. */
function enqueue(engine: Engine, task: () => Promise<void>): Promise<void> {
  const run = engine.tail.then(() => {
    if (engine.ended !== undefined) throw engine.ended
    return task()
  })
  engine.tail = run.catch(() => {})
  return run
}

/** Makes one block. What goes wrong once it has begun stops the engine: to go on might fork the chain from its own past. */
async function makeBlock(engine: Engine, timeMs?: (lastMs: number) => number): Promise<void> {
  const maker = getMaker(engine)
  const height = maker.last.height + 1
  const evidence = engine.misbehavior
  const timeOf = timeMs ?? engine.blockClock.next
  try {
    await maker.make(() => timeOf(maker.last.timeMs), evidence)
    engine.misbehavior = engine.misbehavior.slice(evidence.length)
  } catch (error) {
    if (error instanceof EngineError && error.code === 'all-offline') {
      if (engine.stalledHeight !== height) engine.options.onStalled?.(height)
      engine.stalledHeight = height
      throw error
    }
    const failure = new EngineError('failed', `block ${height} failed: ${textOf(error)}`, {
      cause: error,
    })
    engine.ended ??= failure
    clearTimer(engine)
    engine.options.onFailure(failure)
    throw failure
  }
}

async function mine(engine: Engine, blocks: number, intervalSeconds: number): Promise<void> {
  if (!Number.isSafeInteger(blocks) || blocks < 0) {
    throw new EngineError('bad-control', `give a whole number of blocks, not ${blocks}`)
  }
  if (!Number.isSafeInteger(intervalSeconds) || intervalSeconds < 0) {
    throw new EngineError(
      'bad-control',
      `blocks are whole seconds apart, at least 0, not ${intervalSeconds}`,
    )
  }
  for (let made = 0; made < blocks; made++) {
    // The first one is now; a time that was set is for it.
    const isSpaced = made > 0 && intervalSeconds > 0
    const timeMs = isSpaced ? (lastMs: number) => lastMs + intervalSeconds * 1_000 : undefined
    await enqueue(engine, () => makeBlock(engine, timeMs))
    if (isSpaced) engine.blockClock.catchUp(getMaker(engine).last.timeMs)
    // Lets other work in: many blocks must not hold up the whole node.
    await new Promise<void>((resolve) => void engine.clock.after(0, resolve))
  }
}

function scheduleAutomine(engine: Engine): void {
  if (!engine.pacing.automine || engine.isAutomineDue) return
  if (engine.maker === undefined || engine.ended !== undefined) return
  engine.isAutomineDue = true
  engine.clock.after(0, () => {
    void enqueue(engine, async () => {
      // From here on a new transaction asks for a block of its own.
      engine.isAutomineDue = false
      const before = engine.options.pendingTransactions()
      if (!engine.pacing.automine || before === 0) return
      await makeBlock(engine)
      // The block was full: the rest goes into the next. Those that no block takes must not make blocks for ever.
      const left = engine.options.pendingTransactions()
      if (left > 0 && left < before) scheduleAutomine(engine)
    }).catch(() => {
      // Told by `onFailure` or `onStalled`.
    })
  })
}

function clearTimer(engine: Engine): void {
  engine.cancelTimer?.()
  engine.cancelTimer = undefined
  engine.pacer = undefined
}

function restartPacer(engine: Engine, firstMs: number): void {
  clearTimer(engine)
  if (engine.maker === undefined || engine.ended !== undefined) return
  const { intervalMs } = engine.pacing
  if (intervalMs === 0) return
  const pacer = createPacer(engine.clock.monotonicMs() + firstMs - intervalMs, intervalMs)
  engine.pacer = pacer
  waitForSlot(engine, pacer)
}

function waitForSlot(engine: Engine, pacer: Pacer): void {
  const nowMs = engine.clock.monotonicMs()
  const delayMs = Math.max(0, pacer.dueMs(nowMs) - nowMs)
  engine.cancelTimer = engine.clock.after(delayMs, () => {
    void enqueue(engine, () => makeBlock(engine))
      .catch(() => {
        // Told by `onFailure` or `onStalled`.
      })
      .then(() => {
        // Another pacer may have taken over meanwhile.
        if (engine.pacer !== pacer || engine.ended !== undefined) return
        pacer.released()
        waitForSlot(engine, pacer)
      })
  })
}
