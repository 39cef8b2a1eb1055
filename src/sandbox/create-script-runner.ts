import type { ScriptRunner } from '#protocol/script-runner.ts'
import { readEngineFile } from './engine-file.ts'
import { runScript } from './run-script.ts'
import { meterModule } from './wasm/meter-module.ts'

/**
 * Words of native frames that the functions of the engine may take together. A machine's own stack would end some where and
 * some elsewhere; this ends them first, and at the same place. See the README.
 */
const MAX_DEPTH_WORDS = 40_000

/** The engine, made ready once for the process: nothing of a run is left in it. */
let ready: Promise<WebAssembly.Module> | undefined

/**
 * Gives the runner of rule scripts. Throws a `SandboxError` when the engine's file is missing or is not the one that the rules
 * name. PERF: 0.15 s the first time in a process, so that no block waits for that.
 */
export async function createScriptRunner(): Promise<ScriptRunner> {
  ready ??= makeReady()
  try {
    const module = await ready
    return (source, entry, input, limits) => runScript(module, { source, entry, input, limits })
  } catch (error) {
    ready = undefined
    throw error
  }
}

async function makeReady(): Promise<WebAssembly.Module> {
  const file = await readEngineFile()
  const module = new WebAssembly.Module(meterModule(file, MAX_DEPTH_WORDS) as BufferSource)
  // The first run has the machine's compiler look at all of the engine.
  const limits = { ticks: 10, memoryBytes: 1_048_576, outputBytes: 10 }
  runScript(module, { source: 'function run() {}', entry: 'run', input: '0', limits })
  return module
}
