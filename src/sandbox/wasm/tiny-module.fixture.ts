import { call, i32Const, localGet } from './assemble.ts'
import { OP } from './instructions.ts'

const I32 = 0x7f
const MAGIC_AND_VERSION = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const MEMORY_CALL = { fill: [0xfc, 0x0b, 0], copy: [0xfc, 0x0a, 0, 0] } as const
const decrement = [...localGet(0), ...i32Const(1), OP.i32Sub]
const ifParameter = [...localGet(0), OP.if, I32]
const otherwiseZero = [0x05, ...i32Const(0), OP.end]

/** Functions of (i32) → i32, by name, without their locals and their end. Number 0 is imported. */
const BODIES = {
  /** Turns a loop so many times. */
  turn: [OP.loop, 0x40, ...decrement, 0x22, 0, 0x0d, 0, OP.end, ...localGet(0)],
  /** Calls itself so many times, one within the other. */
  recurse: [...ifParameter, ...decrement, ...call(2), ...otherwiseZero],
  /** The same through a table. */
  recurseIndirectly: [
    ...ifParameter,
    ...decrement,
    ...i32Const(0),
    OP.callIndirect,
    0,
    0,
    ...otherwiseZero,
  ],
  fill: [...i32Const(0), ...i32Const(7), ...localGet(0), ...MEMORY_CALL.fill, ...i32Const(0)],
  copy: [...i32Const(0), ...i32Const(8), ...localGet(0), ...MEMORY_CALL.copy, ...i32Const(0)],
  askHost: [...localGet(0), ...call(0)],
} as const

type FunctionName = keyof typeof BODIES

export type TinyExports = Readonly<Record<FunctionName, (n: number) => number>> & {
  readonly steps: { value: bigint }
}

const NAMES = Object.keys(BODIES) as FunctionName[]

function text(value: string): number[] {
  return [value.length, ...Buffer.from(value)]
}

function section(id: number, ...entries: readonly (readonly number[])[]): number[] {
  const body = [entries.length, ...entries.flat()]
  return [id, body.length, ...body]
}

/** A module with all that the meter looks at. `first` takes the place of the body of its first function. */
export function createTinyModule(first: readonly number[] = BODIES.turn): Uint8Array {
  const bodies = NAMES.map((name, index) => [0, ...(index === 0 ? first : BODIES[name]), OP.end])
  return Uint8Array.from([
    ...MAGIC_AND_VERSION,
    ...section(1, [0x60, 1, I32, 1, I32]),
    ...section(2, [...text('h'), ...text('ask'), 0, 0], [...text('h'), ...text('m'), 2, 1, 2, 4]),
    ...section(3, ...NAMES.map(() => [0])),
    ...section(4, [0x70, 0, 1]),
    ...section(6, [I32, 1, OP.i32Const, 0, OP.end]),
    ...section(7, ...NAMES.map((name, index) => [...text(name), 0, index + 1])),
    ...section(9, [0, OP.i32Const, 0, OP.end, 1, 3]),
    ...section(10, ...bodies.map((body) => [body.length, ...body])),
  ])
}
