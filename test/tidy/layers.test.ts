import { describe, expect, test } from 'vitest'
import { findLayerBreaches } from './layer-imports.ts'
import { readLayerTable, type Layer } from './layer-table.ts'
import { isShippedSource, listProjectFiles, readProjectFile } from './source-files.ts'
import { parseSource } from './syntax-tree.ts'

const layers = readLayerTable()
const names = layers.map(({ name }) => name)
const sources = listProjectFiles().filter(isShippedSource)

interface LayerConfig {
  readonly compilerOptions: { readonly types: readonly string[] }
  readonly references: readonly { readonly path: string }[]
}

function readConfig(file: string): LayerConfig {
  return JSON.parse(readProjectFile(file)) as LayerConfig
}

describe('ARCHITECTURE.md, the compiler and the code agree on the layers', () => {
  test('every folder of src is a layer of the table, and the other way round', () => {
    const folders = new Set(sources.map((file) => file.split('/')[1] ?? ''))
    expect([...folders].sort()).toEqual([...names].sort())
  })

  test('the compiler builds exactly these layers', () => {
    const { references } = readConfig('tsconfig.layers.json')
    expect(references.map((reference) => reference.path)).toEqual(
      names.map((name) => `src/${name}`),
    )
  })

  test.each(layers)('$name references what it may import', ({ name, mayImport }) => {
    const { references } = readConfig(`src/${name}/tsconfig.json`)
    expect(references.map((reference) => reference.path)).toEqual(
      mayImport.map((other) => `../${other}`),
    )
  })

  test.each(['params', 'formulas', 'protocol', 'sdk'])('%s sees no types of Node', (name) => {
    expect(readConfig(`src/${name}/tsconfig.json`).compilerOptions.types).toEqual([])
  })

  test('a layer comes after all that it imports', () => {
    const early = layers.flatMap(({ name, mayImport }, index) =>
      mayImport
        .filter((other) => !names.slice(0, index).includes(other))
        .map((other) => [name, other]),
    )
    expect(early).toEqual([])
  })

  test('no import breaks the table', () => {
    expect(sources.filter((file) => file.endsWith('.tsx')).length).toBeGreaterThan(20)
    const breaches = sources.flatMap((file) =>
      findLayerBreaches(parseSource(file, readProjectFile(file)), layers),
    )
    expect(breaches).toEqual([])
  })
})

describe('a wrong import is found', () => {
  const table: readonly Layer[] = [
    { name: 'base', mayImport: [], typesOnly: [] },
    { name: 'protocol', mayImport: ['base'], typesOnly: [] },
    { name: 'sdk', mayImport: ['base', 'protocol'], typesOnly: ['protocol'] },
  ]

  test.each([
    ['upwards', 'src/base/a.ts', "import { b } from '#protocol/b.ts'", 1],
    ['upwards, in a component', 'src/base/a.tsx', "import { B } from '#sdk/b.tsx'; B", 1],
    ['upwards, a type', 'src/base/a.ts', "import type { B } from '#protocol/b.ts'", 1],
    ['upwards, re-exported', 'src/base/a.ts', "export { b } from '#protocol/b.ts'", 1],
    ['upwards, at run time', 'src/base/a.ts', "const b = await import('#protocol/b.ts')", 1],
    ['relative into another layer', 'src/protocol/a.ts', "import { b } from '../base/b.ts'", 1],
    ['by number sign in its own layer', 'src/base/x/a.ts', "import { b } from '#base/b.ts'", 1],
    ['a value where types are allowed', 'src/sdk/a.ts', "import { b } from '#protocol/b.ts'", 1],
    ['a folder that is no layer', 'src/other/a.ts', 'export const a = 1', 1],
    ['types where types are allowed', 'src/sdk/a.ts', "import type { B } from '#protocol/b.ts'", 0],
    ['downwards', 'src/protocol/a.ts', "import { b } from '#base/b.ts'", 0],
    ['relative inside', 'src/protocol/x/a.ts', "import { b } from '../b.ts'", 0],
  ])('%s', (_, file, code, breaches) => {
    expect(findLayerBreaches(parseSource(file, code), table)).toHaveLength(breaches)
  })
})
