import { body, type HostileRow, toScripts } from './hostile-script.fixture.ts'

/** What never ends by itself. */
const ENDLESS: readonly HostileRow[] = [
  ['for', body('for (;;);'), 'out-of-ticks'],
  ['while', body('while (true) {}'), 'out-of-ticks'],
  ['do', body('do {} while (1)'), 'out-of-ticks'],
  ['continue with a label', body('a: for (;;) for (;;) continue a'), 'out-of-ticks'],
  ['before the function is there', 'for (;;);', 'out-of-ticks'],
  ['in a static block', 'class A { static { for (;;); } }', 'out-of-ticks'],
  ['that catches', body('for (;;) try { throw 1 } catch {}'), 'out-of-ticks'],
  ['that returns in finally', body('for (;;) try { return } finally { continue }'), 'out-of-ticks'],
  ['that catches its own depth', body('try { run() } finally { run() }'), 'threw'],
  [
    'a generator',
    body('function* g() { for (;;) yield 1 }; for (const x of g());'),
    'out-of-ticks',
  ],
  [
    'a generator to itself',
    body('function* g() { for (;;) yield* [] }; g().next()'),
    'out-of-ticks',
  ],
  [
    'an iterator',
    body('const i = { [Symbol.iterator]: () => i, next: () => ({}) }; for (const x of i);'),
    'out-of-ticks',
  ],
  [
    'an iterator of iterators',
    body('Iterator.from({ next: () => ({}) }).filter(() => false).next()'),
    'out-of-ticks',
  ],
  [
    'dropping without end',
    body('Iterator.from({ next: () => ({}) }).drop(Infinity).next()'),
    'out-of-ticks',
  ],
  [
    'a map that grows as it is read',
    body('const m = new Map([[0, 0]]); for (const [k] of m) { m.delete(k); m.set(k + 1) }'),
    'out-of-ticks',
  ],
  [
    'a set that grows as it is read',
    body('const s = new Set([0]); s.forEach((k) => { s.delete(k); s.add(k + 1) })'),
    'out-of-ticks',
  ],
  ['a comparison', body('[2, 1].sort(() => { for (;;); })'), 'out-of-ticks'],
  ['a conversion', body('`${{ toString() { for (;;); } }}`'), 'out-of-ticks'],
  ['a length', body('Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'), 'out-of-ticks'],
  [
    'a length that is filled',
    body('Array.prototype.fill.call({ length: 2 ** 53 - 1, set 0(v) {} }, 1, 0)'),
    'out-of-memory',
  ],
  ['holes', body('const a = []; a.length = 4294967295; a.forEach(() => {})'), 'out-of-ticks'],
  [
    'holes that are joined',
    body('const a = []; a.length = 4294967295; a.join("")'),
    'out-of-ticks',
  ],
  ['holes that are sorted', body('const a = []; a.length = 4294967295; a.sort()'), 'out-of-ticks'],
  ['a getter of the output', body('return { get a() { for (;;); } }'), 'out-of-ticks'],
  [
    'a getter in the place of the function',
    'Object.defineProperty(globalThis, "run", { get() { for (;;); } })',
    'out-of-ticks',
  ],
  ['a reviver', body('JSON.parse("[1]", function () { for (;;); })'), 'out-of-ticks'],
  ['toJSON', body('JSON.stringify({ toJSON() { for (;;); } })'), 'out-of-ticks'],
  ['growing numbers', body('let a = 1n; for (;;) a += 1n'), 'out-of-ticks'],
]

/** What takes more and more memory. */
const BOMBS: readonly HostileRow[] = [
  ['an array', body('const a = []; for (;;) a.push(a)'), 'out-of-memory'],
  [
    'an array that grows as it is read',
    body('const a = [1]; for (const x of a) a.push(x)'),
    'out-of-memory',
  ],
  ['a filled array', body('return new Array(1e7).fill(0).length'), 'out-of-memory'],
  ['an array of a length', body('return Array.from({ length: 1e9 }, () => 0)'), 'out-of-memory'],
  [
    'spread',
    body(
      'const a = new Array(200000).fill(0); const b = [...a, ...a, ...a, ...a]; return [...b, ...b, ...b]',
    ),
    'out-of-memory',
  ],
  ['concat', body('let a = new Array(10000).fill(0); for (;;) a = a.concat(a)'), 'out-of-memory'],
  ['arrays in arrays', body('let a = []; for (;;) a = [a]'), 'out-of-memory'],
  ['objects', body('let o = {}; for (;;) o = { o }'), 'out-of-memory'],
  ['keys', body('const o = {}; for (let i = 0; ; i++) o["k" + i] = i'), 'out-of-memory'],
  ['symbols', body('const o = {}; for (;;) o[Symbol()] = 1'), 'out-of-memory'],
  ['functions', body('let f; for (;;) { const g = f; f = () => g }'), 'out-of-memory'],
  ['bound functions', body('let f = () => 0; for (;;) f = f.bind(null)'), 'out-of-memory'],
  [
    'generators',
    body('function* g(x) { yield x }; let x; for (;;) { x = g(x); x.next() }'),
    'out-of-memory',
  ],
  ['a map', body('const m = new Map(); for (let i = 0; ; i++) m.set(i, i)'), 'out-of-memory'],
  ['a set', body('const s = new Set(); for (let i = 0; ; i++) s.add(i)'), 'out-of-memory'],
  ['prototypes', body('let o = {}; for (;;) o = Object.create(o)'), 'out-of-memory'],
  ['doubled text', body('let s = "ab"; for (;;) s += s'), 'threw'],
  [
    'doubled text that is read',
    body('let s = "ab"; for (;;) { s += s; s.charCodeAt(3) }'),
    'out-of-memory',
  ],
  ['repeat', body('return "ab".repeat(2 ** 28).length'), 'out-of-memory'],
  ['padEnd', body('return "a".padEnd(2 ** 29).length'), 'out-of-memory'],
  ['join', body('return new Array(1e5).join("x".repeat(1e4)).length'), 'out-of-memory'],
  ['split', body('return "a".repeat(1e6).split("").length'), 'out-of-memory'],
  [
    'replaceAll',
    body('return "a".repeat(1e4).replaceAll("a", "b".repeat(1e4)).length'),
    'out-of-memory',
  ],
  [
    'a JSON text',
    body('return JSON.stringify(new Array(1e5).fill("x".repeat(100))).length'),
    'out-of-memory',
  ],
  [
    'a JSON value',
    body('return JSON.parse("[" + "{},".repeat(4e5) + "1]").length'),
    'out-of-memory',
  ],
  [
    'laughter in the output',
    body('let a = ["ha"]; for (let i = 0; i < 30; i++) a = [a, a]; return a'),
    'out-of-ticks',
  ],
  ['many big integers', body('const a = []; for (;;) a.push(1n << 100000n)'), 'out-of-memory'],
  [
    'caught, to go on',
    body(
      'const a = []; for (;;) try { for (;;) a.push(new Array(1e4).fill(0)) } catch { a.length = 0 }',
    ),
    'out-of-memory',
  ],
  [
    'cyclic garbage',
    body('for (;;) { const o = { a: new Array(1e3).fill(0) }; o.o = o }'),
    'out-of-memory',
  ],
  ['arguments', body('return Math.max(...new Array(2e5).fill(1))'), 'threw'],
  ['apply', body('return Reflect.apply(Math.max, null, { length: 1e6 })'), 'threw'],
]

export const HOSTILE_LOOPS = [...toScripts('endless', ENDLESS), ...toScripts('bomb', BOMBS)]
