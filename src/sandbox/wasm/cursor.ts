/** A place in a WebAssembly binary that moves on as it is read. */
export interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

/** The binary ends too early, or holds what is not known here. */
export class WasmFormatError extends Error {
  override readonly name = 'WasmFormatError'
}

export function readByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at++]
  if (byte === undefined) throw new WasmFormatError('the WebAssembly file ends too early')
  return byte
}

/** An unsigned integer of at most 32 bits (LEB128). */
export function readUnsigned(cursor: Cursor): number {
  let value = 0
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = readByte(cursor)
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return value
  }
  throw new WasmFormatError('an integer of the WebAssembly file is too long')
}

/** The bytes from here on, `length` of them; the cursor moves behind them. */
export function readBytes(cursor: Cursor, length: number): Uint8Array {
  const start = cursor.at
  cursor.at += length
  if (cursor.at > cursor.bytes.length) {
    throw new WasmFormatError('the WebAssembly file ends too early')
  }
  return cursor.bytes.subarray(start, cursor.at)
}

/** An unsigned integer in LEB128. */
export function encodeUnsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return [...bytes, rest]
}

/** An integer in signed LEB128, as the instructions `i32.const` and `i64.const` take it. */
export function encodeSigned(value: bigint): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest < -0x40n || rest >= 0x40n) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  return [...bytes, Number(rest & 0x7fn)]
}
