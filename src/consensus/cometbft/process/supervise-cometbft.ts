import { systemClock, type Clock } from '../../embedded/clock.ts'
import { CometbftError } from '../cometbft-error.ts'
import type { EngineLog } from '../engine-log.ts'
import { findEndCause } from './end-cause.ts'
import { consensusFailureIn, parseLogLine, syncFailureIn } from './log-line.ts'
import { endOrphan, notePid } from './orphan.ts'
import { createRestartPace } from './restart-pace.ts'
import { createRpcProbe, type RpcProbe } from './rpc-probe.ts'
import { runCometbft, type ProcessEnd, type RunningCometbft } from './run-cometbft.ts'
import { createWatchdog } from './watchdog.ts'

export interface SupervisorOptions {
  readonly binaryPath: string
  /** Home folder, absolute, as `writeCometbftHome` leaves it. */
  readonly home: string
  /** The same as in the home folder; none when CometBFT's RPC is off. */
  readonly rpcPort?: number
  readonly blockIntervalMs: () => number
  readonly genesisTimeMs: number
  readonly log: EngineLog
  /** CometBFT cannot run and is not started again. Called at most once. */
  readonly onFatal: (error: CometbftError) => void
  readonly clock?: Clock
  readonly probe?: RpcProbe
}

export type SupervisorState = 'new' | 'running' | 'backing-off' | 'stopping' | 'stopped' | 'failed'

export interface SupervisorStatus {
  readonly state: SupervisorState
  readonly pid: number | undefined
  /** How often it was started again. */
  readonly restarts: number
  /** Undefined while CometBFT does not answer, as `catchingUp`. */
  readonly peers: number | undefined
  readonly catchingUp: boolean | undefined
}

export interface Supervisor {
  /** To be called once, when the application listens. What an earlier run left behind is ended first. */
  start(): void
  /** Ends CometBFT and resolves when it has gone. To be called before the application's socket is closed. */
  stop(): Promise<void>
  restart(reason: string): void
  /** To be called at each block that the application executes. */
  onHeight(height: number): void
  status(): SupervisorStatus
}

/**
 * Keeps a CometBFT process running: starts it again whenever it ends, however it ends (it ends with code 0 when the application
 * goes), when consensus breaks down, and when it is stuck. What it logs becomes part of `log`.
 */
export function superviseCometbft(options: SupervisorOptions): Supervisor {
  const { log, home } = options
  const clock = options.clock ?? systemClock
  const pace = createRestartPace()
  let state: SupervisorState = 'new'
  let child: RunningCometbft | undefined
  let startedAtMs = 0
  let restarts = 0
  /** Why the running process was told to end, if it was. */
  let endReason: string | undefined
  let cancelRetry: (() => void) | undefined
  let starting: Promise<void> | undefined
  const gone = Promise.withResolvers<void>()

  const rpcProbe = options.rpcPort === undefined ? undefined : createRpcProbe(options.rpcPort)
  const watchdog = createWatchdog({
    clock,
    log,
    probe: options.probe ?? rpcProbe,
    blockIntervalMs: options.blockIntervalMs,
    genesisTimeMs: options.genesisTimeMs,
    onStuck: (reason) => restart(reason),
  })

  const onLine = (text: string): void => {
    const line = parseLogLine(text)
    if (line === undefined) log.debug('cometbft printed', { line: text.slice(0, 500) })
    // While it ends it complains of every connection that it closes.
    else log[endReason === undefined ? line.level : 'debug'](`cometbft: ${line.event}`, line.fields)
    const failure = consensusFailureIn(text)
    if (failure !== undefined) restart(`consensus broke down: ${failure}`)
    const syncFailure = syncFailureIn(text)
    if (syncFailure !== undefined) restart(`no snapshot could be taken: ${syncFailure}`)
  }

  const launch = (): void => {
    state = 'running'
    endReason = undefined
    startedAtMs = clock.monotonicMs()
    child = runCometbft({ binaryPath: options.binaryPath, home, clock, onLine, onEnd })
    notePid(home, child.pid)
    log.info('cometbft started', { pid: child.pid })
    watchdog.begin()
  }

  const restart = (reason: string): void => {
    if (child === undefined || endReason !== undefined) return
    log.warn('restarting cometbft', { reason })
    endReason = reason
    child.end()
  }

  const onEnd = (end: ProcessEnd): void => {
    child = undefined
    notePid(home, undefined)
    watchdog.end()
    if (state === 'stopping') return settle('stopped')
    const reason = endReason ?? end.lastWords
    const fatal = end.error ?? findEndCause(reason)
    if (fatal !== undefined) return fail(fatal)
    const delayMs = pace.next(clock.monotonicMs() - startedAtMs)
    if (delayMs === undefined) return fail(givingUp(reason))
    log.warn('cometbft ended', {
      code: end.code ?? undefined,
      signal: end.signal ?? undefined,
      reason: reason === '' ? undefined : reason,
      startsAgainInMs: delayMs,
    })
    state = 'backing-off'
    cancelRetry = clock.after(delayMs, () => {
      restarts++
      launch()
    })
  }

  const settle = (last: 'stopped' | 'failed'): void => {
    state = last
    gone.resolve()
  }

  const fail = (error: CometbftError): void => {
    settle('failed')
    options.onFatal(error)
  }

  const stop = async (): Promise<void> => {
    await starting
    cancelRetry?.()
    if (state === 'running' && child !== undefined) {
      state = 'stopping'
      endReason = 'it is stopped'
      child.end()
    } else if (state === 'new' || state === 'backing-off') {
      settle('stopped')
    }
    await gone.promise
  }

  const start = async (): Promise<void> => {
    try {
      const orphan = await endOrphan(home, clock)
      if (orphan !== undefined) log.warn('ended the cometbft of an earlier run', { pid: orphan })
    } catch (error) {
      return fail(error as CometbftError)
    }
    if (state === 'new') launch()
  }

  return {
    start: () => {
      starting ??= start()
    },
    stop,
    restart,
    onHeight: watchdog.onHeight,
    status: () => ({
      state,
      pid: child?.pid,
      restarts,
      peers: watchdog.health?.peers,
      catchingUp: watchdog.health?.catchingUp,
    }),
  }
}

function givingUp(reason: string): CometbftError {
  const words = reason === '' ? 'it does not say why' : reason
  return new CometbftError('failed', `CometBFT ends each time right after its start: ${words}`)
}
