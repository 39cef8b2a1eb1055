import { bytesToUtf8, utf8ToBytes } from '#base/bytes.ts'
import { must } from '#base/assert.ts'
import {
  ENGINE_EXPORTS,
  type EngineExports,
  EVALUATE,
  INTRINSICS,
  type Pointer,
} from './engine-exports.ts'
import { ENVIRONMENT } from './environment.ts'

/** One context of the engine, for one run. A value is `undefined` here when the engine threw instead of giving one. */
export interface Sandbox {
  /** Whether the text is a program at all. Runs nothing. */
  compiles(source: string): boolean
  evaluate(source: string): Pointer | undefined
  isFunction(value: Pointer): boolean
  call(callee: Pointer, argument: Pointer): Pointer | undefined
  /** The value of a JSON text. */
  parse(json: string): Pointer | undefined
  /** The JSON text of a value, in UTF-8; `undefined` for all that is not plain data. A view: valid until the next call. */
  write(value: Pointer): Uint8Array | undefined
}

/** Most bytes of C's stack; the engine refuses to go deeper. Its stack has five times as many. */
const STACK_BYTES = 1024 * 1024
const POINTER_BYTES = 4

/** Makes a runtime, a context, and in it the environment of scripts. */
export function openSandbox(instance: WebAssembly.Instance, memory: WebAssembly.Memory): Sandbox {
  const engine = readExports(instance)
  const bytes = new Uint8Array(memory.buffer)

  /** Copies a text into the engine's memory, with a zero behind it. */
  const place = (text: string): { readonly pointer: Pointer; readonly length: number } => {
    const encoded = utf8ToBytes(text)
    const pointer = engine.malloc(encoded.length + 1)
    bytes.set(encoded, pointer)
    bytes[pointer + encoded.length] = 0
    return { pointer, length: encoded.length }
  }
  const viewText = (pointer: Pointer): Uint8Array =>
    bytes.subarray(pointer, bytes.indexOf(0, pointer))

  engine.initialize()
  const runtime = engine.newRuntime()
  engine.setMaxStackSize(runtime, STACK_BYTES)
  const { baseObjects, evaluation, json, mapSet } = INTRINSICS
  const context = engine.newContext(runtime, baseObjects | evaluation | json | mapSet)
  const fileName = place('script').pointer
  const values = engine.malloc(POINTER_BYTES)

  const unlessThrown = (value: Pointer): Pointer | undefined =>
    engine.resolveException(context, value) === 0 ? value : undefined
  const evaluate = (source: string, flags: number): Pointer | undefined => {
    const { pointer, length } = place(source)
    return unlessThrown(engine.evaluate(context, pointer, length, fileName, 0, flags))
  }
  const call = (callee: Pointer, argument: Pointer): Pointer | undefined => {
    new DataView(memory.buffer).setUint32(values, argument, true)
    return unlessThrown(engine.call(context, callee, engine.getUndefined(), 1, values))
  }

  const tools = must(evaluate(ENVIRONMENT, EVALUATE.strict), 'the environment of scripts')
  const parse = engine.getElement(context, tools, 0)
  const write = engine.getElement(context, tools, 1)

  return {
    compiles(source) {
      const compiled = evaluate(source, EVALUATE.strict | EVALUATE.compileOnly)
      if (compiled === undefined) return false
      engine.freeValue(context, compiled)
      return true
    },
    evaluate: (source) => evaluate(source, EVALUATE.strict),
    isFunction: (value) => bytesToUtf8(viewText(engine.typeOf(context, value))) === 'function',
    call,
    parse(json) {
      // The engine takes a text up to its first zero, which no JSON text holds.
      if (json.includes('\0')) return undefined
      return call(parse, engine.newString(context, place(json).pointer))
    },
    write(value) {
      const text = call(write, value)
      return text === undefined ? undefined : viewText(engine.getString(context, text))
    },
  }
}

function readExports({ exports }: WebAssembly.Instance): EngineExports {
  const entries = Object.entries(ENGINE_EXPORTS).map(([name, [exported]]) => [
    name,
    must(exports[exported], `the export ${exported} of the engine`),
  ])
  return Object.fromEntries(entries) as EngineExports
}
