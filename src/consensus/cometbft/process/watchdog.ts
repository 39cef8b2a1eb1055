import type { Clock } from '../../embedded/clock.ts'
import type { EngineLog } from '../engine-log.ts'
import type { Health, RpcProbe } from './rpc-probe.ts'

export interface WatchdogOptions {
  readonly clock: Clock
  readonly log: EngineLog
  /** None when CometBFT's RPC is off: then nothing is known of peers, and only warnings are given. */
  readonly probe: RpcProbe | undefined
  readonly blockIntervalMs: () => number
  /** CometBFT sleeps until then, without RPC. */
  readonly genesisTimeMs: number
  /** Another start is likely to help. */
  readonly onStuck: (reason: string) => void
}

/** Watches one run after the other of CometBFT. */
export interface Watchdog {
  /** A run begins. */
  begin(): void
  /** It has ended. */
  end(): void
  /** A block is executed or committed. */
  onHeight(height: number): void
  /** What CometBFT said last; `undefined` before it answers. */
  readonly health: Health | undefined
}

const POLL_MS = 5_000
const WARN_EVERY_MS = 60_000
const LEAST_LIMIT_MS = 30_000
const LIMIT_BLOCKS = 20
/** Opening large data takes long, and there is no answer meanwhile. */
const SILENCE_LIMITS = 10
/** The limit doubles with each restart that brought no block, up to 2⁵ times. */
const MOST_DOUBLINGS = 5

/**
 * Tells a CometBFT that is stuck from one that waits. It is stuck when no block has come for `max(30 s, 20 intervals)` although
 * peers have the next one, or when it does not answer for ten times as long. It waits when nobody has the next block: then a
 * restart would change nothing, and a warning is given every minute.
 */
export function createWatchdog(options: WatchdogOptions): Watchdog {
  const { clock, log, probe } = options
  let cancelPoll: (() => void) | undefined
  let run = 0
  let lastHeight = 0
  let progressAtMs = 0
  let warnedAtMs = Number.NEGATIVE_INFINITY
  let fruitlessRestarts = 0
  let health: Health | undefined

  const stuck = (reason: string): void => {
    fruitlessRestarts = Math.min(fruitlessRestarts + 1, MOST_DOUBLINGS)
    progressAtMs = clock.monotonicMs()
    options.onStuck(reason)
  }

  const warn = (event: string, stalledMs: number): void => {
    if (clock.monotonicMs() - warnedAtMs < WARN_EVERY_MS) return
    warnedAtMs = clock.monotonicMs()
    log.warn(event, {
      lastHeight,
      peers: health?.peers,
      secondsWithoutBlock: Math.round(stalledMs / 1000),
    })
  }

  const look = async (thisRun: number): Promise<void> => {
    const current = await probe?.health()
    if (thisRun !== run) return
    health = current
    if (clock.nowMs() < options.genesisTimeMs) progressAtMs = clock.monotonicMs()
    const stalledMs = clock.monotonicMs() - progressAtMs
    const baseLimitMs = Math.max(LEAST_LIMIT_MS, LIMIT_BLOCKS * options.blockIntervalMs())
    const limitMs = baseLimitMs * 2 ** fruitlessRestarts
    if (stalledMs < limitMs) return
    if (probe === undefined) return warn('no new block', stalledMs)
    if (current === undefined) {
      if (stalledMs >= limitMs * SILENCE_LIMITS) stuck('it does not answer')
      else warn('cometbft does not answer', stalledMs)
      return
    }
    // Before its first block it looks for snapshots and restores one, which takes as long as it takes.
    if (current.catchingUp && current.height === 0) return warn('looking for blocks', stalledMs)
    const highest = await probe.highestPeer()
    if (thisRun !== run) return
    if (highest !== undefined && highest > current.height) {
      stuck(`no block after ${current.height}, but peers have ${highest}`)
    } else {
      warn('waiting for other validators', stalledMs)
    }
  }

  const poll = (): void => {
    const thisRun = run
    cancelPoll = clock.after(POLL_MS, () => {
      void look(thisRun).finally(() => {
        if (thisRun === run) poll()
      })
    })
  }

  const end = (): void => {
    run++
    cancelPoll?.()
    cancelPoll = undefined
    health = undefined
  }

  return {
    begin: () => {
      end()
      progressAtMs = clock.monotonicMs()
      poll()
    },
    end,
    onHeight: (height) => {
      if (height === lastHeight) return
      lastHeight = height
      progressAtMs = clock.monotonicMs()
      fruitlessRestarts = 0
    },
    get health() {
      return health
    },
  }
}
