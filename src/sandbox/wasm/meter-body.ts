import { concatBytes } from '#base/bytes.ts'
import { call, globalGet, globalSet, i32Const, i64Const } from './assemble.ts'
import { type Cursor, readByte, readUnsigned } from './cursor.ts'
import { OP, skipInstruction } from './instructions.ts'

/** Where the counters are and what is in the place of an instruction, by their indices in the module. */
export interface Meters {
  /** A global i64: the steps that are left. */
  readonly stepsGlobal: number
  /** A global i32: the words that the frames of the running functions take. */
  readonly depthGlobal: number
  readonly maxDepth: number
  /** Functions that do `memory.copy` and `memory.fill` and count the bytes. */
  readonly copyFunction: number
  readonly fillFunction: number
}

/** Words of a frame besides parameters and locals: return address, spilled values. Set by measurement; see the README. */
const FRAME_WORDS = 16
/** An `if` that leaves no value. */
const NO_RESULT = 0x40

/** The body of a function, its locals included, with the counters in it. */
export function meterBody(body: Uint8Array, parameters: number, meters: Meters): Uint8Array {
  const cursor: Cursor = { bytes: body, at: 0 }
  const frameWords = parameters + readLocals(cursor) + FRAME_WORDS
  const parts: Uint8Array[] = []
  let copied = 0
  const insert = (at: number, code: readonly number[], goOnAt = at) => {
    parts.push(body.subarray(copied, at), Uint8Array.from(code))
    copied = goOnAt
  }
  insert(cursor.at, [...countStep(meters), ...stopIfDeep(meters)])
  while (cursor.at < body.length) {
    const start = cursor.at
    switch (skipInstruction(cursor)) {
      case OP.loop:
        insert(cursor.at, countStep(meters))
        break
      case OP.call:
      case OP.callIndirect:
        insert(start, moveDepth(OP.i32Add, frameWords, meters))
        insert(cursor.at, moveDepth(OP.i32Sub, frameWords, meters))
        break
      case OP.memoryCopy:
        insert(start, call(meters.copyFunction), cursor.at)
        break
      case OP.memoryFill:
        insert(start, call(meters.fillFunction), cursor.at)
        break
    }
  }
  return concatBytes(...parts, body.subarray(copied))
}

/** How many locals the body declares; the cursor moves to its first instruction. */
function readLocals(cursor: Cursor): number {
  let locals = 0
  for (let groups = readUnsigned(cursor); groups > 0; groups--) {
    locals += readUnsigned(cursor)
    readByte(cursor)
  }
  return locals
}

function countStep(meters: Meters): number[] {
  const { stepsGlobal } = meters
  const oneLess = [...globalGet(stepsGlobal), ...i64Const(1n), OP.i64Sub]
  return [...oneLess, ...globalSet(stepsGlobal), ...stopIfSpent(meters)]
}

export function stopIfSpent({ stepsGlobal }: Meters): number[] {
  return stopIf([...globalGet(stepsGlobal), ...i64Const(0n), OP.i64LessSigned])
}

function stopIfDeep({ depthGlobal, maxDepth }: Meters): number[] {
  return stopIf([...globalGet(depthGlobal), ...i32Const(maxDepth), OP.i32GreaterUnsigned])
}

function stopIf(condition: readonly number[]): number[] {
  return [...condition, OP.if, NO_RESULT, OP.unreachable, OP.end]
}

function moveDepth(operation: number, words: number, { depthGlobal }: Meters): number[] {
  return [...globalGet(depthGlobal), ...i32Const(words), operation, ...globalSet(depthGlobal)]
}
