import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { must } from '#base/assert.ts'
import { SCRIPT_FAILURES } from '#protocol/script-runner.ts'
import { compareDocumentedCodes } from '../../test/tidy/documented-codes.ts'
import { createScriptRunner } from './create-script-runner.ts'

const README = readFileSync(new URL('README.md', import.meta.url), 'utf8')
const LIMITS = { ticks: 500, memoryBytes: 4 * 1024 * 1024, outputBytes: 20_000 }
const run = await createScriptRunner()

function listGlobals(source: string): unknown {
  const result = run(`const run = () => ${source}`, 'run', 'null', LIMITS)
  return result.ok ? JSON.parse(result.output) : result.failure
}

/** The names in backquotes of the paragraph that follows a line. */
function namesAfter(line: string): readonly string[] {
  const [, paragraph] = must(new RegExp(`${line}\n\n([\\s\\S]*?)\n\n`).exec(README), line)
  return Array.from(must(paragraph, line).matchAll(/`(\w+)`/g), ([, name]) => must(name, 'a name'))
}

it('the example gives the answer that it names', () => {
  const [, script] = must(/```js\n([\s\S]*?)```/.exec(README), 'the script')
  const [input, answer] = Array.from(README.matchAll(/```json\n(.*)\n```/g), ([, json]) => json)
  const result = run(must(script, 'it'), 'split', must(input, 'the input'), LIMITS)
  expect(result).toMatchObject({ ok: true, output: must(answer, 'the answer') })
})

it('the globals of a script are the ones that are listed', () => {
  const globals = listGlobals('Object.getOwnPropertyNames(globalThis).sort()')
  expect(globals).toEqual([...namesAfter('Its globals are')].sort())
})

it('the functions of Math are the ones that are listed', () => {
  const functions = listGlobals(
    'Object.getOwnPropertyNames(Math).filter((name) => typeof Math[name] === "function").sort()',
  )
  expect(functions).toEqual([...namesAfter('and the functions of `Math` are')].sort())
})

it('the README lists every failure, and no other', () => {
  const [, table] = must(/^## How a run ends\n([\s\S]*?)\n## /m.exec(README), 'the table')
  expect(compareDocumentedCodes(SCRIPT_FAILURES, must(table, 'its rows'))).toEqual({
    undocumented: [],
    unknown: [],
  })
})

/** Collects the names of all properties that can be reached from the globals and from values of every kind. */
const COLLECT_NAMES = `(() => {
  const seen = new Set()
  const names = new Set()
  const visit = (value) => {
    if (Object(value) !== value || seen.has(value)) return
    seen.add(value)
    for (const key of Reflect.ownKeys(value)) {
      if (typeof key === 'string') names.add(key)
      const { value: inside, get, set } = Reflect.getOwnPropertyDescriptor(value, key)
      for (const next of [inside, get, set]) visit(next)
    }
    visit(Reflect.getPrototypeOf(value))
  }
  const iterators = [[], new Map(), new Set(), ''].map((each) => each[Symbol.iterator]())
  const functions = [visit, function () {}, function* () {}, async () => {}, class {}]
  const others = [(function* () {})(), [].values().map(visit), Iterator.from({ next() {} }), new Error()]
  for (const value of [globalThis, ...iterators, ...functions, ...others]) visit(value)
  return [...names]
})()`

it.each([
  ['code from texts', ['eval', 'Function', 'compile', 'exec']],
  ['clocks and chance', ['now', 'random', 'deref', 'then']],
  ['inexact functions', ['pow', 'log', 'sin', 'hypot']],
  ['bits of numbers', ['byteLength', 'buffer', 'setFloat64']],
  ['languages', ['toLocaleString', 'localeCompare', 'normalize', 'toLocaleUpperCase']],
  ['the prototypes of others', ['__proto__', '__defineGetter__', '__lookupSetter__']],
])('%s cannot be reached in a roundabout way', (_, removed) => {
  const names = listGlobals(COLLECT_NAMES)
  expect(names).toContain('isWellFormed')
  for (const name of removed) expect(names).not.toContain(name)
})
