import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { compareText, equalBytes } from '#base/bytes.ts'
import { Writer } from '#base/codec.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { makeBundle, noise } from './bundle.fixture.ts'
import { BundleError } from './bundle-error.ts'
import {
  type BundleFile,
  type BundleIndex,
  computeRoot,
  countChunks,
  decodeIndex,
  encodeIndex,
  listChunks,
} from './bundle-index.ts'
import { computeFolderRoot } from './folder-root.ts'
import { CHUNK_BYTES, MAX_BUNDLE_BYTES, MAX_FILES, MAX_INDEX_BYTES } from './limits.ts'

const counts = new Map<string, number>()

function note(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

function hashOf(seed: number): Hex {
  return toHex(noise(32, seed))
}

function fileOf(path: string, size = 1, seed = 1): BundleFile {
  const chunks = Array.from({ length: countChunks(size) }, (_, at) => hashOf(seed * 4_096 + at))
  return { path, executable: false, size, chunks }
}

/** The bytes of an index that nobody checked. */
function writeUnchecked(files: readonly BundleFile[], format = 'boule bundle 1'): Uint8Array {
  const writer = new Writer().text(format).u32(files.length)
  for (const { path, executable, size, chunks } of files) {
    writer.text(path).bool(executable).u32(size)
    for (const hash of chunks) writer.hex(hash)
  }
  return writer.finish()
}

function failureOf(run: () => unknown): BundleError {
  try {
    run()
  } catch (error) {
    if (error instanceof BundleError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const part = fc.constantFrom('a', 'b', 'B', 'b.c', '7-', '_x', '@y', '+z', '.h', 'a-b', 'main.ts')
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
const size = fc.oneof(
  fc.constantFrom(0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES),
  fc.nat(3 * CHUNK_BYTES),
)
const file = fc.record({ path, executable: fc.boolean(), size, seed: fc.nat(1_000_000) })

/** An index, or `undefined` when the paths that were drawn cannot stand beside one another. */
const someFiles = fc.uniqueArray(file, { minLength: 1, maxLength: 8, selector: (one) => one.path })
const index = someFiles.map((drawn) => {
  const files = drawn
    .map(({ executable, ...one }) => ({ ...fileOf(one.path, one.size, one.seed), executable }))
    .sort((a, b) => compareText(a.path, b.path))
  try {
    encodeIndex({ files })
    return { files }
  } catch (error) {
    if (error instanceof BundleError) return undefined
    throw error
  }
})

describe('an index', () => {
  test('comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(index, (one: BundleIndex | undefined) => {
        note(one === undefined ? 'paths that collide' : 'indexes')
        if (one !== undefined) expect(decodeIndex(encodeIndex(one))).toEqual(one)
      }),
      { numRuns: 2_000 },
    )
  })

  test('has no second encoding: bytes that are taken are those that would be written', () => {
    const good = makeBundle({
      'source/bin/boule*': '',
      'source/src/main.test.ts': 'x',
      'source/src/protocol/election.ts': '',
      'tests/two-chunks.bin': noise(CHUNK_BYTES + 5, 3),
    }).indexBytes
    const damage = fc.array(
      fc.tuple(fc.nat(good.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 255))),
      { minLength: 1, maxLength: 3 },
    )
    const growths = fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: -40, max: 40 }) },
    )
    fc.assert(
      fc.property(damage, growths, (changes, growth) => {
        const grown =
          growth <= 0
            ? good.slice(0, good.length + growth)
            : new Uint8Array([...good, ...noise(growth, growth)])
        for (const [at, value] of changes) if (at < grown.length) grown[at] = value
        try {
          const decoded = decodeIndex(grown)
          expect(equalBytes(encodeIndex(decoded), grown)).toBe(true)
          note('damaged and still one')
        } catch (error) {
          if (!(error instanceof BundleError)) throw error
          note(`damaged: ${error.code}`)
        }
      }),
      { numRuns: 20_000 },
    )
  })

  test('is not found in bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(failureOf(() => decodeIndex(bytes)).code).toBe('malformed')
        note('bytes of any kind')
      }),
      { numRuns: 5_000 },
    )
  })

  afterAll(() => {
    const parts = [...counts].sort(([a], [b]) => compareText(a, b))
    process.stdout.write(`bundle indexes: ${parts.map(([what, n]) => `${what} ${n}`).join(', ')}\n`)
    for (const needed of [
      'indexes',
      'damaged and still one',
      'damaged: malformed',
      'damaged: path',
    ]) {
      expect(counts.get(needed) ?? 0, needed).toBeGreaterThan(100)
    }
  })
})

describe('an index is refused', () => {
  const two = (a: string, b: string): readonly BundleFile[] => [fileOf(a), fileOf(b)]
  const halves: readonly BundleFile[] = [
    fileOf('a', MAX_BUNDLE_BYTES / 2),
    fileOf('b', MAX_BUNDLE_BYTES / 2, 2),
  ]
  test.each<readonly [string, readonly BundleFile[], string, RegExp]>([
    ['without files', [], 'malformed', /at least one file/],
    ['whose paths do not ascend', two('b', 'a'), 'malformed', /"a" stands behind "b"/],
    ['with a path twice', two('a', 'a'), 'malformed', /"a" stands behind "a"/],
    ['with a path that climbs out', [fileOf('../a')], 'path', /"\.\.\/a" has the part "\.\."/],
    ['with an absolute path', [fileOf('/etc/passwd')], 'path', /has an empty part/],
    ['with two names on some systems', two('README', 'readme'), 'path', /upper and lower case/],
    ['with two folders on some systems', two('Src/a', 'src/b'), 'path', /"Src" and "src" differ/],
    ['with a file that is a folder', two('a', 'a/b'), 'path', /"a" is a file and a folder/],
    ['with a file that is a folder elsewhere', two('A', 'a/b'), 'path', /"A" and "a" differ/],
    [
      'with a file that is a folder after others',
      [fileOf('a'), fileOf('a.b'), fileOf('a/b')],
      'path',
      /"a" is a file and a folder/,
    ],
    ['that claims too much', [...halves, fileOf('c')], 'limit', /at most 268435456 bytes/],
    [
      'whose chunk has two lengths',
      [fileOf('a', 1), { ...fileOf('b', 2), chunks: fileOf('a', 1).chunks }],
      'malformed',
      /"b" has a chunk that has another length/,
    ],
  ])('%s', (_, files, code, message) => {
    const writing = failureOf(() => encodeIndex({ files }))
    const reading = failureOf(() => decodeIndex(writeUnchecked(files)))
    expect([writing.code, reading.code]).toEqual([code, code])
    expect(reading.message).toMatch(message)
    expect(reading.message).toMatch(/^[\x20-\x7e]{1,400}$/)
  })

  test.each<readonly [string, Uint8Array, string, RegExp]>([
    ['of another format', writeUnchecked([fileOf('a')], 'boule bundle 2'), 'malformed', /begin/],
    ['cut off', writeUnchecked([fileOf('a')]).slice(0, -1), 'malformed', /ends early/],
    [
      'with bytes behind',
      new Uint8Array([...writeUnchecked([fileOf('a')]), 0]),
      'malformed',
      /left/,
    ],
    ['of zeros', new Uint8Array(MAX_INDEX_BYTES), 'malformed', /begin/],
    ['that is too long', new Uint8Array(MAX_INDEX_BYTES + 1), 'limit', /at most 3000000 bytes/],
    [
      'that claims four billion files',
      new Writer().text('boule bundle 1').u32(0xffff_ffff).finish(),
      'limit',
      /at most 20000 files/,
    ],
    [
      'that claims a file of four billion bytes',
      new Writer().text('boule bundle 1').u32(1).text('a').bool(false).u32(0xffff_ffff).finish(),
      'limit',
      /at most 268435456 bytes/,
    ],
    [
      'that claims a path of four billion bytes',
      new Writer().text('boule bundle 1').u32(1).u32(0xffff_ffff).finish(),
      'malformed',
      /ends early/,
    ],
    [
      'with a flag of 2',
      new Writer().text('boule bundle 1').u32(1).text('a').u8(2).u32(0).finish(),
      'malformed',
      /flag/,
    ],
  ])('%s', (_, bytes, code, message) => {
    const { code: given, message: words } = failureOf(() => decodeIndex(bytes))
    expect(given).toBe(code)
    expect(words).toMatch(message)
  })

  test('when it has other chunks than its sizes say', () => {
    const wrong = [{ ...fileOf('a'), chunks: [] }]
    expect(failureOf(() => encodeIndex({ files: wrong })).message).toMatch(/0 chunks for 1 bytes/)
    for (const bad of [-1, 0.5, Number.NaN]) {
      const files = [{ ...fileOf('a'), size: bad }]
      expect(failureOf(() => encodeIndex({ files })).code).toBe('malformed')
    }
  })
})

describe('at the limits', () => {
  const many = (count: number): readonly BundleFile[] =>
    Array.from({ length: count }, (_, at) => fileOf(`f${String(at).padStart(8, '0')}`, 0))

  test('so many files are taken, and not one more', () => {
    expect(decodeIndex(encodeIndex({ files: many(MAX_FILES) })).files).toHaveLength(MAX_FILES)
    const files = many(MAX_FILES + 1)
    expect(failureOf(() => encodeIndex({ files })).code).toBe('limit')
    expect(failureOf(() => decodeIndex(writeUnchecked(files))).code).toBe('limit')
  })

  test('so many bytes are taken', () => {
    const files = [fileOf('a', MAX_BUNDLE_BYTES)]
    expect(decodeIndex(encodeIndex({ files })).files[0]?.chunks).toHaveLength(1_024)
  })

  test('an index that would be too long is not written', () => {
    const files = Array.from({ length: 15_000 }, (_, at) =>
      fileOf(`${String(at).padStart(6, '0')}${'x'.repeat(190)}`, 0),
    )
    expect(failureOf(() => encodeIndex({ files }))).toMatchObject({
      code: 'limit',
      message: expect.stringContaining('at most 3000000 bytes') as string,
    })
  })
})

test('the root names every part of a bundle', () => {
  const files = { 'a/b': 'one', c: 'two' }
  const { root, index: made, bytes, indexBytes } = makeBundle(files)
  expect(computeRoot(indexBytes)).toBe(root)
  expect(bytes).toBe(6)
  expect([...listChunks(made).values()]).toEqual([3, 3])
  const others = [
    { 'a/b': 'One', c: 'two' },
    { 'a/b*': 'one', c: 'two' },
    { 'a/B': 'one', c: 'two' },
    { 'a/b': 'one' },
    { 'a/b': 'two', c: 'one' },
  ].map((one) => makeBundle(one).root)
  expect(new Set([root, ...others]).size).toBe(6)
  expect(makeBundle({ c: 'two', 'a/b': 'one' }).root).toBe(root)
  expect(computeFolderRoot(made, 'a/')).toBe(makeBundle({ b: 'one' }).root)
  expect(computeFolderRoot(made, 'b/')).toBeUndefined()
})
