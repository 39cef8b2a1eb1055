import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import type { Clock } from '../../embedded/clock.ts'
import { CometbftError } from '../cometbft-error.ts'
import { createLastWords } from './last-words.ts'

export interface RunOptions {
  readonly binaryPath: string
  /** Home folder. */
  readonly home: string
  readonly clock: Clock
  readonly onLine: (line: string) => void
  /** It has ended and all its lines have been given; or it could not be started, and `error` says so. */
  readonly onEnd: (end: ProcessEnd) => void
}

export interface ProcessEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Why it ended, as far as it said so. */
  readonly lastWords: string
  readonly error?: CometbftError
}

export interface RunningCometbft {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined
  /** Asks it to end; kills it if it has not after ten seconds. */
  end(): void
}

export const PATIENCE_MS = 10_000

/** `CMT…` and `TM…` would override the configuration; nothing else of this process concerns CometBFT. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'GOMAXPROCS', 'GOGC', 'GOMEMLIMIT', 'GODEBUG']

/** Starts `cometbft start` in a process group of its own: Ctrl-C reaches us alone, and we end it in the right order. */
export function runCometbft(options: RunOptions): RunningCometbft {
  const child = spawn(options.binaryPath, ['start', '--home', options.home], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
  })
  const lastWords = createLastWords()
  const hear = (input: Readable): void => {
    createInterface({ input }).on('line', (line) => {
      lastWords.hear(line)
      options.onLine(line)
    })
  }
  hear(child.stdout)
  hear(child.stderr)
  let cancelKill: (() => void) | undefined
  let startError: CometbftError | undefined
  child.on('error', (error) => {
    if (child.pid !== undefined) return
    startError = new CometbftError(
      'missing-binary',
      `${options.binaryPath} cannot be started: ${error.message}`,
      { cause: error },
    )
  })
  child.on('close', (code, signal) => {
    cancelKill?.()
    options.onEnd({
      code,
      signal,
      lastWords: lastWords.text,
      ...(startError !== undefined && { error: startError }),
    })
  })
  return {
    pid: child.pid,
    end: () => {
      child.kill('SIGTERM')
      cancelKill ??= options.clock.after(PATIENCE_MS, () => child.kill('SIGKILL'))
    },
  }
}
