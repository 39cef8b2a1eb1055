import type { ScriptRunner } from '#protocol/script-runner.ts'
import { readEngineFile } from './engine-file.ts'
import { runScript } from './run-script.ts'
import { meterModule } from './wasm/meter-module.ts'

/**
 * Words of native frames that the functions of the engine may take together. A machine's own stack would end some where and
 * some elsewhere; this ends them first, and at the same place. See the README.
 */
const MAX_DEPTH_WORDS = 40_000

/**
 * Reads the engine and gives the runner of rule scripts. Throws a `SandboxError` when the engine's file is missing or is not
 * the one that the rules name. PERF: the first run takes 0.15 s more, for the engine is made ready then: most nodes start
 * often and run no script at all.
 */
export async function createScriptRunner(): Promise<ScriptRunner> {
  const file = await readEngineFile()
  let module: WebAssembly.Module | undefined
  return (source, entry, input, limits) => {
    module ??= new WebAssembly.Module(meterModule(file, MAX_DEPTH_WORDS) as BufferSource)
    return runScript(module, { source, entry, input, limits })
  }
}
