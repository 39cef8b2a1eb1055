import { describe, expect, test } from 'vitest'
import { findOffences, type DeterminismRule } from './determinism-rules.ts'
import { parseSource } from './syntax-tree.ts'
import { collectUnorderedProperties } from './unordered-iteration.ts'

function rulesBroken(code: string): DeterminismRule[] {
  const source = parseSource('sample.ts', code)
  const offences = findOffences(source, collectUnorderedProperties([source]))
  return [...new Set(offences.map(({ rule }) => rule))].sort()
}

const OFFENDING: readonly (readonly [DeterminismRule, string])[] = [
  ['math', 'const a = Math.log(2)'],
  ['math', 'const a = Math.pow(2, 3)'],
  ['math', 'const a = Math.random()'],
  ['math', 'const a = Math.sqrt(2)'],
  ['math', 'const a = Math["floor" + x](2)'],
  ['math', 'const { log } = Math'],
  ['power', 'const a = b ** 2'],
  ['power', 'b **= 2'],
  ['float', 'const a = 0.1'],
  ['float', 'const a = 1.0'],
  ['float', 'const a = 1e-3'],
  ['float', 'const a = 9007199254740993'],
  ['float', 'view.getFloat64(0)'],
  ['global', 'const a = Date.now()'],
  ['global', 'const a = new Date(0)'],
  ['global', 'setTimeout(run, 1)'],
  ['global', 'setInterval(run, 1)'],
  ['global', 'setImmediate(run)'],
  ['global', 'queueMicrotask(run)'],
  ['global', 'const a = performance.now()'],
  ['global', 'const a = process.env'],
  ['global', 'crypto.getRandomValues(a)'],
  ['global', 'const a = new Intl.Collator()'],
  ['global', 'const a = globalThis.x'],
  ['global', 'const a = Promise.resolve(1)'],
  ['global', 'const a = { Date }'],
  ['global', 'const a = JSON.parse(b)'],
  ['global', 'const a = JSON.stringify(b)'],
  ['global', 'const a = new RegExp(b)'],
  ['global', 'const a = new WeakRef(b)'],
  ['global', 'const a = new FinalizationRegistry(b)'],
  ['global', 'const a = new SharedArrayBuffer(8)'],
  ['global', 'const a = new Float64Array(8)'],
  ['global', 'const a = parseFloat(b)'],
  ['global', 'const a = import.meta.url'],
  ['async', 'async function run() {}'],
  ['async', 'const run = async () => 1'],
  ['async', 'const a = { async run() {} }'],
  ['async', 'await run()'],
  ['async', 'for await (const a of b) run(a)'],
  ['async', 'import("#base/hex.ts")'],
  ['for-in', 'for (const a in b) run(a)'],
  ['iteration', 'const a = new Map(); for (const b of a) run(b)'],
  ['iteration', 'const a: ReadonlySet<string> = make(); for (const b of a) run(b)'],
  ['iteration', 'function each(a: Map<string, bigint>) { for (const b of a) run(b) }'],
  ['iteration', 'interface A { readonly all: Set<string> }; for (const b of a.all) run(b)'],
  ['iteration', 'const a = new Set(); const b = [...a]'],
  ['iteration', 'const a = new Set(); const b = Array.from(a)'],
  ['iteration', 'const a = new Set(); const [b] = a'],
  ['iteration', 'const b = [...new Set(c)]'],
  ['iteration', 'a.forEach(run)'],
  ['iteration', 'const b = a.values()'],
  ['iteration', 'const b = a.keys()'],
  ['iteration', 'const b = a.entries()'],
  ['iteration', 'function run(a: Map<string, bigint>) { return a.entries() }'],
  ['iteration', 'const run = (a: bigint[]) => a; const go = (a: Rows) => a.entries()'],
  ['iteration', 'interface A { all: bigint[] }; interface B { all: Rows }; a.all.entries()'],
  ['iteration', 'const b = Object.keys(a)'],
  ['iteration', 'const b = Object.values(a)'],
  ['iteration', 'const b = Object.entries(a)'],
  ['iteration', 'const b = Reflect.ownKeys(a)'],
  ['sort', 'a.sort()'],
  ['sort', 'const b = a.toSorted()'],
  ['locale', 'a.localeCompare(b)'],
  ['locale', 'a.normalize()'],
  ['locale', 'a.toLocaleString()'],
  ['locale', 'a.toLocaleUpperCase()'],
  ['locale', 'a.toFixed(2)'],
  ['regex', 'const a = /x/u.test(b)'],
  ['error-text', 'const a = error.message'],
  ['error-text', 'const a = error["stack"]'],
  ['catch', 'try { run() } catch { stop() }'],
  ['number-conversion', 'const a = Number(b)'],
  ['number-conversion', 'const a = Number(b & 0xffffffffffffffffn)'],
  ['number-conversion', 'const a = Number.parseFloat(b)'],
  ['import', 'import { readFileSync } from "node:fs"'],
  ['import', 'import { keccak } from "somewhere"'],
  ['import', 'import { open } from "#node/open.ts"'],
]

describe('each ban fires on a sample', () => {
  test.each(OFFENDING)('%s: %s', (rule, code) => {
    expect(rulesBroken(code)).toEqual([rule])
  })
})

const ALLOWED = [
  'const a = Math.floor(b / 2) + Math.max(1, 2) + Math.imul(3, 4) + Math.clz32(5)',
  'const a = 10n ** BigInt(18)',
  'const a = 1_000_000_000',
  'const a = 1e9',
  'interface A { readonly Date: bigint }; const a = b.process',
  'const all = [1, 2]; for (const a of all) run(a)',
  'const a = new Map<string, bigint>(); a.set("b", 1n); const c = a.get("b")',
  'a.sort((b, c) => compareBytes(b.key, c.key))',
  'const a = store.values(prefix)',
  'try { run() } finally { stop() }',
  'function run(a: readonly bigint[]) { return a.entries() }',
  'interface A { readonly all: readonly bigint[] }; const run = (a: A) => a.all.entries()',
  'const a = Number(b & 0xffffffffn)',
  'const a = Number.isSafeInteger(b)',
  'import { toHex } from "#base/hex.ts"',
  'import type { Rules } from "../rules.ts"',
]

describe('what is exact stays allowed', () => {
  test.each(ALLOWED)('%s', (code) => {
    expect(rulesBroken(code)).toEqual([])
  })
})
