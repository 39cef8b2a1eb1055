import { concatBytes } from '#base/bytes.ts'
import { must } from '#base/assert.ts'
import { globalGet, globalSet, i32Const, i64Const, localGet } from './assemble.ts'
import {
  type Cursor,
  encodeUnsigned,
  readByte,
  readBytes,
  readUnsigned,
  WasmFormatError,
} from './cursor.ts'
import { OP } from './instructions.ts'
import { meterBody, type Meters, stopIfSpent } from './meter-body.ts'
import {
  appendEntries,
  openSection,
  readSections,
  replaceSection,
  SECTION,
  type Section,
  writeSections,
} from './sections.ts'

/** The name of the added export: how many steps are left, an i64 that the host sets and reads. */
export const STEPS_EXPORT = 'steps'

/** What the counter of steps holds when an instance begins: more than its set-up can use. */
const INITIAL_STEPS = 1n << 62n
const I32 = 0x7f
const I64 = 0x7e
const FUNCTION_TYPE = 0x60
const KIND = { function: 0, memory: 2, global: 3 } as const
/** Moved bytes that count as one step more. */
const BYTES_PER_STEP_SHIFT = 6

/**
 * A module that counts its own work and its own depth, and stops by itself (a trap) when either is beyond its limit. Whatever runs
 * in it, native parts of an interpreter included, is counted: a step at the entry of each function and at each turn of each loop, and
 * one for each 64 bytes that are copied or filled at once. The size of its memory becomes the host's to choose.
 * The rest of the module means what it meant. PERF: 40 ms for 500 KB, once.
 */
export function meterModule(module: Uint8Array, maxDepth: number): Uint8Array {
  const original = readSections(module)
  const globals = openSection(original, SECTION.global).count
  const functions = countImportedFunctions(original) + openSection(original, SECTION.function).count
  const meters: Meters = {
    stepsGlobal: globals,
    depthGlobal: globals + 1,
    maxDepth,
    copyFunction: functions,
    fillFunction: functions + 1,
  }
  const types = openSection(original, SECTION.type).count
  let sections = appendEntries(original, SECTION.type, [[FUNCTION_TYPE, 3, I32, I32, I32, 0]])
  sections = appendEntries(sections, SECTION.function, [
    encodeUnsigned(types),
    encodeUnsigned(types),
  ])
  sections = appendEntries(sections, SECTION.global, [
    [I64, 1, ...i64Const(INITIAL_STEPS), OP.end],
    [I32, 1, ...i32Const(0), OP.end],
  ])
  sections = appendEntries(sections, SECTION.export, [
    [...encodeName(STEPS_EXPORT), KIND.global, ...encodeUnsigned(meters.stepsGlobal)],
  ])
  sections = replaceSection(sections, SECTION.import, freeMemorySize(original))
  sections = replaceSection(sections, SECTION.code, meterCode(original, meters))
  return writeSections(module, sections)
}

function meterCode(sections: readonly Section[], meters: Meters): Uint8Array {
  const { count, cursor } = openSection(sections, SECTION.code)
  const parameterCounts = readParameterCounts(sections)
  const bodies: Uint8Array[] = []
  for (let index = 0; index < count; index++) {
    const body = readBytes(cursor, readUnsigned(cursor))
    bodies.push(meterBody(body, must(parameterCounts[index], 'the type of a function'), meters))
  }
  bodies.push(bulkFunction([0xfc, 0x0a, 0, 0], meters), bulkFunction([0xfc, 0x0b, 0], meters))
  const parts = bodies.flatMap((body) => [Uint8Array.from(encodeUnsigned(body.length)), body])
  return concatBytes(Uint8Array.from(encodeUnsigned(bodies.length)), ...parts)
}

/** A function of (to, from or value, length) that counts the length and then does the instruction. */
function bulkFunction(instruction: readonly number[], meters: Meters): Uint8Array {
  const { stepsGlobal } = meters
  const length = [...localGet(2), ...i32Const(BYTES_PER_STEP_SHIFT), OP.i32ShiftRightUnsigned]
  const stepsLeft = [...globalGet(stepsGlobal), ...length, OP.i64ExtendUnsigned, OP.i64Sub]
  return Uint8Array.from([
    0, // no locals
    ...stepsLeft,
    ...globalSet(stepsGlobal),
    ...stopIfSpent(meters),
    ...localGet(0),
    ...localGet(1),
    ...localGet(2),
    ...instruction,
    OP.end,
  ])
}

function encodeName(name: string): number[] {
  return [...encodeUnsigned(name.length), ...Array.from(name, (letter) => letter.charCodeAt(0))]
}

/** How many parameters each function of the module has, those that it imports left out. */
function readParameterCounts(sections: readonly Section[]): readonly number[] {
  const types = openSection(sections, SECTION.type)
  const counts = Array.from({ length: types.count }, () => {
    readByte(types.cursor)
    const parameters = readUnsigned(types.cursor)
    readBytes(types.cursor, parameters)
    readBytes(types.cursor, readUnsigned(types.cursor))
    return parameters
  })
  const functions = openSection(sections, SECTION.function)
  return Array.from({ length: functions.count }, () =>
    must(counts[readUnsigned(functions.cursor)], 'the type of a function'),
  )
}

function countImportedFunctions(sections: readonly Section[]): number {
  let functions = 0
  visitImports(sections, (kind) => {
    if (kind === KIND.function) functions++
  })
  return functions
}

/** The imports with the least size of the memory set to nothing, so that the host may give less than the module asks for. */
function freeMemorySize(sections: readonly Section[]): Uint8Array {
  const parts: Uint8Array[] = []
  let copied = 0
  const { cursor } = visitImports(sections, (kind, { bytes, at }) => {
    if (kind !== KIND.memory) return
    const size: Cursor = { bytes, at: at + 1 }
    parts.push(bytes.subarray(copied, size.at), Uint8Array.of(0))
    readUnsigned(size)
    copied = size.at
  })
  return concatBytes(...parts, cursor.bytes.subarray(copied))
}

/** Goes through the imports; the cursor given is at the description of the import, behind its kind. */
function visitImports(
  sections: readonly Section[],
  visit: (kind: number, cursor: Cursor) => void,
): { readonly cursor: Cursor } {
  const { count, cursor } = openSection(sections, SECTION.import)
  for (let left = count; left > 0; left--) {
    readBytes(cursor, readUnsigned(cursor))
    readBytes(cursor, readUnsigned(cursor))
    const kind = readByte(cursor)
    visit(kind, cursor)
    skipDescription(cursor, kind)
  }
  return { cursor }
}

function skipDescription(cursor: Cursor, kind: number): void {
  if (kind === KIND.function) {
    readUnsigned(cursor)
    return
  }
  if (kind !== KIND.memory) throw new WasmFormatError('the module imports a table or a global')
  const hasMaximum = readByte(cursor) === 1
  readUnsigned(cursor)
  if (hasMaximum) readUnsigned(cursor)
}
