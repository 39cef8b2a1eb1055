import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { utf8ToBytes } from '#base/bytes.ts'
import { noise, temporaryFolder } from './bundle.fixture.ts'
import { bundleOfFiles } from './bundle-of-files.ts'
import { type BundleErrorCode, BundleError } from './bundle-error.ts'
import { readTar, type TarFile, writeTar } from './tar.ts'

const FILES: readonly TarFile[] = [
  { path: 'bin/boule', executable: true, bytes: utf8ToBytes('#!/bin/sh\n') },
  { path: 'dist/empty.js', executable: false, bytes: new Uint8Array(0) },
  { path: 'dist/exact.bin', executable: false, bytes: noise(1_024, 1) },
  {
    path: `dist/${'long/'.repeat(12)}${'n'.repeat(90)}.js`,
    executable: false,
    bytes: noise(3_000, 2),
  },
]

function plain(files: readonly TarFile[]) {
  return files.map(({ path, executable, bytes }) => ({ path, executable, bytes: [...bytes] }))
}

/** The archive with one byte field of the first header changed, and its sum made right again. */
function forge(change: (header: Uint8Array) => void): Uint8Array {
  const archive = writeTar(FILES)
  const header = archive.subarray(0, 512)
  change(header)
  header.fill(32, 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.set(utf8ToBytes(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
  return archive
}

function renamed(name: string): Uint8Array {
  return forge((header) => header.fill(0, 0, 100).set(utf8ToBytes(name)))
}

function codeOf(run: () => unknown): BundleErrorCode | 'taken' {
  try {
    run()
    return 'taken'
  } catch (error) {
    if (error instanceof BundleError) return error.code
    throw error
  }
}

describe('an archive', () => {
  test('gives back its files, and the same files give the same bytes', () => {
    const archive = writeTar(FILES)
    expect(plain(readTar(archive))).toEqual(plain(FILES))
    expect(writeTar(FILES)).toEqual(archive)
    expect(archive.length % 512).toBe(0)
  })

  test('is one that others read', () => {
    const folder = temporaryFolder()
    fs.writeFileSync(join(folder, 'a.tar'), writeTar(FILES))
    expect(spawnSync('tar', ['-xf', 'a.tar'], { cwd: folder }).status).toBe(0)
    for (const { path, bytes } of FILES) {
      expect([...fs.readFileSync(join(folder, 'package', path))], path).toEqual([...bytes])
    }
    expect(fs.statSync(join(folder, 'package/bin/boule')).mode & 0o777).toBe(0o755)
  })

  test('refuses a path that has no place in it', () => {
    const path = `${'a'.repeat(150)}.js`
    expect(codeOf(() => writeTar([{ path, executable: false, bytes: new Uint8Array(0) }]))).toBe(
      'path',
    )
  })

  const archive = writeTar(FILES)
  const REFUSED: readonly (readonly [string, Uint8Array, BundleErrorCode])[] = [
    ['that is empty', new Uint8Array(1_024), 'malformed'],
    ['that is cut off in a block', archive.subarray(0, 700), 'malformed'],
    ['that is cut off in a file', archive.subarray(0, 512 * 4), 'malformed'],
    ['without its end', archive.subarray(0, -512), 'malformed'],
    ['with something behind its end', new Uint8Array([...archive, ...noise(512, 3)]), 'malformed'],
    ['with a damaged header', archive.with(3, (archive[3] ?? 0) ^ 1), 'malformed'],
    ['with a symbolic link', forge((header) => header.fill(0x32, 156, 157)), 'malformed'],
    ['with a hard link', forge((header) => header.fill(0x31, 156, 157)), 'malformed'],
    ['with a device', forge((header) => header.fill(0x33, 156, 157)), 'malformed'],
    ['with a folder', forge((header) => header.fill(0x35, 156, 157)), 'malformed'],
    [
      'with an extension of the format',
      forge((header) => header.fill(0x78, 156, 157)),
      'malformed',
    ],
    ['with a size that is none', forge((header) => header.fill(0x39, 124, 135)), 'malformed'],
    ['with a size beyond its end', forge((header) => header.fill(0x37, 124, 135)), 'malformed'],
    ['with a file beside the package', renamed('other/file'), 'malformed'],
    ['with an absolute path', renamed('/etc/passwd'), 'malformed'],
    ['with a path that climbs out', renamed('package/../../x'), 'path'],
    ['with a path that is the folder itself', renamed('package/'), 'path'],
    ['with a name that is no text', forge((header) => header.fill(0xff, 8, 10)), 'malformed'],
  ]

  test.each(REFUSED)('%s is refused', (_, bytes, code) => {
    expect(codeOf(() => readTar(bytes))).toBe(code)
  })

  test.each([
    ['twice', 'a/b', 'a/b'],
    ['in another case', 'a/b', 'a/B'],
    ['as a folder', 'a', 'a/b'],
  ])('with a file that is there %s becomes no bundle', (_, one, other) => {
    const files = [one, other].map((path) => ({ path, executable: false, bytes: noise(5, 5) }))
    expect(codeOf(() => bundleOfFiles(readTar(writeTar(files))))).toMatch(/path|malformed/)
  })
})
