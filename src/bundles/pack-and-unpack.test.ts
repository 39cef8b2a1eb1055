import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Hex } from '#base/hex.ts'
import { makeBundle, noise, readFolder, temporaryFolder, writeFolder } from './bundle.fixture.ts'
import { BundleError } from './bundle-error.ts'
import { CHUNK_BYTES, MAX_BUNDLE_BYTES, MAX_FILES } from './limits.ts'
import { packBundle } from './pack-bundle.ts'
import { verifyBundle } from './read-chunks.ts'
import { unpackBundle } from './unpack-bundle.ts'

const FILES = {
  'a/b/c.txt': 'deep',
  'a/run*': '#!/bin/sh\n',
  empty: '',
  '.hidden': 'x',
  'large.bin': Buffer.from(noise(CHUNK_BYTES + 1, 5)).toString('hex'),
}

async function failureOf(run: Promise<unknown>): Promise<BundleError> {
  const failure = await run.then(
    () => new Error('nothing was refused'),
    (error: unknown) => error,
  )
  if (!(failure instanceof BundleError)) throw failure
  expect(failure.message).toMatch(/^[^\n]{1,400}$/)
  return failure
}

describe('a folder', () => {
  test('is the bundle of what is in it, and comes back from it', async () => {
    const folder = temporaryFolder()
    writeFolder(join(folder, 'from'), FILES)
    const packed = await packBundle(join(folder, 'from'))
    const expected = makeBundle(FILES)
    expect(packed.root).toBe(expected.root)
    expect(packed.index).toEqual(expected.index)
    expect(packed.bytes).toBe(expected.bytes)
    await verifyBundle(packed.index, packed.readChunk)
    const target = join(folder, 'to')
    await unpackBundle(packed.index, packed.readChunk, target)
    expect(readFolder(target)).toEqual(FILES)
    expect((await packBundle(target)).root).toBe(packed.root)
    expect(fs.readdirSync(folder).sort()).toEqual(['from', 'to'])
  })

  test('is unpacked with the same rights whatever the mask of the process is', async () => {
    const target = join(temporaryFolder(), 'to')
    const before = process.umask(0o077)
    try {
      const { index, readChunk } = makeBundle(FILES)
      await unpackBundle(index, readChunk, target)
    } finally {
      process.umask(before)
    }
    const modeOf = (path: string): number => fs.statSync(join(target, path)).mode & 0o7777
    expect(['', 'a', 'a/b', 'a/run', 'a/b/c.txt', 'empty'].map(modeOf)).toEqual([
      0o755, 0o755, 0o755, 0o755, 0o644, 0o644,
    ])
  })

  test.each<readonly [string, (folder: string) => unknown, string, RegExp]>([
    [
      'a symbolic link to a file',
      (folder) => fs.symlinkSync('/etc/passwd', join(folder, 'a', 'link')),
      'file',
      /^"a\/link" is a symbolic link, not a plain file$/,
    ],
    [
      'a symbolic link to a folder',
      (folder) => fs.symlinkSync('..', join(folder, 'up')),
      'file',
      /^"up" is a symbolic link/,
    ],
    [
      'a file with two names',
      (folder) => fs.linkSync(join(folder, 'empty'), join(folder, 'a', 'again')),
      'file',
      /^"(?:empty|a\/again)" has 2 names \(hard links\)/,
    ],
    [
      'an empty folder',
      (folder) => fs.mkdirSync(join(folder, 'a', 'none')),
      'file',
      /^"a\/none" is an empty folder/,
    ],
    [
      'a name with a line end',
      (folder) => fs.writeFileSync(join(folder, 'a\nb'), ''),
      'path',
      /^the path "a\\nb" has other characters/,
    ],
    [
      'a name that is no text',
      (folder) => fs.writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0xff)]), ''),
      'path',
      /^the path "\\ufffd" has other characters/,
    ],
    [
      'two names that differ in case',
      (folder) => fs.writeFileSync(join(folder, 'EMPTY'), ''),
      'path',
      /^"EMPTY" and "empty" differ in upper and lower case only$/,
    ],
    [
      'folders within folders',
      (folder) => writeFolder(folder, { [`${'d/'.repeat(16)}x`]: '' }),
      'path',
      /has more than 16 parts$/,
    ],
    [
      'more bytes than a bundle may have',
      (folder) => fs.truncateSync(join(folder, 'empty'), MAX_BUNDLE_BYTES + 1),
      'limit',
      /at most 268435456 bytes/,
    ],
  ])('with %s is no bundle', async (_, spoil, code, message) => {
    const folder = temporaryFolder()
    writeFolder(folder, { 'a/b': 'x', empty: '' })
    await packBundle(folder)
    spoil(folder)
    const failure = await failureOf(packBundle(folder))
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(message)
  })

  test('with a pipe or a socket is no bundle, and nobody waits for the other end', async () => {
    const folder = temporaryFolder()
    const made = spawn('mkfifo', [join(folder, 'pipe')])
    await once(made, 'exit')
    expect((await failureOf(packBundle(folder))).message).toBe('"pipe" is a pipe, not a plain file')
    fs.rmSync(join(folder, 'pipe'))
    const server = createServer().listen(join(folder, 'socket'))
    await once(server, 'listening')
    const failure = await failureOf(packBundle(folder))
    server.close()
    expect(failure.message).toBe('"socket" is a socket, not a plain file')
  })

  test('with too many files is no bundle', async () => {
    const folder = temporaryFolder()
    for (let i = 0; i <= MAX_FILES; i++) fs.writeFileSync(join(folder, `f${i}`), '')
    expect((await failureOf(packBundle(folder))).message).toBe('a bundle has at most 20000 files')
  })

  test('that is empty, missing or a file is no bundle', async () => {
    const folder = temporaryFolder()
    expect((await failureOf(packBundle(folder))).message).toBe('a bundle has at least one file')
    expect((await failureOf(packBundle(join(folder, 'none')))).message).toMatch(/no such folder$/)
    fs.writeFileSync(join(folder, 'file'), '')
    expect((await failureOf(packBundle(join(folder, 'file')))).message).toMatch(/not a folder$/)
  })

  test('that is changed after it was packed gives no wrong bytes to whoever checks', async () => {
    const folder = temporaryFolder()
    writeFolder(folder, { a: 'one', b: 'two' })
    const { index, readChunk } = await packBundle(folder)
    fs.writeFileSync(join(folder, 'a'), 'One')
    expect(await failureOf(verifyBundle(index, readChunk))).toMatchObject({
      code: 'mismatch',
      message: expect.stringMatching(/^chunk 1 of 1 of "a" \(0x/) as string,
    })
    fs.truncateSync(join(folder, 'a'), 0)
    expect((await failureOf(verifyBundle(index, readChunk))).message).toMatch(/was changed/)
    fs.rmSync(join(folder, 'a'))
    expect((await failureOf(verifyBundle(index, readChunk))).code).toBe('file')
  })
})

describe('unpacking', () => {
  const good = makeBundle(FILES)
  const target = (folder: string): string => join(folder, 'to')

  test('takes an empty folder', async () => {
    const folder = temporaryFolder()
    fs.mkdirSync(target(folder))
    await unpackBundle(good.index, good.readChunk, `${target(folder)}/`)
    expect(readFolder(target(folder))).toEqual(FILES)
    expect(fs.readdirSync(folder)).toEqual(['to'])
  })

  test.each<readonly [string, (place: string) => void, RegExp]>([
    ['a folder with a file', (place) => writeFolder(place, { mine: 'x' }), /is not empty/],
    ['a file', (place) => fs.writeFileSync(place, 'mine'), /is not a folder/],
    ['a link', (place) => fs.symlinkSync('.', place), /is not a folder/],
    ['a dead link', (place) => fs.symlinkSync('nowhere', place), /is not a folder/],
  ])('leaves %s as it is', async (_, put, message) => {
    const folder = temporaryFolder()
    put(target(folder))
    const before = fs.readdirSync(folder, { recursive: true })
    const failure = await failureOf(unpackBundle(good.index, good.readChunk, target(folder)))
    expect(failure.code).toBe('folder')
    expect(failure.message).toMatch(message)
    expect(fs.readdirSync(folder, { recursive: true })).toEqual(before)
  })

  test('leaves what came into the folder meanwhile', async () => {
    const folder = temporaryFolder()
    let isFirst = true
    const readChunk = async (hash: Hex): Promise<Uint8Array | undefined> => {
      if (isFirst) writeFolder(target(folder), { mine: 'x' })
      isFirst = false
      return good.readChunk(hash)
    }
    const failure = await failureOf(unpackBundle(good.index, readChunk, target(folder)))
    expect(failure.message).toMatch(/is not empty/)
    expect(readFolder(folder)).toEqual({ 'to/mine': 'x' })
  })

  test('needs the folder above', async () => {
    const folder = temporaryFolder()
    const failure = await failureOf(
      unpackBundle(good.index, good.readChunk, join(folder, 'none', 'to')),
    )
    expect(failure.message).toMatch(/nothing can be written beside it \(ENOENT\)$/)
  })

  test.each<readonly [string, (bytes: Uint8Array) => Uint8Array | undefined, string]>([
    ['is missing', () => undefined, 'missing'],
    ['has another byte', (bytes) => bytes.with(0, (bytes[0] ?? 0) ^ 1), 'mismatch'],
    ['is cut off', (bytes) => bytes.slice(0, -1), 'mismatch'],
    ['is empty', () => new Uint8Array(0), 'mismatch'],
    ['is a bomb', () => new Uint8Array(10 * CHUNK_BYTES), 'mismatch'],
  ])('leaves nothing when a chunk %s', async (_, spoil, code) => {
    const folder = temporaryFolder()
    const last = good.index.files.at(-1)?.chunks.at(-1)
    const readChunk = async (hash: Hex): Promise<Uint8Array | undefined> => {
      const bytes = good.chunks.get(hash) ?? new Uint8Array(0)
      return hash === last ? spoil(bytes) : bytes
    }
    const failure = await failureOf(unpackBundle(good.index, readChunk, target(folder)))
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(/^chunk 3 of 3 of "large\.bin" \(0x/)
    expect(fs.readdirSync(folder)).toEqual([])
    expect((await failureOf(verifyBundle(good.index, readChunk))).code).toBe(code)
  })

  test.each(['../escaped', '/etc/escaped', 'a/../../escaped', 'a\\..\\escaped'])(
    'writes nothing to %s, whoever made the index',
    async (path) => {
      const folder = temporaryFolder()
      const chunks = makeBundle({ x: 'x' }).index.files[0]?.chunks ?? []
      const index = { files: [{ path, executable: false, size: 1, chunks }] }
      const read = makeBundle({ x: 'x' }).readChunk
      const failure = await failureOf(unpackBundle(index, read, join(folder, 'in', 'to')))
      expect(failure.code).toBe('path')
      expect(fs.readdirSync(folder)).toEqual([])
    },
  )

  test('that is killed at any chunk leaves no folder of that name, and can be begun anew', async () => {
    const script = fileURLToPath(new URL('./unpack-child.fixture.ts', import.meta.url))
    let killed = 0
    for (const readsBeforeKill of [0, 1, 3, 5]) {
      const folder = temporaryFolder()
      writeFolder(join(folder, 'from'), FILES)
      const child = spawn(process.execPath, [script, folder, String(readsBeforeKill)], {
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
      expect(signal).toBe('SIGKILL')
      killed++
      const left = fs.readdirSync(folder).filter((name) => name !== 'from')
      expect(left).toEqual([expect.stringMatching(/^to\.unpacking-/)])
      await unpackBundle(good.index, good.readChunk, target(folder))
      expect(readFolder(target(folder))).toEqual(FILES)
    }
    expect(killed).toBe(4)
  })
})
