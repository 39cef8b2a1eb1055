import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { must } from '#base/assert.ts'
import { CliError } from '../cli-error.ts'
import { type EnginePlace, findEngine } from './engine-process.ts'
import type { Guard } from './guard.ts'

/** `failed`: it ended by itself. `killed`: it was ended, hard. `stopped`: it was asked to end, or was not started yet. */
export type NodeState = 'starting' | 'running' | 'paused' | 'killed' | 'failed' | 'stopped'

/** The process of a node and that of its engine. */
export interface NodeProcess {
  state(): NodeState
  /** Why it ended by itself. */
  problem(): string | undefined
  /** Resolves when the node answers. Rejects with `CliError` when it ends before. */
  start(): Promise<void>
  /** At once, without a chance to write anything (SIGKILL). Resolves when it is gone. */
  kill(): Promise<void>
  /** It keeps its connections and does nothing any more (SIGSTOP), until it is resumed. */
  pause(): void
  resume(): void
  /** As an operator stops it: asked first, killed when it takes too long. */
  stop(): Promise<void>
}

export interface NodeProcessOptions {
  readonly name: string
  /** File that Node runs, and what it is given. */
  readonly program: string
  readonly args: readonly string[]
  /** All that it writes is added to this file. */
  readonly logFile: string
  readonly engine: EnginePlace
  readonly guard: Guard
  readonly onState: (state: NodeState) => void
}

/** How long a node may take to end when it is asked to. */
const STOP_MS = 10_000
const LAST_WORDS_BYTES = 65_536

export function createNodeProcess(options: NodeProcessOptions): NodeProcess {
  let state: NodeState = 'stopped'
  let problem: string | undefined
  let running: { readonly child: ChildProcess; readonly ended: Promise<void> } | undefined
  /** What it is after its end, when that end was asked for. */
  let stateAfter: NodeState = 'failed'
  /** Asked twice, a node would end without tidying up. */
  let stopping: Promise<void> | undefined

  const become = (next: NodeState): void => {
    if (next === state) return
    state = next
    options.onState(next)
  }
  const signalAll = (signal: NodeJS.Signals): void => {
    if (running !== undefined) signalBoth(running.child, options.engine, signal)
  }

  const end = async (after: NodeState, signal: () => void): Promise<void> => {
    if (running === undefined) {
      become(after)
      return
    }
    stateAfter = after
    signal()
    await running.ended
  }

  const stop = async (): Promise<void> => {
    const timer = setTimeout(() => signalAll('SIGKILL'), STOP_MS)
    await end('stopped', () => {
      signalAll('SIGCONT')
      running?.child.kill('SIGTERM')
    })
    clearTimeout(timer)
  }

  return {
    state: () => state,
    problem: () => problem,
    start: () => {
      const { child, ready, ended } = launch(options)
      problem = undefined
      stateAfter = 'failed'
      running = {
        child,
        ended: ended.then((reason) => {
          running = undefined
          if (stateAfter === 'failed') problem = reason
          become(stateAfter)
        }),
      }
      become('starting')
      return ready.then(() => {
        if (state === 'starting') become('running')
      })
    },
    kill: () => end('killed', () => signalAll('SIGKILL')),
    pause: () => {
      signalAll('SIGSTOP')
      become('paused')
    },
    resume: () => {
      signalAll('SIGCONT')
      become('running')
    },
    stop: () => {
      stopping ??= stop().finally(() => {
        stopping = undefined
      })
      return stopping
    },
  }
}

interface Launch {
  readonly child: ChildProcess
  /** Rejects when it ends before. */
  readonly ready: Promise<void>
  /** With the reason in words. */
  readonly ended: Promise<string>
}

function launch(options: NodeProcessOptions): Launch {
  const { name, logFile, engine, guard } = options
  const log = openSync(logFile, 'a', 0o600)
  const logStart = fstatSync(log).size
  const child = spawn(process.execPath, [options.program, ...options.args], {
    // A process group of its own: signals reach all of it, and Ctrl-C in the terminal none.
    detached: true,
    stdio: ['ignore', 'pipe', log],
  })
  if (child.pid !== undefined) guard.add(child.pid, engine)
  let isOpen = true
  const ready = Promise.withResolvers<void>()
  createInterface({ input: must(child.stdout, 'its output') }).on('line', (line) => {
    if (isOpen) writeSync(log, `${line}\n`)
    if (isReadyLine(line)) ready.resolve()
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`it cannot be started: ${error.message}`))
    child.once('exit', (code, signal) => {
      // Whatever it left behind goes with it.
      signalBoth(child, engine, 'SIGKILL')
      if (child.pid !== undefined) guard.remove(child.pid)
      resolve(describeEnd(code, signal, readFileSync(logFile).subarray(logStart)))
    })
  }).then((reason) => {
    isOpen = false
    closeSync(log)
    ready.reject(new CliError(`${name} ended before it was ready: ${reason}; see ${logFile}`))
    return reason
  })
  return { child, ready: ready.promise, ended }
}

/** To the process group of the node and to its engine. */
function signalBoth(child: ChildProcess, place: EnginePlace, signal: NodeJS.Signals): void {
  const engine = findEngine(place)
  for (const target of [child.pid === undefined ? undefined : -child.pid, engine]) {
    if (target === undefined) continue
    try {
      process.kill(target, signal)
    } catch {
      // Nothing is left of it.
    }
  }
}

function isReadyLine(line: string): boolean {
  if (!line.startsWith('{')) return false
  try {
    return (JSON.parse(line) as { readonly type?: unknown }).type === 'ready'
  } catch {
    return false
  }
}

/** Its last words, when it left as a command of Boule does; else how it ended. */
function describeEnd(code: number | null, signal: NodeJS.Signals | null, log: Uint8Array): string {
  if (signal !== null) return `it was ended by ${signal}`
  const lines = new TextDecoder().decode(log.subarray(-LAST_WORDS_BYTES)).split('\n')
  const said = lines.findLast((line) => line.startsWith('boule: '))
  return said === undefined ? `it ended with code ${code}` : said.slice('boule: '.length)
}
