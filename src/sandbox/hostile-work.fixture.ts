import { body, type HostileRow, output, toScripts } from './hostile-script.fixture.ts'

/** What takes long in one native operation, again and again. */
const NATIVE: readonly HostileRow[] = [
  [
    'multiplying big integers',
    body('const a = (1n << 500000n) - 1n; for (;;) a * a'),
    'out-of-ticks',
  ],
  [
    'one multiplication of big integers',
    body('const a = (1n << 500000n) - 1n; return typeof (a * a)'),
    'out-of-ticks',
  ],
  [
    'dividing big integers',
    body('const a = (1n << 900000n) - 1n; const b = (1n << 400000n) + 7n; for (;;) a % b'),
    'out-of-ticks',
  ],
  ['a power', body('return String(3n ** 600000n).length'), 'out-of-ticks'],
  ['a power that is too large', body('return String(3n ** 6000000000n)'), 'threw'],
  [
    'shifting big integers',
    body('let a = 1n; for (;;) a = (1n << 1000000n) >> 999999n'),
    'out-of-ticks',
  ],
  ['a shift that is too large', body('return 1n << 10000000000n'), 'threw'],
  ['printing a big integer', body('return String((1n << 900000n) - 1n).length'), 'out-of-ticks'],
  ['reading a big integer', body('return BigInt("9".repeat(300000)) > 0n'), 'out-of-ticks'],
  ['filling', body('const a = new Array(100000).fill(0); for (;;) a.fill(1)'), 'out-of-ticks'],
  ['searching', body('const a = new Array(100000).fill(0); for (;;) a.indexOf(1)'), 'out-of-ticks'],
  ['reversing', body('const a = new Array(100000).fill(0); for (;;) a.reverse()'), 'out-of-ticks'],
  [
    'sorting',
    body(
      'const a = Array.from({ length: 30000 }, (_, i) => (i * 7919) % 30011); for (;;) [...a].sort()',
    ),
    'out-of-ticks',
  ],
  [
    'moving',
    body('const a = new Array(100000).fill(0); for (;;) a.copyWithin(0, 1)'),
    'out-of-ticks',
  ],
  [
    'shifting',
    body('const a = new Array(100000).fill(0); for (;;) { a.shift(); a.unshift(1) }'),
    'out-of-ticks',
  ],
  ['joining', body('const a = new Array(10000).fill(0); for (;;) a.join()'), 'out-of-ticks'],
  ['repeating', body('for (;;) "abc".repeat(100000)'), 'out-of-ticks'],
  ['padding', body('for (;;) "abc".padStart(100000, "xy")'), 'out-of-ticks'],
  [
    'searching a text',
    body('const t = "a".repeat(200000); const s = "a".repeat(100000) + "b"; for (;;) t.indexOf(s)'),
    'out-of-ticks',
  ],
  [
    'searching a text once',
    body('const t = "a".repeat(200000); return t.indexOf("a".repeat(100000) + "b")'),
    'out-of-ticks',
  ],
  [
    'comparing texts',
    body(
      'const a = "a".repeat(500000); const b = "a".repeat(499999) + "b"; for (;;) if (a === b) break',
    ),
    'out-of-ticks',
  ],
  [
    'ordering texts',
    body(
      'const a = "é".repeat(300000); const b = "é".repeat(299999) + "f"; for (;;) if (a < b) break',
    ),
    'out-of-ticks',
  ],
  [
    'long names of properties',
    body('const o = {}; for (let i = 0; ; i++) o["a".repeat(100000) + i]'),
    'out-of-ticks',
  ],
  ['upper case', body('const t = "ß".repeat(100000); for (;;) t.toUpperCase()'), 'out-of-ticks'],
  ['splitting', body('const t = "a,".repeat(20000); for (;;) t.split(",")'), 'out-of-ticks'],
  [
    'replacing',
    body('const t = "a,".repeat(20000); for (;;) t.replaceAll(",", "")'),
    'out-of-ticks',
  ],
  ['trimming', body('const t = " ".repeat(500000); for (;;) t.trim()'), 'out-of-ticks'],
  [
    'reading JSON',
    body('const t = "[" + "1,".repeat(50000) + "1]"; for (;;) JSON.parse(t)'),
    'out-of-ticks',
  ],
  [
    'writing JSON',
    body('const a = new Array(50000).fill(0); for (;;) JSON.stringify(a)'),
    'out-of-ticks',
  ],
  [
    'listing keys',
    body('const o = {}; for (let i = 0; i < 20000; i++) o["k" + i] = 1; for (;;) Object.keys(o)'),
    'out-of-ticks',
  ],
  [
    'spreading an object',
    body('const o = {}; for (let i = 0; i < 9999; i++) o["k" + i] = 1; for (;;) ({ ...o })'),
    'out-of-ticks',
  ],
  [
    'spreading an array',
    body('const a = new Array(50000).fill(0); for (;;) [...a]'),
    'out-of-ticks',
  ],
  ['remainders of fractions', body('let x = 0; for (;;) x += 1e308 % 3e-308'), 'out-of-ticks'],
  [
    'printing fractions',
    body('for (;;) String(5e-324 * 3) + (1.1e300).toFixed(100)'),
    'out-of-ticks',
  ],
  [
    'reading fractions',
    body('const t = "0." + "0".repeat(100000) + "1"; for (;;) parseFloat(t)'),
    'out-of-ticks',
  ],
  [
    'a chain of prototypes',
    body('let o = {}; for (let i = 0; i < 5000; i++) o = Object.create(o); for (;;) o.x'),
    'out-of-ticks',
  ],
  [
    'a table of one hash',
    body(
      'const m = new Map(); for (let i = 0; i < 20000; i++) m.set(i * 2 ** 20, i); for (;;) m.get(-1)',
    ),
    'out-of-ticks',
  ],
  [
    'collecting garbage',
    body(
      'const keep = []; for (let i = 0; i < 20000; i++) keep.push({ keep }); for (;;) { const o = {}; o.o = o }',
    ),
    'out-of-ticks',
  ],
  ['a regular expression', body('return /^(a+)+$/.test("a".repeat(40) + "b")'), 'syntax'],
]

const deleted = [
  'process',
  'require',
  'global',
  'module',
  'fetch',
  'console',
  'setTimeout',
  'queueMicrotask',
]
const engine = [
  'std',
  'os',
  'scriptArgs',
  'print',
  'gc',
  'load',
  'InternalError',
  'performance',
  'navigator',
  'crypto',
]
const removed = [
  'Date',
  'RegExp',
  'Proxy',
  'Promise',
  'WeakRef',
  'WeakMap',
  'WeakSet',
  'FinalizationRegistry',
  'Intl',
]
const buffers = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Atomics',
  'DataView',
  'Uint8Array',
  'Float64Array',
  'WebAssembly',
]
const code = ['eval', 'Function', 'structuredClone', 'escape', 'encodeURI']
const NOWHERE = [...deleted, ...engine, ...removed, ...buffers, ...code]

/** What looks for a way out. */
const ESCAPES: readonly HostileRow[] = [
  [
    'names of the host',
    body(
      `return [${NOWHERE.map((name) => `typeof ${name}`).join()}].filter((t) => t !== "undefined")`,
    ),
    output('[]'),
  ],
  [
    'names of the host, globally',
    body(`return ${JSON.stringify(NOWHERE)}.filter((name) => name in globalThis)`),
    output('[]'),
  ],
  ['the constructor of functions', body('return (() => 0).constructor("return 1")()'), 'threw'],
  [
    'the constructor of generators',
    body('return Object.getPrototypeOf(function* () {}).constructor("yield 1")().next()'),
    'threw',
  ],
  [
    'the constructor of async functions',
    body('return Object.getPrototypeOf(async () => {}).constructor'),
    'threw',
  ],
  ['eval', body('return eval("1")'), 'threw'],
  ['import()', body('return import("fs")'), 'threw'],
  ['import', 'import fs from "fs"; function run() {}', 'syntax'],
  ['import.meta', body('return import.meta.url'), 'syntax'],
  ['await at the top', 'await 1; function run() {}', 'syntax'],
  ['this', body('return this === undefined'), output('true')],
  ['arguments.callee', body('return arguments.callee'), 'threw'],
  ['a caller', body('return run.caller'), 'threw'],
  ['with', body('with (input) {}'), 'syntax'],
  ['an undeclared name', body('x = 1'), 'threw'],
  ['an async function', 'async function run() { return 1 }', 'no-function'],
  ['an async call inside', body('return (async () => 1)()'), 'threw'],
  ['an async generator inside', body('return (async function* () { yield 1 })().next()'), 'threw'],
  ['for await', body('const f = async () => { for await (const x of [1]); }; f()'), 'threw'],
  [
    'a clock in Math',
    body('return [typeof Math.random, typeof Math.log, typeof Math.pow]'),
    output('["undefined","undefined","undefined"]'),
  ],
  [
    'the language of the machine',
    body(
      'return ["".localeCompare, "".normalize, (1).toLocaleString, [].toLocaleString].filter(Boolean)',
    ),
    output('[]'),
  ],
  [
    'the stack of an error',
    body('try { null.x } catch (e) { return e.stack }'),
    output('"    at run (script:1:33)\\n"'),
  ],
  [
    'the source of a native function',
    body('return `${Math.max}`'),
    output('"function max() {\\n    [native code]\\n}"'),
  ],
  [
    'old memory',
    body('return new Array(9).fill().map((x) => x === undefined).every(Boolean)'),
    output('true'),
  ],
  [
    'something left by another run',
    body(
      'const old = globalThis.left; globalThis.left = 1; Object.prototype.left = 2; return old === undefined',
    ),
    output('true'),
  ],
]

export const HOSTILE_WORK = [...toScripts('native work', NATIVE), ...toScripts('escape', ESCAPES)]
