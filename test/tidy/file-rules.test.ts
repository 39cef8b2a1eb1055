import { describe, expect, test } from 'vitest'
import { findMachineTraces, hasVagueName } from './file-rules.ts'
import { findDeadLinks } from './markdown-links.ts'

test.each([
  ['src/base/utils.ts', true],
  ['src/base/hex-helpers.ts', true],
  ['src/common/hex.ts', true],
  ['src/base/misc.test.ts', true],
  ['src/base/commonwealth.ts', false],
  ['src/base/hex.ts', false],
])('a vague name: %s is %s', (file, isVague) => {
  expect(hasVagueName(file)).toBe(isVague)
})

const slash = '/'

test.each([
  ['a home folder', `const a = '${slash}home/alice/x'`, 1],
  ['a Mac', `open ${slash}Users/alice/x`, 1],
  ['a temporary folder', `cd ${slash}tmp/build`, 1],
  ['Windows', ['C:', 'Users', 'alice'].join('\\'), 1],
  ['a registry', ['https:', '', ['registry', 'npmjs', 'org'].join('.'), 'x'].join(slash), 1],
  ['part of an address', `https:${slash}${slash}example.com/home/x`, 0],
  ['a relative path', `..${slash}work/x`, 0],
])('a trace of one machine: %s', (_, text, count) => {
  expect(findMachineTraces(text)).toHaveLength(count)
})

describe('a dead link', () => {
  const readTarget = (file: string): string | undefined =>
    file === 'docs/a.md' ? '# One title\n\n## What, why?\n' : undefined

  test.each([
    ['to a file that is missing', '[x](b.md)', 1],
    ['to a heading that is missing', '[x](a.md#two)', 1],
    ['to its own heading that is missing', '[x](#two)', 1],
    ['of a picture', '![x](pictures/x.png)', 1],
    ['to a file', '[x](a.md)', 0],
    ['to a heading', '[x](a.md#what-why)', 0],
    ['to its own heading', '# Two\n[x](#two)', 0],
    ['to the web', '[x](https://example.com/b.md)', 0],
    ['within code', '```\n[x](b.md)\n```\n`[x](c.md)`', 0],
  ])('%s', (_, text, count) => {
    expect(findDeadLinks('docs/start.md', text, readTarget)).toHaveLength(count)
  })
})
