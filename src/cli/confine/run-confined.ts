import { type ChildProcess, spawn } from 'node:child_process'
import { StringDecoder } from 'node:string_decoder'
import { setTimeout as wait } from 'node:timers/promises'
import { CliError } from '../cli-error.ts'
import { firstChild, freeBytes, measureFolders, measureUsage } from './usage.ts'
import { confinedCommand, type Room } from './room.ts'

export interface Limits {
  readonly seconds: number
  /** Of all processes together, and of each. */
  readonly memoryBytes: number
  /** Of all that may be written together, and of each file. */
  readonly diskBytes: number
  readonly processes: number
}

export interface ConfinedOptions {
  readonly room: Room
  /** A program and its arguments; no shell. */
  readonly command: readonly string[]
  /** Where it runs. */
  readonly folder: string
  readonly environment?: Readonly<Record<string, string>>
  readonly limits: Limits
  readonly signal?: AbortSignal
  /** Told of each line of its standard output. `end` asks it to end. */
  readonly onLine?: (line: string, end: () => void) => void
}

export type StopReason = 'time' | 'memory' | 'disk' | 'processes'

export interface ConfinedRun {
  /** `undefined` when a signal ended it. */
  readonly code: number | undefined
  readonly stopped: StopReason | undefined
  /** The end of what it wrote on standard output and standard error. */
  readonly output: string
}

const LOOK_MS = 100
/** How much of the output is kept. */
const OUTPUT_CHARACTERS = 16_384
const LINE_CHARACTERS = 1_048_576
/** The disk of the machine is never filled beyond this. */
const FREE_BYTES = 268_435_456

/**
 * Runs a foreign program in a room, with an empty environment, until it ends or uses more than it may. Then nothing of it is left running:
 * all processes of its namespace end with it, or where there are none, its process group. Throws `CliError` when it is interrupted or when the
 * disk of this machine is full: that says nothing of the program.
 */
export async function runConfined(options: ConfinedOptions): Promise<ConfinedRun> {
  const { room, limits } = options
  const [program = '', ...args] = confinedCommand(
    room,
    options.folder,
    { ...limits, fileBytes: limits.diskBytes },
    options.command,
  )
  const byNamespace = room.isolation === 'namespaces'
  const child = spawn(program, args, {
    cwd: options.folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      // With namespaces it is for the system's own tools; confine.sh gives the program the other one.
      PATH: byNamespace ? '/usr/sbin:/usr/bin:/sbin:/bin' : room.programs,
      HOME: room.home,
      TMPDIR: room.home,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      ...options.environment,
    },
  })
  const output = collectOutput(child, options, () => endProgram(child, byNamespace))
  const ended = untilClosed(child)
  const watching = new AbortController()
  const stop = (): void => killAll(child, byNamespace)
  const watch = watchUsage(options, child, watching.signal).finally(() => {
    if (!watching.signal.aborted) stop()
  })
  // Looked at below, after the program has ended.
  watch.catch(() => undefined)
  const code = await ended
  watching.abort()
  // The namespace has ended with its first process; a process group has not.
  if (!byNamespace) stop()
  const stopped = await watch
  return { code: stopped === undefined ? code : undefined, stopped, output: output() }
}

function collectOutput(
  child: ChildProcess,
  { onLine }: ConfinedOptions,
  end: () => void,
): () => string {
  let kept = ''
  let line = ''
  const keep = (text: string): void => {
    kept = (kept + text).slice(-OUTPUT_CHARACTERS)
  }
  const decoder = new StringDecoder('utf8')
  child.stderr?.setEncoding('utf8').on('data', keep)
  child.stdout?.on('data', (bytes: Buffer) => {
    const text = decoder.write(bytes)
    keep(text)
    if (onLine === undefined) return
    const lines = (line + text).split('\n')
    line = (lines.pop() ?? '').slice(0, LINE_CHARACTERS)
    for (const one of lines) onLine(one, end)
  })
  return () => kept
}

/** The exit code; `undefined` after a signal. Rejects when it cannot be started. */
function untilClosed(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    // What a stopped program started may hold the pipes for a moment longer: the end of the program counts.
    child.on('exit', () => {
      setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, 1_000).unref()
    })
    child.on('close', (code) => resolve(code ?? undefined))
  })
}

/** Resolves with what there was too much of, or with `undefined` when watching is over. */
async function watchUsage(
  { room, limits, signal }: ConfinedOptions,
  { pid }: ChildProcess,
  over: AbortSignal,
): Promise<StopReason | undefined> {
  if (pid === undefined) return undefined
  const endMs = performance.now() + limits.seconds * 1_000
  const freeAtFirst = freeBytes(room.home)
  while (!over.aborted) {
    if (signal?.aborted === true) throw new CliError('stopped before it was done')
    if (performance.now() > endMs) return 'time'
    const { processes, memoryBytes } = measureUsage(pid, room.isolation === 'namespaces')
    if (memoryBytes > limits.memoryBytes) return 'memory'
    if (processes.length > limits.processes) return 'processes'
    const free = freeBytes(room.home)
    if (free < FREE_BYTES || freeAtFirst - free > limits.diskBytes) {
      // Others write on this disk, too.
      const used = await measureFolders(room.writable, limits.diskBytes)
      if (used > limits.diskBytes) return 'disk'
      if (free < FREE_BYTES) throw new CliError(`the disk of ${room.home} is full; free some of it`)
    }
    await wait(LOOK_MS, undefined, { signal: over }).catch(() => undefined)
  }
  return undefined
}

function endProgram({ pid }: ChildProcess, byNamespace: boolean): void {
  const program = pid !== undefined && byNamespace ? firstChild(pid) : pid
  if (program !== undefined) kill(program, 'SIGTERM')
}

function killAll({ pid }: ChildProcess, byNamespace: boolean): void {
  if (pid === undefined) return
  const { processes } = measureUsage(pid, byNamespace)
  kill(-pid, 'SIGKILL')
  for (const one of processes) kill(one, 'SIGKILL')
}

function kill(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal)
  } catch {
    // It has ended already.
  }
}
