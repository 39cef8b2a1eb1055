import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { must } from '#base/assert.ts'
import { ENGINE_EXPORTS, EVALUATE, INTRINSICS } from './engine-exports.ts'
import { checkEngineFile, readEngineFile } from './engine-file.ts'
import { createHost } from './host.ts'
import { SandboxError } from './sandbox-error.ts'

const require = createRequire(import.meta.url)
const bytes = await readEngineFile()

describe('the file of the engine', () => {
  it('is refused with one bit of it changed, in words that say what to do', () => {
    const changed = bytes.slice()
    changed[100_000] = (changed[100_000] as number) ^ 1
    expect(() => checkEngineFile(changed)).toThrow(SandboxError)
    expect(() => checkEngineFile(changed)).toThrow(
      /^the engine for rule scripts is another than that of the rules: .* sha-256 0x[0-9a-f]{64}, it must be 0x105c3bed\w+; install that package anew$/,
    )
  })

  it('exports all that is called, under the names that its own loader uses', () => {
    const loader = readFileSync(
      require.resolve('@jitl/quickjs-wasmfile-release-sync/emscripten-module'),
      'utf8',
    )
    for (const [exported, name] of Object.values(ENGINE_EXPORTS)) {
      // The loader calls the constructors itself: Z.u()
      const use = name === '__wasm_call_ctors' ? `.${exported}();` : `._${name}=b.${exported};`
      expect(loader, name).toContain(use)
    }
  })

  it('imports what the host has, and no more', () => {
    const module = new WebAssembly.Module(bytes as BufferSource)
    const imports = WebAssembly.Module.imports(module).map(({ name }) => name)
    const memory = new WebAssembly.Memory({ initial: 1 })
    expect(Object.keys(createHost(memory).imports).sort()).toEqual(imports.sort())
  })
})

describe('the flags', () => {
  const { IntrinsicsFlags, EvalFlags } = createRequire(
    require.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'),
  )('@jitl/quickjs-ffi-types') as Record<string, Readonly<Record<string, number>>>

  it('are those of the package', () => {
    const flags = must(IntrinsicsFlags, 'the flags of a context')
    expect(INTRINSICS).toEqual({
      baseObjects: flags['BaseObjects'],
      evaluation: flags['Eval'],
      json: flags['JSON'],
      mapSet: flags['MapSet'],
    })
    expect(EVALUATE).toEqual({
      strict: EvalFlags?.['JS_EVAL_FLAG_STRICT'],
      compileOnly: EvalFlags?.['JS_EVAL_FLAG_COMPILE_ONLY'],
    })
  })
})
