import { expect, test } from 'vitest'
import {
  assertFirstLoad,
  MAX_FIRST_LOAD_BYTES,
  MAX_FIRST_LOAD_FILES,
  measureFirstLoad,
} from '../../scripts/build-portal.mjs'
import { BUILT_PORTAL } from './setup.ts'

test('a first visit loads few scripts, and not too much of them', () => {
  const { bytes, files } = measureFirstLoad(BUILT_PORTAL)
  process.stderr.write(`first load: ${bytes} bytes of script (gzip) in ${files} files\n`)
  // React alone is larger: less than this was not measured.
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThanOrEqual(MAX_FIRST_LOAD_BYTES)
  expect(files).toBeGreaterThan(2)
  expect(files).toBeLessThanOrEqual(MAX_FIRST_LOAD_FILES)
})

test.each([
  ['bytes', { bytes: MAX_FIRST_LOAD_BYTES + 1, files: 1 }],
  ['files', { bytes: 1, files: MAX_FIRST_LOAD_FILES + 1 }],
])('the build of one that loads too many %s fails', (_, firstLoad) => {
  expect(() => assertFirstLoad(firstLoad)).toThrow('the first page loads')
})
