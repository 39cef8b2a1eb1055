import type { ScriptRunner } from '#protocol/script-runner.ts'
import { readEngineFile } from './engine-file.ts'
import { runScript } from './run-script.ts'
import { meterModule } from './wasm/meter-module.ts'

/**
 * Words of native frames that the functions of the engine may take together. A machine's own stack would end some where and
 * some elsewhere; this ends them first, and at the same place. See the README.
 */
const MAX_DEPTH_WORDS = 40_000

/** After this time the engine is made ready, if no script was run before. */
const READY_AFTER_MS = 3_000

/** The engine, made ready once for the process: nothing of a run is left in it. */
let ready: WebAssembly.Module | undefined

/**
 * Gives the runner of rule scripts. Throws a `SandboxError` when the engine's file is missing or is not the one that the rules
 * name. PERF: making the engine ready takes 0.15 s; neither the start of a process nor a block of one that has run for some
 * seconds waits for that.
 */
export async function createScriptRunner(): Promise<ScriptRunner> {
  const file = await readEngineFile()
  if (ready === undefined) setTimeout(() => makeReady(file), READY_AFTER_MS).unref()
  return (source, entry, input, limits) =>
    runScript(makeReady(file), { source, entry, input, limits })
}

function makeReady(file: Uint8Array): WebAssembly.Module {
  if (ready !== undefined) return ready
  const module = new WebAssembly.Module(meterModule(file, MAX_DEPTH_WORDS) as BufferSource)
  ready = module
  // The first run has the machine's compiler look at all of the engine.
  const limits = { ticks: 10, memoryBytes: 1_048_576, outputBytes: 10 }
  runScript(module, { source: 'function run() {}', entry: 'run', input: '0', limits })
  return module
}
