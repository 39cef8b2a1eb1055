import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { compareDocumentedCodes } from '../../test/tidy/documented-codes.ts'
import { BUNDLE_ERROR_CODES } from './bundle-error.ts'
import { CHUNK_BYTES, MAX_BUNDLE_BYTES, MAX_FILES, MAX_INDEX_BYTES } from './limits.ts'

const README = readFileSync(new URL('README.md', import.meta.url), 'utf8')

function sectionOf(title: string): string {
  const [, section] = must(
    new RegExp(`^## ${title}\\n([^]*?)(?=\\n## |$(?![^]))`, 'm').exec(README),
    title,
  )
  return must(section, title)
}

test('the example of the README gives what it says', () => {
  const example = sectionOf('Example')
  const [, program] = must(/```ts\n([^]*?)```/.exec(example), 'the example')
  const results = [...example.matchAll(/^- `(\w+)` is `([^`]+)`$/gm)]
  expect(results).toHaveLength(4)
  const prints = results.map(([, name]) => `console.log(String(${name}).trim())`).join('\n')
  const output = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', `${program}\n${prints}`],
    { cwd: fileURLToPath(new URL('../../', import.meta.url)), encoding: 'utf8' },
  )
  expect(output.trim().split('\n')).toEqual(results.map(([, , value]) => value))
})

test('the README lists every code of a BundleError, and no other', () => {
  expect(compareDocumentedCodes(BUNDLE_ERROR_CODES, sectionOf('Errors'))).toEqual({
    undocumented: [],
    unknown: [],
  })
})

test('the README gives the limits', () => {
  for (const limit of [CHUNK_BYTES, MAX_FILES, MAX_INDEX_BYTES]) {
    expect(README).toContain(limit.toLocaleString('en'))
  }
  expect(README).toContain(`| ${MAX_BUNDLE_BYTES / 1_024 ** 2} MiB |`)
})

test('what is not marked as Node’s runs in browsers', async () => {
  const rows = sectionOf('Files')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const portable = rows.filter((row) => !row.includes('(Node)'))
  const files = portable.flatMap((row) =>
    [...row.matchAll(/`([a-z0-9-]+\.ts)`/g)].map(([, file]) => file),
  )
  expect(files.length).toBeGreaterThan(10)
  const result = await build({
    stdin: {
      contents: files.map((file) => `export * from './${file}'`).join('\n'),
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  })
  const output = result.outputFiles[0]?.text ?? ''
  expect(output).not.toMatch(/["']node:/)
  expect(output).toContain('boule bundle 1')
})
