import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ALL_HANDLERS } from '../routes/all-handlers.ts'
import { makeGeneratedFiles } from './generated-files.ts'
import { ROUTES } from './routes.ts'

const files = await makeGeneratedFiles()

test.each(Object.keys(files))('%s is that of the contract', (file) => {
  const written = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
  expect(written === files[file], 'run node scripts/make-api-client.ts').toBe(true)
})

test('names of operations and addresses of routes are unique', () => {
  const names = ROUTES.map(({ id }) => id)
  expect(new Set(names).size).toBe(names.length)
  const addresses = ROUTES.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('every route has one handler', () => {
  const handled = ALL_HANDLERS.map(({ route }) => route.id).sort()
  expect(handled).toEqual(ROUTES.map(({ id }) => id).sort())
})

test('every amount of the document says that it is in Rau', () => {
  const document = JSON.parse(files['src/api/generated/openapi.json'] ?? '') as unknown
  const wrong: string[] = []
  let amounts = 0
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      if (name.endsWith('Rau') && path.endsWith('.properties')) {
        amounts++
        if (!JSON.stringify(member).includes('"x-unit":"rau"')) wrong.push(`${path}.${name}`)
      }
      visit(member, `${path}.${name}`)
    }
  }
  visit(document, '')
  expect(wrong).toEqual([])
  expect(amounts).toBeGreaterThan(80)
})
