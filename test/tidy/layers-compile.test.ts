import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLayerTable } from './layer-table.ts'
import { PROJECT_ROOT } from './source-files.ts'

// A small project with the real configuration of every layer and one file in each.

const names = readLayerTable().map(({ name }) => name)
let folder: string

function write(file: string, text: string): void {
  writeFileSync(path.join(folder, file), text)
}

function compile(): string {
  const compiler = path.join(PROJECT_ROOT, 'node_modules/typescript/bin/tsc')
  const result = spawnSync(process.execPath, [compiler, '-b', 'tsconfig.layers.json'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return result.status === 0 ? 'compiles' : result.stdout
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boule-layers-'))
  const configs = ['package.json', ...['base', 'layer', 'layers'].map((n) => `tsconfig.${n}.json`)]
  for (const file of configs) cpSync(path.join(PROJECT_ROOT, file), path.join(folder, file))
  symlinkSync(path.join(PROJECT_ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'dir')
  for (const name of names) {
    mkdirSync(path.join(folder, 'src', name), { recursive: true })
    const config = `src/${name}/tsconfig.json`
    cpSync(path.join(PROJECT_ROOT, config), path.join(folder, config))
    write(`src/${name}/one.ts`, 'export const one: bigint = 1n\n')
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('imports in the order of the layers compile', () => {
  write('src/protocol/two.ts', "import { one } from '#base/one.ts'\nexport const two = one + one\n")
  expect(compile()).toBe('compiles')
})

test.each([
  ['by number sign', "import { one } from '#protocol/one.ts'"],
  ['relative', "import { one } from '../protocol/one.ts'"],
])('base importing protocol %s does not compile', (_, line) => {
  write('src/base/wrong.ts', `${line}\nexport const wrong = one\n`)
  const output = compile()
  rmSync(path.join(folder, 'src/base/wrong.ts'))
  expect(output).toContain('src/base/wrong.ts(1,21): error TS6307')
})

test('protocol does not see the types of Node', () => {
  write('src/protocol/wrong.ts', 'export const wrong = process.pid\n')
  const output = compile()
  rmSync(path.join(folder, 'src/protocol/wrong.ts'))
  expect(output).toContain("Cannot find name 'process'")
})
