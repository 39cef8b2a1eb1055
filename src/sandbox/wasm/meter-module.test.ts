import { describe, expect, it } from 'vitest'
import { encodeSigned, encodeUnsigned, readUnsigned, WasmFormatError } from './cursor.ts'
import { meterModule } from './meter-module.ts'
import { createTinyModule, type TinyExports } from './tiny-module.fixture.ts'

/** A frame of one parameter and no locals. */
const FRAME = 17
const PAGE_BYTES = 65_536

function instantiate(maxDepth = 1_000, pages = 2, ask: (n: number) => number = (n) => n) {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 4 })
  const module = new WebAssembly.Module(meterModule(createTinyModule(), maxDepth) as BufferSource)
  const { exports } = new WebAssembly.Instance(module, { h: { ask, m: memory } })
  return { memory, tiny: exports as unknown as TinyExports }
}

/** The steps that a call takes. */
function countSteps(tiny: TinyExports, call: () => number): number {
  tiny.steps.value = 1_000_000n
  call()
  return Number(1_000_000n - tiny.steps.value)
}

describe('steps', () => {
  const { tiny } = instantiate()

  it.each([
    ['a call', () => tiny.turn(1), 2],
    ['the turns of a loop', () => tiny.turn(10), 11],
    ['calls in calls', () => tiny.recurse(5), 6],
    ['calls through a table', () => tiny.recurseIndirectly(5), 6],
    ['filled bytes', () => tiny.fill(640), 11],
    ['a few filled bytes', () => tiny.fill(63), 1],
    ['copied bytes', () => tiny.copy(640), 11],
    ['a call of the host', () => tiny.askHost(3), 1],
  ])('%s', (_, call, steps) => {
    expect(countSteps(tiny, call)).toBe(steps)
  })

  it('the module does what it did', () => {
    const { tiny, memory } = instantiate()
    tiny.fill(100)
    expect([...new Uint8Array(memory.buffer, 98, 4)]).toEqual([7, 7, 0, 0])
    tiny.copy(96)
    expect([...new Uint8Array(memory.buffer, 90, 4)]).toEqual([7, 7, 0, 0])
    expect(tiny.askHost(41)).toBe(41)
  })

  it.each([
    ['turns', (tiny: TinyExports) => tiny.turn(1_000_000)],
    ['calls', (tiny: TinyExports) => tiny.recurse(50)],
    ['filled bytes', (tiny: TinyExports) => tiny.fill(PAGE_BYTES)],
    ['copied bytes', (tiny: TinyExports) => tiny.copy(PAGE_BYTES)],
  ])('beyond the last step the module stops: %s', (_, call) => {
    const { tiny } = instantiate()
    tiny.steps.value = 40n
    expect(() => call(tiny)).toThrow(WebAssembly.RuntimeError)
    expect(tiny.steps.value).toBeLessThan(0n)
  })

  it('fills nothing when the steps do not suffice for all of it', () => {
    const { tiny, memory } = instantiate()
    tiny.steps.value = 40n
    expect(() => tiny.fill(PAGE_BYTES)).toThrow(WebAssembly.RuntimeError)
    expect(new Uint8Array(memory.buffer)[0]).toBe(0)
  })

  it('the last step is allowed', () => {
    tiny.steps.value = 11n
    tiny.turn(10)
    expect(tiny.steps.value).toBe(0n)
  })
})

describe('depth', () => {
  it.each(['recurse', 'recurseIndirectly'] as const)('%s ends where it must', (name) => {
    const { tiny } = instantiate(3 * FRAME)
    for (let round = 0; round < 5; round++) expect(tiny[name](3)).toBe(0)
    expect(() => tiny[name](4)).toThrow(WebAssembly.RuntimeError)
    expect(tiny.steps.value).toBeGreaterThan(0n)
  })
})

describe('the file', () => {
  it('lets the host give less memory than the module asks for', () => {
    const { tiny, memory } = instantiate(1_000, 1)
    tiny.fill(PAGE_BYTES)
    expect(memory.buffer.byteLength).toBe(PAGE_BYTES)
    expect(() => tiny.fill(PAGE_BYTES + 1)).toThrow(WebAssembly.RuntimeError)
  })

  it('is the same at every time', () => {
    expect(meterModule(createTinyModule(), 9)).toEqual(meterModule(createTinyModule(), 9))
  })

  it('is refused with an instruction that is not known', () => {
    const vector = createTinyModule([0xfd, 0x0c])
    expect(() => meterModule(vector, 9)).toThrow('the instruction 0xfd is not known here')
  })

  it('is refused when it ends too early', () => {
    const module = createTinyModule()
    for (let length = 9; length < module.length; length++) {
      expect(() => meterModule(module.subarray(0, length), 9), `${length} bytes`).toThrow()
    }
  })
})

describe('integers', () => {
  it.each([0, 1, 127, 128, 624_485, 2 ** 32 - 1])('%s', (value) => {
    expect(readUnsigned({ bytes: Uint8Array.from(encodeUnsigned(value)), at: 0 })).toBe(value)
  })

  it.each([
    [0n, [0]],
    [63n, [63]],
    [64n, [0xc0, 0]],
    [-1n, [0x7f]],
    [-123_456n, [0xc0, 0xbb, 0x78]],
  ])('signed %s', (value, bytes) => {
    expect(encodeSigned(value)).toEqual(bytes)
  })

  it('of too many bytes are refused', () => {
    const bytes = new Uint8Array(6).fill(0x80)
    expect(() => readUnsigned({ bytes, at: 0 })).toThrow(WasmFormatError)
  })
})
