import type { Pointer } from './engine-exports.ts'

/** What the engine gets of the world outside, under the names that its file imports. There is no clock, no chance and no output. */
export interface Host {
  readonly imports: WebAssembly.ModuleImports
  /** Whether the engine asked for more memory than there is. The run is over then. */
  wasMemoryRefused(): boolean
  /** Whether the run ended here: by refused memory, or because the engine called what it must not. */
  hasStopped(): boolean
}

/** Everything else that the file imports: failed assertions, clocks of C, files, timers, calls into JavaScript. */
const REFUSED = ['b', 'c', 'd', 'g', 'h', 'i', 'j', 'l', 'm', 'n', 'o', 'q', 'r', 's', 't']

/** The host of one run, in a memory that cannot grow. */
export function createHost(memory: WebAssembly.Memory): Host {
  let isMemoryRefused = false
  let isStopped = false
  const stop = (reason: string): never => {
    isStopped = true
    throw new Error(reason)
  }
  const refused = REFUSED.map((name) => [name, () => stop(`the engine called ${name}`)] as const)
  return {
    imports: {
      ...Object.fromEntries(refused),
      a: memory,
      // emscripten_resize_heap
      k: () => {
        isMemoryRefused = true
        return stop('the engine asked for more memory')
      },
      // emscripten_date_now: the seed of Math.random, which no script sees
      p: () => 0,
      // environ_sizes_get and environ_get: no environment
      f: (count: Pointer, bytes: Pointer) => {
        const view = new DataView(memory.buffer)
        view.setUint32(count, 0, true)
        view.setUint32(bytes, 0, true)
        return 0
      },
      e: () => 0,
    },
    wasMemoryRefused: () => isMemoryRefused,
    hasStopped: () => isStopped,
  }
}
