import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'

// Rules of this layer that no other tool checks.

const FOLDER = import.meta.dirname
const components = globSync('**/*.tsx', { cwd: FOLDER })
const read = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8')

/** Attributes whose text people see or hear. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'title',
  'label',
  'placeholder',
  'alt',
  'lead',
])

interface Node {
  readonly type: string
  readonly value?: unknown
  readonly name?: { readonly name?: string }
  readonly start: number
}

/** Words written straight into a component, which no translator would find. */
function findLiteralTexts(file: string, source: string): readonly string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) visit(each)
      return
    }
    if (typeof node !== 'object' || node === null) return
    const { type, value, name } = node as Node
    if (type === 'JSXText' && hasWords(value)) found.push(`${file}: ${String(value).trim()}`)
    if (type === 'JSXAttribute' && SPOKEN.has(name?.name ?? '')) {
      const text = (value as Node | null)?.value
      if (hasWords(text)) found.push(`${file}: ${String(text)}`)
    }
    for (const child of Object.values(node)) visit(child)
  }
  visit(parseSync(file, source).program)
  return found
}

function hasWords(value: unknown): boolean {
  return typeof value === 'string' && /\p{L}{2}/u.test(value)
}

/** Class names of a CSS module, and those that its components use. */
function compareClasses(css: string, code: string): readonly string[] {
  const plain = css.replaceAll(/\/\*[^]*?\*\//g, '')
  const defined = new Set([...plain.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => name))
  const used = new Set([...code.matchAll(/\bstyles\.(\w+)/g)].map(([, name]) => name))
  // `styles[kind]` may be any of them.
  const unused = /\bstyles\[/.test(code) ? [] : [...defined].filter((name) => !used.has(name))
  const unknown = [...used].filter((name) => !defined.has(name))
  return [
    ...unused.map((name) => `${name} is unused`),
    ...unknown.map((name) => `${name} is missing`),
  ]
}

test('no component has words of its own', () => {
  expect(components.length).toBeGreaterThan(20)
  expect(components.flatMap((file) => findLiteralTexts(file, read(file)))).toEqual([])
})

test.each([
  ['a text', 'const a = <p>Hello there</p>', 1],
  ['a name for screen readers', 'const a = <p aria-label="Hello" />', 1],
  ['signs and values', 'const a = <p className="row" aria-hidden="true">· {b} ✓</p>', 0],
])('%s in a component: %#', (_, source, problems) => {
  expect(findLiteralTexts('a.tsx', source)).toHaveLength(problems)
})

test('CSS modules and components name the same classes', () => {
  const modules = globSync('**/*.module.css', { cwd: FOLDER })
  const sources = components.map((file) => ({ file, code: read(file) }))
  const problems = modules.flatMap((module) => {
    const name = path.basename(module)
    const code = sources
      .filter(({ file, code }) =>
        [...code.matchAll(/from '([^']+\.module\.css)'/g)].some(
          ([, from = '']) => path.join(path.dirname(file), from) === module,
        ),
      )
      .map(({ code }) => code)
      .join('\n')
    return compareClasses(read(module), code).map((problem) => `${name}: ${problem}`)
  })
  expect(problems).toEqual([])
})

describe('a difference between classes is found', () => {
  test.each([
    ['.a {} .b {}', 'styles.a', ['b is unused']],
    ['.a {}', 'styles.a styles.b', ['b is missing']],
    ['.a {} /* .c */', 'styles.a', []],
    ['.a {} .b {}', 'styles[kind]', []],
  ])('%s with %s', (css, code, problems) => {
    expect(compareClasses(css, code)).toEqual(problems)
  })
})

test('nothing is styled or scripted within the HTML, which the Content-Security-Policy forbids', () => {
  expect(read('index.html')).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*src=)/)
})
