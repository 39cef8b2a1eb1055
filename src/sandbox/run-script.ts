import { assert, must } from '#base/assert.ts'
import { bytesToUtf8 } from '#base/bytes.ts'
import type { ScriptFailure, ScriptLimits, ScriptResult } from '#protocol/script-runner.ts'
import type { Pointer } from './engine-exports.ts'
import { createHost, type Host } from './host.ts'
import { openSandbox, type Sandbox } from './sandbox.ts'
import { SandboxError } from './sandbox-error.ts'
import { STEPS_EXPORT } from './wasm/meter-module.ts'

/** Steps of the engine that are one tick. A tick that is begun counts. */
const STEPS_PER_TICK = 10_000n
const PAGE_BYTES = 65_536
/** Where the heap of the engine begins: its data and its stack come before. */
const HEAP_START_BYTES = 5_333_088
const MAX_TICKS = 1_000_000_000
const MAX_MEMORY_BYTES = 1024 * 1024 * 1024
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

export interface ScriptRun {
  readonly source: string
  readonly entry: string
  readonly input: string
  readonly limits: ScriptLimits
}

/** How far a run has come: what it fails with if it ends now. */
interface Progress {
  failure: ScriptFailure
}

/**
 * One run, in an instance and a memory of its own. Throws a `SandboxError` only when the machine fails, never because of a
 * script. PERF: 1 ms for the environment, and the script's own work.
 */
export function runScript(module: WebAssembly.Module, run: ScriptRun): ScriptResult {
  const { ticks, memoryBytes } = run.limits
  assert(
    Number.isSafeInteger(ticks) && ticks >= 0 && ticks <= MAX_TICKS,
    'the ticks of a script are a whole number of at most a billion',
  )
  assert(
    memoryBytes >= 0 && memoryBytes <= MAX_MEMORY_BYTES,
    'a script has at most 1 GiB of memory',
  )
  const memory = createMemory(HEAP_START_BYTES + memoryBytes)
  const host = createHost(memory)
  const sandbox = prepare(module, memory, host)
  if (sandbox === undefined) return { ok: false, failure: 'out-of-memory', ticks: 0 }
  const { opened, steps } = sandbox
  const allowed = BigInt(ticks) * STEPS_PER_TICK
  steps.value = allowed
  const progress: Progress = { failure: 'syntax' }
  let output: string | undefined
  try {
    output = findOutput(opened, run, progress)
  } catch (error) {
    progress.failure = failureOf(error, host, steps.value < 0n, progress)
  }
  const used = Number((allowed - steps.value + STEPS_PER_TICK - 1n) / STEPS_PER_TICK)
  return output === undefined
    ? { ok: false, failure: progress.failure, ticks: Math.min(used, ticks) }
    : { ok: true, output, ticks: used }
}

/** Memory of a fixed size, in full pages. */
function createMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE_BYTES)
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages })
  } catch (error) {
    throw new SandboxError(
      `this machine has no ${bytes} bytes of memory for a rule script; give Node more`,
      { cause: error },
    )
  }
}

/** A new instance with the environment of scripts in it; `undefined` when the memory does not suffice even for that. */
function prepare(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  host: Host,
): { readonly opened: Sandbox; readonly steps: WebAssembly.Global<'i64'> } | undefined {
  try {
    const instance = new WebAssembly.Instance(module, { a: host.imports })
    const steps = must(instance.exports[STEPS_EXPORT], 'the counter of steps')
    return { opened: openSandbox(instance, memory), steps: steps as WebAssembly.Global<'i64'> }
  } catch (error) {
    if (host.wasMemoryRefused()) return undefined
    return throwFault(error)
  }
}

/** The JSON text of what the script's function returns; `undefined` when there is none, for the reason that `progress` gives. */
function findOutput(sandbox: Sandbox, run: ScriptRun, progress: Progress): string | undefined {
  if (!sandbox.compiles(run.source)) return undefined
  progress.failure = 'threw'
  if (sandbox.evaluate(run.source) === undefined) return undefined
  progress.failure = 'no-function'
  const entry = findFunction(sandbox, run.entry)
  if (entry === undefined) return undefined
  progress.failure = 'threw'
  const input = sandbox.parse(run.input)
  if (input === undefined) return undefined
  const returned = sandbox.call(entry, input)
  if (returned === undefined) return undefined
  progress.failure = 'bad-output'
  const text = sandbox.write(returned)
  if (text === undefined || text.length > run.limits.outputBytes) return undefined
  return must(bytesToUtf8(text), 'an output in UTF-8')
}

function findFunction(sandbox: Sandbox, name: string): Pointer | undefined {
  const value = IDENTIFIER.test(name) ? sandbox.evaluate(name) : undefined
  return value !== undefined && sandbox.isFunction(value) ? value : undefined
}

/** What an end within the engine means. */
function failureOf(
  error: unknown,
  host: Host,
  isSpent: boolean,
  { failure }: Progress,
): ScriptFailure {
  if (host.wasMemoryRefused()) return 'out-of-memory'
  if (host.hasStopped()) return failure
  if (error instanceof WebAssembly.RuntimeError) return isSpent ? 'out-of-ticks' : failure
  return throwFault(error)
}

/** Goes on with an error of the machine itself: elsewhere the run may have gone on, so it gives no answer here. */
function throwFault(error: unknown): never {
  if (!(error instanceof RangeError)) throw error
  throw new SandboxError(
    'the stack of this machine is too small for the engine of rule scripts; start Node without --stack-size',
    { cause: error },
  )
}
