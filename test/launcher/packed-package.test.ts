import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const INSTALL_LIMIT_MS = 300_000

let folder: string

// npm hands its own settings down as variables; those of this run are not for the other project.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name)),
)

function runIn(cwd: string, command: string, args: readonly string[]): string {
  return execFileSync(command, args, { cwd, env: environment, encoding: 'utf8' })
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boule-packed-'))
  runIn(ROOT, 'npm', ['pack', '--silent', '--pack-destination', folder])
  const [tarball = ''] = readdirSync(folder).filter((file) => file.endsWith('.tgz'))
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "empty", "type": "module" }\n')
  runIn(folder, 'npm', ['install', '--no-audit', '--no-fund', '--silent', `./${tarball}`])
}, INSTALL_LIMIT_MS)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the installed command runs', () => {
  const output = runIn(folder, path.join(folder, 'node_modules/.bin/boule'), ['--version'])
  expect(output).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('the installed command runs without sources or development packages', () => {
  const installed = path.join(folder, 'node_modules/boule')
  expect(readdirSync(installed)).not.toContain('src')
  expect(readdirSync(path.join(folder, 'node_modules'))).not.toContain('typescript')
})

test('the engine of rule scripts comes with it', () => {
  const code = `import { createRequire } from 'node:module'
    const require = createRequire(new URL('node_modules/boule/dist/boule.js', 'file://${folder}/'))
    console.log(require.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'))`
  const output = runIn(folder, process.execPath, ['--input-type=module', '-e', code])
  expect(output).toMatch(/\.wasm\n$/)
})

test('the SDK can be imported', () => {
  const code = "import * as sdk from 'boule/sdk'; console.log(Object.keys(sdk).length > 0)"
  const output = runIn(folder, process.execPath, ['--input-type=module', '-e', code])
  expect(output).toBe('true\n')
})

test('the types of the SDK can be read by a strict compiler', () => {
  writeFileSync(
    path.join(folder, 'use.ts'),
    "import * as sdk from 'boule/sdk'\nexport const names: string[] = Object.keys(sdk)\n",
  )
  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc')
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', 'use.ts']
  expect(runIn(folder, process.execPath, [compiler, ...options])).toBe('')
})
