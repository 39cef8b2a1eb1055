import { body, type HostileRow, output, toScripts } from './hostile-script.fixture.ts'

/** What goes deeper and deeper. `N` levels are too many for any machine's stack. */
const N = 20_000
const around = (open: string, inside: string, close: string) =>
  open.repeat(N) + inside + close.repeat(N)
const DEEP: readonly HostileRow[] = [
  ['calls', body('return run() + 1'), 'threw'],
  ['calls by apply', body('return run.apply(null, []) + 1'), 'threw'],
  ['calls by Reflect', body('return Reflect.apply(run, null, []) + 1'), 'threw'],
  [
    'calls with locals',
    body(`let ${Array.from({ length: 300 }, (_, i) => `v${i} = ${i}`).join()}; return run() + v7`),
    'threw',
  ],
  ['caught and tried again', body('for (;;) try { run() } catch {}'), 'threw'],
  [
    'bound functions',
    body(`let f = () => 0; for (let i = 0; i < 1000; i++) f = f.bind(null); return f()`),
    'threw',
  ],
  [
    'instanceof a bound function',
    body(
      `let f = function () {}; for (let i = 0; i < 1000; i++) f = f.bind(null); return {} instanceof f`,
    ),
    'threw',
  ],
  ['map', body('return [1].map(run)'), 'threw'],
  ['sort', body('return [1, 2].sort(run)'), 'threw'],
  ['a getter', body('const o = { get x() { return this.x } }; return o.x'), 'threw'],
  ['a setter', body('const o = { set x(v) { this.x = v } }; o.x = 1'), 'threw'],
  ['toString', body('const o = { toString() { return `${this}` } }; return `${o}`'), 'threw'],
  ['valueOf', body('const o = { valueOf() { return +this } }; return +o'), 'threw'],
  ['constructors', body('class A { constructor() { new A() } } new A()'), 'threw'],
  ['generators', body('function* g() { yield* g() } return [...g()]'), 'threw'],
  [
    'iterators',
    body('const o = { [Symbol.iterator]() { return [...this] } }; return [...o]'),
    'threw',
  ],
  [
    'iterator.map',
    body(
      `let i = [1].values(); for (let n = 0; n < ${N}; n++) i = i.map((x) => x); return i.next().value`,
    ),
    'threw',
  ],
  [
    'iterator.take',
    body(
      `let i = [1].values(); for (let n = 0; n < ${N}; n++) i = i.take(2); return i.next().value`,
    ),
    'threw',
  ],
  [
    'iterator.return',
    body(
      `let i = [1].values(); for (let n = 0; n < ${N}; n++) i = i.take(2); i.return(); return 1`,
    ),
    'threw',
  ],
  [
    'iterator.flatMap',
    body(
      `let i = [1].values(); for (let n = 0; n < 5000; n++) { const j = i; i = [1].values().flatMap(() => j) } return i.next().value`,
    ),
    'threw',
  ],
  ['replace', body('return "a".replace("a", run)'), 'threw'],
  [
    'JSON.stringify',
    body(`let a = []; for (let i = 0; i < ${N}; i++) a = [a]; return JSON.stringify(a)`),
    'threw',
  ],
  ['JSON.parse', body(`return JSON.parse("[".repeat(${N}))`), 'threw'],
  [
    'toJSON',
    body('const o = { toJSON() { return JSON.stringify(this) } }; return JSON.stringify(o)'),
    'threw',
  ],
  ['join', body(`let a = []; for (let i = 0; i < ${N}; i++) a = [a]; return String(a)`), 'threw'],
  [
    'flat',
    body(`let a = []; for (let i = 0; i < ${N}; i++) a = [a]; return a.flat(Infinity)`),
    'threw',
  ],
  [
    'the output',
    body(`let a = []; for (let i = 0; i < ${N}; i++) a = [a]; return a`),
    'bad-output',
  ],
  [
    'given up arrays',
    body(`let a = []; for (let i = 0; i < ${N}; i++) a = [a]; a = 0; return 1`),
    output('1'),
  ],
  [
    'given up functions',
    body(
      `let f = () => 0; for (let i = 0; i < ${N}; i++) { const g = f; f = () => g } f = 0; return 1`,
    ),
    output('1'),
  ],
  [
    'given up prototypes',
    body(
      `let o = {}; for (let i = 0; i < ${N}; i++) o = Object.create(o); const x = o.x; o = 0; return 1`,
    ),
    output('1'),
  ],
  [
    'a text of many parts',
    body(
      `let s = "a".repeat(9999); for (let i = 0; i < 1000; i++) s = i + s + i; return s.charCodeAt(7)`,
    ),
    output('57'),
  ],
  ['parentheses', around('(', '1', ')'), 'syntax'],
  ['array literals', around('[', '1', ']'), 'syntax'],
  ['object literals', `x = ${around('{a:', '1', '}')}`, 'syntax'],
  ['negations', around('!', '1', ''), 'syntax'],
  ['typeof', around('typeof ', '1', ''), 'syntax'],
  ['blocks', around('{', '', '}'), 'syntax'],
  ['if', around('if (1) ', ';', ''), 'syntax'],
  ['else', around('if (1); else ', ';', ''), 'syntax'],
  ['functions', around('function f(){', '', '}'), 'syntax'],
  ['arrows', around('a=>', '1', ''), 'syntax'],
  ['arrows in defaults', around('(a=', '1', ')=>1'), 'syntax'],
  ['classes', around('class A{a=', '1', '}'), 'syntax'],
  ['templates', around('`${', '1', '}`'), 'syntax'],
  ['conditions', around('1?1:', '1', ''), 'syntax'],
  ['assignments', around('a=', '1', ''), 'syntax'],
  ['powers', around('1**', '1', ''), 'syntax'],
  ['calls in a call', around('f(', '', ')'), 'syntax'],
  ['calls after a call', around('f', '()', '()'), 'threw'],
  ['indices', around('a[', '1', ']'), 'syntax'],
  ['spread literals', around('[...', 'a', ']'), 'syntax'],
  ['patterns', `(${around('[', 'a', ']')} = 1)`, 'syntax'],
  ['computed names', around('({[', '1', ']:1})'), 'syntax'],
  ['new', around('new ', 'a', ''), 'syntax'],
  ['a long sum', body(`return ${around('1+', '1', '')}`), output(String(N + 1))],
  [
    'a long chain',
    body(`const a = {}; a.a = a; return a${'.a'.repeat(5000)} === a`),
    output('true'),
  ],
  ['a deep input', body('return 1'), 'threw', `${'['.repeat(N)}${']'.repeat(N)}`],
]

export const HOSTILE_DEPTHS = toScripts('deep', DEEP)
