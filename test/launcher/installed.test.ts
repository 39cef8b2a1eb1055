import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listMissing } from '../../scripts/installed.mjs'

const MACHINE = { platform: 'linux', arch: 'x64' }
const LOCKED = {
  '': { dependencies: { ws: '8.0.0' } },
  'node_modules/ws': { version: '8.0.0' },
  'node_modules/node-here': { version: '24.0.0', optional: true, os: 'linux', cpu: 'x64' },
  'node_modules/node-there': { version: '24.0.0', optional: true, os: ['darwin'], cpu: ['x64'] },
}
const INSTALLED = {
  'node_modules/ws': { version: '8.0.0' },
  'node_modules/node-here': { version: '24.0.0' },
}

let root: string

function writeJson(file: string, content: unknown): void {
  const place = path.join(root, file)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, JSON.stringify(content))
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'boule-installed-'))
  writeJson('package.json', { dependencies: { ws: '8.0.0' } })
  writeJson('package-lock.json', { packages: LOCKED })
  writeJson('node_modules/.package-lock.json', { packages: INSTALLED })
  for (const name of ['ws', 'node-here']) mkdirSync(path.join(root, 'node_modules', name))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test('nothing is missing where all is installed', () => {
  expect(listMissing(root, MACHINE)).toEqual([])
})

test.each<readonly [string, () => void, string]>([
  [
    'an empty clone',
    () => rmSync(path.join(root, 'node_modules'), { recursive: true }),
    'nothing is installed yet',
  ],
  [
    'a clone without lock file',
    () => rmSync(path.join(root, 'package-lock.json')),
    'package-lock.json is missing',
  ],
  [
    'an older version',
    () =>
      writeJson('node_modules/.package-lock.json', {
        packages: { ...INSTALLED, 'node_modules/ws': { version: '7.0.0' } },
      }),
    'node_modules/ws is 7.0.0, wanted 8.0.0',
  ],
  [
    'a folder that was deleted',
    () => rmSync(path.join(root, 'node_modules/ws'), { recursive: true }),
    'node_modules/ws was removed',
  ],
  [
    'a new dependency in package.json',
    () => writeJson('package.json', { dependencies: { ws: '8.0.0', viem: '2.0.0' } }),
    'viem 2.0.0 is new in package.json',
  ],
  [
    'the optional package of this platform left out',
    () =>
      writeJson('node_modules/.package-lock.json', {
        packages: { 'node_modules/ws': { version: '8.0.0' } },
      }),
    'node_modules/node-here is missing',
  ],
])('%s is noticed', (_, change, expected) => {
  change()
  expect(listMissing(root, MACHINE)).toEqual([expected])
})
