import { describe, expect, test } from 'vitest'
import { BundleError } from './bundle-error.ts'
import { checkPath, findPathProblem } from './path-rules.ts'

describe('paths', () => {
  test.each([
    'a',
    '.oxlintrc.json',
    'source/.ci/run',
    'source/src/rpc/a-b_c.d@e+f.ts',
    'x'.repeat(200),
    'a/'.repeat(15) + 'a',
    'console.log',
    'com',
    'comma1',
  ])('%s may be in a bundle', (path) => {
    expect(findPathProblem(path)).toBeUndefined()
  })

  test.each<readonly [string, RegExp]>([
    ['', /empty part/],
    ['/a', /empty part/],
    ['a//b', /empty part/],
    ['a/', /empty part/],
    ['.', /has the part "\."/],
    ['..', /has the part "\.\."/],
    ['../a', /has the part "\.\."/],
    ['a/../../b', /has the part "\.\."/],
    ['a/./b', /has the part "\."/],
    ['...', /ends with a dot/],
    ['a.', /ends with a dot/],
    ['a./b', /ends with a dot/],
    ['a ', /other characters/],
    ['a b', /other characters/],
    ['-rf', /begins with -/],
    ['a/-b', /begins with -/],
    ['..\\a', /other characters/],
    ['C:a', /other characters/],
    ['C:/a', /other characters/],
    ['~/a:b', /other characters/],
    ['a\u0000b', /other characters/],
    ['a\nb', /other characters/],
    ['ä', /other characters/],
    ['a\u202Eb', /other characters/],
    ['\uD800', /other characters/],
    ['con', /device/],
    ['a/NUL', /device/],
    ['aux.ts', /device/],
    ['Com1.txt/a', /device/],
    ['x'.repeat(201), /longer than 200 bytes/],
    ['a/'.repeat(16) + 'a', /more than 16 parts/],
  ])('%j may not', (path, problem) => {
    expect(findPathProblem(path)).toMatch(problem)
    try {
      checkPath(path)
    } catch (error) {
      expect(error).toBeInstanceOf(BundleError)
      // The line shows the path and obeys nothing that is in it.
      expect((error as BundleError).message).toMatch(/^the path "[\x20-\x7e…]*" [\x20-\x7e]+$/)
    }
    expect.assertions(3)
  })
})
