import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ALL_METHODS } from '../methods/all-methods.ts'
import { SHARED_SCHEMAS } from '../openrpc.ts'
import { createErrorReference } from './error-reference.ts'
import { createMethodReference } from './method-reference.ts'

const FOLDER = new URL('../../../docs/reference/', import.meta.url)
const limitsSource = readFileSync(new URL('../limits.ts', import.meta.url), 'utf8')

/** The file as it is, written anew first when the caller asked for that. */
function readReference(name: string, current: string): string {
  const file = new URL(name, FOLDER)
  if (process.env['UPDATE_DOCS'] === '1') {
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(file, current)
  }
  return readFileSync(file, 'utf8')
}

describe('the reference is what the code says (UPDATE_DOCS=1 writes it anew)', () => {
  test('json-rpc.md', () => {
    const current = createMethodReference(limitsSource)
    expect(readReference('json-rpc.md', current)).toBe(current)
  })

  test('errors.md', () => {
    const current = createErrorReference()
    expect(readReference('errors.md', current)).toBe(current)
  })
})

test('every method and shape has its place in the reference, once', () => {
  const headings = createMethodReference(limitsSource).match(/(?<=^### )\S+$/gm)
  const shapes = Object.keys(SHARED_SCHEMAS)
  expect(headings?.sort()).toEqual([...ALL_METHODS.map((method) => method.name), ...shapes].sort())
})

test('every limit has its meaning in the reference', () => {
  expect(createMethodReference(limitsSource)).not.toMatch(/^\| `max\w+` \| [\d,]+ \| {2}\|$/m)
})
