import { type Cursor, readByte, readUnsigned, WasmFormatError } from './cursor.ts'

/** The instructions that are looked for or written, by their codes; those of two bytes are 0xfc00 + the second. */
export const OP = {
  unreachable: 0x00,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  call: 0x10,
  callIndirect: 0x11,
  localGet: 0x20,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Const: 0x41,
  i64Const: 0x42,
  i32GreaterUnsigned: 0x4b,
  i64LessSigned: 0x53,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32ShiftRightUnsigned: 0x76,
  i64Sub: 0x7d,
  i64ExtendUnsigned: 0xad,
  memoryCopy: 0xfc0a,
  memoryFill: 0xfc0b,
} as const

const PREFIX = 0xfc

/** Moves behind one instruction of a function's body and tells its code. Throws on one that the engine does not use. */
export function skipInstruction(cursor: Cursor): number {
  const first = readByte(cursor)
  const code = first === PREFIX ? PREFIX * 0x100 + readUnsigned(cursor) : first
  skipImmediates(cursor, code)
  return code
}

function skipImmediates(cursor: Cursor, code: number): void {
  switch (code) {
    case 0x02: // block
    case OP.loop:
    case OP.if:
    case OP.i32Const:
    case OP.i64Const:
      skipInteger(cursor)
      return
    case 0x0c: // br
    case 0x0d: // br_if
    case OP.call:
      readUnsigned(cursor)
      return
    case 0x0e: // br_table
      for (let left = readUnsigned(cursor) + 1; left > 0; left--) readUnsigned(cursor)
      return
    case OP.callIndirect:
    case OP.memoryCopy:
      readUnsigned(cursor)
      readUnsigned(cursor)
      return
    case 0x3f: // memory.size
    case OP.memoryFill:
      readByte(cursor)
      return
    case 0x44: // f64.const
      cursor.at += 8
      return
    default:
      skipPlainImmediates(cursor, code)
  }
}

function skipPlainImmediates(cursor: Cursor, code: number): void {
  if (code >= OP.localGet && code <= OP.globalSet) {
    readUnsigned(cursor)
  } else if (code >= 0x28 && code <= 0x3e) {
    // Loads and stores: alignment and offset.
    readUnsigned(cursor)
    readUnsigned(cursor)
  } else if (!hasNoImmediates(code)) {
    throw new WasmFormatError(`the instruction 0x${code.toString(16)} is not known here`)
  }
}

function hasNoImmediates(code: number): boolean {
  const isControl = [OP.unreachable, 0x01, 0x05, OP.end, 0x0f].includes(code)
  const isParametric = code === 0x1a || code === 0x1b
  const isNumeric = code >= 0x45 && code <= 0xc4
  const isSaturating = code >= 0xfc00 && code <= 0xfc07
  return isControl || isParametric || isNumeric || isSaturating
}

/** Behind an integer of any sign and size. */
function skipInteger(cursor: Cursor): void {
  while (readByte(cursor) >= 0x80);
}
