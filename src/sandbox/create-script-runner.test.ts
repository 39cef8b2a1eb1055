import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { ScriptLimits, ScriptResult, ScriptRunner } from '#protocol/script-runner.ts'
import { createScriptRunner } from './create-script-runner.ts'

const LIMITS: ScriptLimits = { ticks: 500, memoryBytes: 4 * 1024 * 1024, outputBytes: 1_000 }
let runner: ScriptRunner

beforeAll(async () => {
  runner = await createScriptRunner()
})

function run(source: string, input: unknown = null, limits: Partial<ScriptLimits> = {}) {
  return runner(source, 'run', JSON.stringify(input), { ...LIMITS, ...limits })
}

function outputOf(result: ScriptResult): unknown {
  if (!result.ok) throw new Error(result.failure)
  return JSON.parse(result.output)
}

describe('an answer', () => {
  it('is the JSON text of what the function returns', () => {
    const source =
      'const run = ({ a, b }) => ({ sum: String(BigInt(a) + BigInt(b)), list: [a, b] })'
    const input = { a: '340282366920938463463374607431768211456', b: '1' }
    expect(run(source, input)).toEqual({
      ok: true,
      output: `{"sum":"340282366920938463463374607431768211457","list":["${input.a}","1"]}`,
      ticks: 2,
    })
  })

  it.each([
    [null],
    [true],
    [-1.5e-7],
    ['é😀\u0000"\\\u2028'],
    [[]],
    [{ b: 1, a: { '': [null] }, 7: 'x' }],
  ])('%j comes through as it is', (value) => {
    expect(outputOf(run('function run(x) { return x }', value))).toEqual(value)
  })

  it.each(['', '   ', '1 + 1', 'function f() {}', 'this', 'run()', 'Object', 'class', 'a b', '0'])(
    'there is none when the name is %j',
    (entry) => {
      const source = 'function run() { return 1 }'
      const result = runner(source, entry, 'null', LIMITS)
      expect(result.ok ? result.output : result.failure).toBe(
        entry === 'Object' ? '{}' : 'no-function',
      )
    },
  )
})

describe('the engine', () => {
  it('is not made ready again for a second run', () => {
    run('const run = () => 1')
    const compiled = vi.spyOn(WebAssembly, 'Module')
    try {
      expect(outputOf(run('const run = () => 1'))).toBe(1)
      expect(compiled).not.toHaveBeenCalled()
    } finally {
      compiled.mockRestore()
    }
  })

  it('is made ready some seconds after the start, though no script was run', async () => {
    vi.resetModules()
    vi.useFakeTimers()
    const compiled = vi.spyOn(WebAssembly, 'Module')
    try {
      const anew = await import('./create-script-runner.ts')
      await anew.createScriptRunner()
      expect(compiled).not.toHaveBeenCalled()
      vi.advanceTimersByTime(3_000)
      expect(compiled).toHaveBeenCalledTimes(1)
    } finally {
      compiled.mockRestore()
      vi.useRealTimers()
    }
  })
})

describe('a failure', () => {
  it.each([
    ['syntax', 'function run( { return 1 }'],
    ['no-function', 'const run = 7'],
    ['no-function', 'function walk() {}'],
    ['threw', 'function run() { throw new Error("no") }'],
    ['threw', 'null.x; function run() {}'],
    ['out-of-ticks', 'function run() { for (;;); }'],
    ['out-of-memory', 'function run() { return "x".repeat(1e8).length }'],
    ['bad-output', 'function run() {}'],
  ])('%s: %s', (failure, source) => {
    const result = run(source)
    expect(result).toEqual({ ok: false, failure, ticks: expect.any(Number) })
    expect(result.ticks).toBeLessThanOrEqual(LIMITS.ticks)
  })

  it('tells a text that does not compile from one that throws such an error', () => {
    expect(run('throw new SyntaxError("x")')).toMatchObject({ failure: 'threw' })
    expect(run('JSON.parse("{")')).toMatchObject({ failure: 'threw' })
  })

  it('has nothing of the text of the error', () => {
    expect(Object.keys(run('throw new Error("secret")'))).toEqual(['ok', 'failure', 'ticks'])
  })
})

describe('the limit of ticks', () => {
  const count = (turns: number) =>
    `function run() { let n = 0; while (n < ${turns}) n++; return n }`

  it('grows with the work', () => {
    const [few, many] = [run(count(10_000)).ticks, run(count(40_000)).ticks]
    expect(many).toBeGreaterThan(3 * few)
    expect(many).toBeLessThan(5 * few)
  })

  it('is enough exactly when the ticks are', () => {
    const full = run(count(50_000))
    expect(full.ok).toBe(true)
    expect(run(count(50_000), null, { ticks: full.ticks })).toEqual(full)
    const ticks = full.ticks - 1
    const stopped = { ok: false, failure: 'out-of-ticks', ticks }
    expect(run(count(50_000), null, { ticks })).toEqual(stopped)
  })

  it('may be nothing', () => {
    const result = { ok: false, failure: 'out-of-ticks', ticks: 0 }
    expect(run('function run() { return 1 }', null, { ticks: 0 })).toEqual(result)
  })

  it('counts the compiler, the input and the output as well', () => {
    const numbers = Array.from({ length: 20_000 }, () => 1)
    const limits = { ticks: 5_000, outputBytes: 100_000 }
    const nothing = run('function run() { return 1 }').ticks
    const source = `function run() { return 1 }\n${'a = 1;'.repeat(5_000)}`
    expect(run(source).ticks).toBeGreaterThan(nothing + 50)
    const input = run('function run() { return 1 }', numbers, limits).ticks
    expect(input).toBeGreaterThan(nothing + 50)
    expect(run('function run(x) { return x }', numbers, limits).ticks).toBeGreaterThan(input + 50)
  })
})

describe('the limit of memory', () => {
  const fill = 'function run(n) { return new Array(n).fill(0).length }'

  it('gives room for what it names', () => {
    expect(outputOf(run(fill, 150_000))).toBe(150_000)
    expect(run(fill, 600_000)).toMatchObject({ failure: 'out-of-memory' })
    expect(outputOf(run(fill, 600_000, { memoryBytes: 16 * 1024 * 1024 }))).toBe(600_000)
  })

  it('does not change the ticks of a script that has enough', () => {
    const small = run(fill, 100_000)
    expect(run(fill, 100_000, { memoryBytes: 64 * 1024 * 1024 })).toEqual(small)
  })

  it('may be too small for the engine itself', () => {
    const result = { ok: false, failure: 'out-of-memory', ticks: 0 }
    expect(run(fill, 1, { memoryBytes: 0 })).toEqual(result)
  })

  it('may be too small for the source or the input', () => {
    const limits = { memoryBytes: 256 * 1024 }
    const long = 'x'.repeat(500_000)
    const failure = { failure: 'out-of-memory' }
    expect(run(`const a = "${long}"`, null, limits)).toMatchObject(failure)
    expect(run(fill, long, limits)).toMatchObject(failure)
  })

  it('cannot be caught', () => {
    const source = 'function run() { try { "x".repeat(1e8).length } catch {} return 1 }'
    expect(run(source)).toMatchObject({ failure: 'out-of-memory' })
  })
})

describe('the limit of the output', () => {
  it.each([
    ['in bytes', 'xx', 4],
    ['of UTF-8', 'é€😀', 11],
    ['with what JSON escapes', '"\n', 6],
  ])('%s', (_, text, outputBytes) => {
    expect(outputOf(run('function run(x) { return x }', text, { outputBytes }))).toBe(text)
    const shorter = run('function run(x) { return x }', text, { outputBytes: outputBytes - 1 })
    expect(shorter).toMatchObject({ failure: 'bad-output' })
  })
})

describe('limits that are none', () => {
  it.each([
    { ticks: -1 },
    { ticks: 1.5 },
    { ticks: 1_000_000_001 },
    { ticks: Number.NaN },
    { memoryBytes: -1 },
    { memoryBytes: 2 ** 31 },
  ])('%j is refused', (limits) => {
    expect(() => run('function run() {}', null, limits)).toThrow(/a script/)
  })
})
