import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTar } from '#bundles/tar.ts'
import { copyCheckout } from './real-upgrade.ts'

let folder: string

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'boule-build-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

interface Surroundings {
  readonly TZ: string
  readonly LANG: string
  readonly umask: string
}

/** Builds and packs a checkout; gives the bytes of the artifact. */
async function build(checkout: string, { umask, ...environment }: Surroundings): Promise<Buffer> {
  const script = `umask ${umask} && node scripts/build.mjs && node scripts/pack-artifact.ts`
  const child = spawn('/bin/sh', ['-c', script], {
    cwd: checkout,
    env: { PATH: path.dirname(process.execPath), HOME: folder, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(errors)
  return fs.readFileSync(path.join(checkout, 'build', 'boule.tar'))
}

test('two builds in other folders, at other times, with other settings give the same bytes', async () => {
  const [one, two] = [path.join(folder, 'a'), path.join(folder, 'another', 'much-longer-name')]
  copyCheckout(one)
  // Of the very same files, although others may be at work in this checkout.
  fs.cpSync(one, two, { recursive: true, verbatimSymlinks: true })
  fs.utimesSync(path.join(two, 'package.json'), 1_000_000_000, 1_000_000_000)
  const first = await build(one, { TZ: 'UTC', LANG: 'C', umask: '022' })
  const settings = { TZ: 'Pacific/Auckland', LANG: 'de_DE.UTF-8', umask: '077' }
  const second = await build(two, settings)
  expect(first.equals(second)).toBe(true)
  expect((await build(one, settings)).equals(first)).toBe(true)

  const files = new Map(readTar(first).map((file) => [file.path, file]))
  expect(files.get('bin/boule')?.executable).toBe(true)
  expect([...files.values()].filter((file) => file.executable)).toHaveLength(1)
  for (const name of ['dist/boule.js', 'dist/sdk.js', 'package.json', 'package-lock.json']) {
    expect(files.has(name), name).toBe(true)
  }
  for (const { path: name, bytes } of files.values()) {
    expect(Buffer.from(bytes).includes(folder), name).toBe(false)
  }
}, 600_000)
