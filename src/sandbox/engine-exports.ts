/** Addresses in the memory of the engine. */
export type Pointer = number

/** What is called of the engine. `value` arguments and results are addresses of a JavaScript value of the engine. */
export interface EngineExports {
  /** Constructors of C; once, before everything else. */
  initialize(): void
  malloc(bytes: number): Pointer
  newRuntime(): Pointer
  setMaxStackSize(runtime: Pointer, bytes: number): void
  newContext(runtime: Pointer, intrinsics: number): Pointer
  evaluate(
    context: Pointer,
    source: Pointer,
    length: number,
    fileName: Pointer,
    detectModule: number,
    flags: number,
  ): Pointer
  /** 0 if the value is none that was thrown; else the value thrown. */
  resolveException(context: Pointer, value: Pointer): Pointer
  call(
    context: Pointer,
    callee: Pointer,
    receiver: Pointer,
    count: number,
    values: Pointer,
  ): Pointer
  getUndefined(): Pointer
  getElement(context: Pointer, array: Pointer, index: number): Pointer
  newString(context: Pointer, text: Pointer): Pointer
  /** UTF-8 with a zero behind it. */
  getString(context: Pointer, value: Pointer): Pointer
  typeOf(context: Pointer, value: Pointer): Pointer
  freeValue(context: Pointer, value: Pointer): void
}

/** Under which name the file exports each, with the name in C. The build shortens them; the file is pinned, so they stay. */
export const ENGINE_EXPORTS: Readonly<
  Record<keyof EngineExports, readonly [exported: string, c: string]>
> = {
  initialize: ['u', '__wasm_call_ctors'],
  malloc: ['v', 'malloc'],
  newRuntime: ['K', 'QTS_NewRuntime'],
  setMaxStackSize: ['D', 'QTS_RuntimeSetMaxStackSize'],
  newContext: ['N', 'QTS_NewContext'],
  evaluate: ['pa', 'QTS_Eval'],
  resolveException: ['na', 'QTS_ResolveException'],
  call: ['ma', 'QTS_Call'],
  getUndefined: ['E', 'QTS_GetUndefined'],
  getElement: ['ia', 'QTS_GetPropNumber'],
  newString: ['_', 'QTS_NewString'],
  getString: ['$', 'QTS_GetString'],
  typeOf: ['ra', 'QTS_Typeof'],
  freeValue: ['P', 'QTS_FreeValuePointer'],
}

/** The parts of the language that the engine makes for a context (`IntrinsicsFlags` of quickjs-ffi-types). */
export const INTRINSICS = { baseObjects: 1, evaluation: 4, json: 64, mapSet: 256 } as const

/** How a text is evaluated (`EvalFlags` of quickjs-ffi-types). */
export const EVALUATE = { strict: 8, compileOnly: 32 } as const
