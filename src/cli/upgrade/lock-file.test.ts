import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findInstallProblems, findLockProblems } from './lock-file.ts'

const OWN = ['package-lock.json', 'package.json'].map((name) =>
  fs.readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8'),
) as [string, string]
const SHA512 = `sha512-${'A'.repeat(86)}==`
const GOOD = { version: '1.2.3', integrity: SHA512 }

function lock(packages: Record<string, unknown>, version = 3): string {
  return JSON.stringify({ lockfileVersion: version, packages: { '': {}, ...packages } })
}
const manifest = (more: object = {}): string => JSON.stringify({ name: 'x', ...more })

describe('a lock file', () => {
  test('of this project names all packages by their bytes', () => {
    expect(findLockProblems(...OWN)).toEqual([])
    expect(
      Object.keys((JSON.parse(OWN[0]) as { packages: object }).packages).length,
    ).toBeGreaterThan(100)
  })

  test.each<readonly [string, string, string, string]>([
    ['that is no JSON', '{', manifest(), 'package-lock.json is no JSON object'],
    ['of a list', '[]', manifest(), 'package-lock.json is no JSON object'],
    ['beside a manifest that is none', lock({}), '7', 'package.json is no JSON object'],
    ['of another version', lock({}, 1), manifest(), 'is not of version 3'],
    ['with a link', lock({ 'node_modules/a': { ...GOOD, link: true } }), manifest(), 'is a link'],
    ['with a folder', lock({ '../a': GOOD }), manifest(), 'is not in node_modules'],
    [
      'with a path that climbs out',
      lock({ 'node_modules/../a': GOOD }),
      manifest(),
      'is not in node_modules',
    ],
    [
      'with a package without a hash',
      lock({ 'node_modules/a': { version: '1.2.3' } }),
      manifest(),
      'has no sha512',
    ],
    [
      'with a weak hash',
      lock({ 'node_modules/a': { ...GOOD, integrity: 'sha1-AAAA' } }),
      manifest(),
      'has no sha512',
    ],
    [
      'with two hashes',
      lock({ 'node_modules/a': { ...GOOD, integrity: `${SHA512} ${SHA512}` } }),
      manifest(),
      'has no sha512',
    ],
    [
      'with a range',
      lock({ 'node_modules/a': { ...GOOD, version: '^1.0.0' } }),
      manifest(),
      'has no version',
    ],
    [
      'from git',
      lock({ 'node_modules/a': { ...GOOD, resolved: 'git+ssh://git@x/y.git#1' } }),
      manifest(),
      'does not come from a registry',
    ],
    [
      'from a file',
      lock({ 'node_modules/a': { ...GOOD, resolved: 'file:../a.tgz' } }),
      manifest(),
      'does not come from a registry',
    ],
    [
      'from an address without a certificate',
      lock({ 'node_modules/a': { ...GOOD, resolved: 'http://x/a.tgz' } }),
      manifest(),
      'does not come from a registry',
    ],
    [
      'beside a manifest with git',
      lock({}),
      manifest({ dependencies: { a: 'github:a/b' } }),
      '"a" must be one version',
    ],
    [
      'beside a manifest with a folder',
      lock({}),
      manifest({ optionalDependencies: { a: 'file:../a' } }),
      '"a" must be one version',
    ],
    [
      'beside a manifest with workspaces',
      lock({}),
      manifest({ workspaces: ['a'] }),
      'may not have workspaces',
    ],
    [
      'beside a manifest with overrides',
      lock({}),
      manifest({ overrides: { a: '1.0.0' } }),
      'may not have overrides',
    ],
  ])('%s is refused', (_, lockText, manifestText, problem) => {
    expect(findLockProblems(lockText, manifestText).join('\n')).toContain(problem)
  })

  test('is compared with what was installed', () => {
    const wanted = lock({ 'node_modules/a': GOOD, 'node_modules/b': GOOD })
    expect(findInstallProblems(wanted, lock({ 'node_modules/a': GOOD }))).toEqual([])
    const other = `sha512-${'B'.repeat(86)}==`
    expect(
      findInstallProblems(
        wanted,
        lock({ 'node_modules/a': { ...GOOD, integrity: other }, 'node_modules/c': GOOD }),
      ),
    ).toHaveLength(2)
  })
})
