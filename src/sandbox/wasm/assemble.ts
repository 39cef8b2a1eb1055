import { encodeSigned, encodeUnsigned } from './cursor.ts'
import { OP } from './instructions.ts'

/** Instructions with what they are about, as the bytes of a function's body. */

export function localGet(index: number): number[] {
  return [OP.localGet, ...encodeUnsigned(index)]
}

export function globalGet(index: number): number[] {
  return [OP.globalGet, ...encodeUnsigned(index)]
}

export function globalSet(index: number): number[] {
  return [OP.globalSet, ...encodeUnsigned(index)]
}

export function i32Const(value: number): number[] {
  return [OP.i32Const, ...encodeSigned(BigInt(value))]
}

export function i64Const(value: bigint): number[] {
  return [OP.i64Const, ...encodeSigned(value)]
}

export function call(index: number): number[] {
  return [OP.call, ...encodeUnsigned(index)]
}
