import { expect, test } from 'vitest'
import { readProjectFile } from './source-files.ts'
import { compareDocumentedCodes } from './documented-codes.ts'

type Versions = Readonly<Record<string, string>>
type Kind = 'dependencies' | 'optionalDependencies' | 'devDependencies'

const manifest = JSON.parse(readProjectFile('package.json')) as Readonly<Record<Kind, Versions>>
const packages: Versions = {
  ...manifest.dependencies,
  ...manifest.optionalDependencies,
  ...manifest.devDependencies,
}
const document = readProjectFile('docs/dependencies.md')

test('every dependency has its line of reason, and none is left over', () => {
  expect(compareDocumentedCodes(Object.keys(packages), document)).toEqual({
    undocumented: [],
    unknown: [],
  })
})

test('each reason is a sentence', () => {
  const rows = document.split('\n').filter((line) => line.startsWith('| `'))
  const short = rows.filter((row) => (row.split('|')[2] ?? '').trim().split(' ').length < 4)
  expect(short).toEqual([])
})

test.each(Object.entries(packages))('%s is pinned exactly: %s', (_, version) => {
  expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
})
