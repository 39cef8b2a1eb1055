import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { utf8ToBytes } from '#base/bytes.ts'
import { makeBundle, type TestBundle } from '#bundles/bundle.fixture.ts'
import { writeTar } from '#bundles/tar.ts'
import { type PrepareOptions, prepareVersion } from '#cli/upgrade/prepare-version.ts'
import { listPrepared, readPrepared } from '#node/versions/prepared-versions.ts'
import { type FakeUpgrade, makeFakeUpgrade } from './fake-upgrade.ts'
import { writeNodeBundle } from './try-bundle.ts'
import { describeUpgrade } from './upgrade-network.ts'

function dataFolder(): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'boule-prepare-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'data')
}

function prepare(dataDir: string, bundle: TestBundle, more: Partial<PrepareOptions> = {}) {
  writeNodeBundle(dataDir, bundle)
  return prepareVersion({
    proposal: 7,
    root: bundle.root,
    upgrade: undefined,
    urls: [],
    dataDir,
    trustArtifact: false,
    again: false,
    unconfined: false,
    linked: undefined,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    tell: () => undefined,
    ...more,
  })
}

function versionsOf(dataDir: string): readonly string[] {
  return fs.readdirSync(path.join(dataDir, 'versions')).sort()
}

/** An archive whose second file has another name. */
function archiveWith(name: string): Uint8Array {
  const bytes = utf8ToBytes('console.log(1)\n')
  const path = 'p'.repeat(name.length - 'package/'.length)
  const tar = Buffer.from(
    writeTar([
      { path: 'bin/boule', executable: true, bytes },
      { path, executable: false, bytes },
    ]),
  )
  const at = tar.indexOf(`package/${path}`)
  tar.write(name, at, 'latin1')
  tar.fill(' ', at + 148, at + 156)
  const sum = tar.subarray(at, at + 512).reduce((total, byte) => total + byte, 0)
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1')
  return tar
}

const LOCKED = { 'source/package.json': '{"dependencies":{"a":"1.0.0"}}\n' }
const FROM_GIT = {
  'source/package.json': '{"dependencies":{"a":"github:a/b"}}\n',
  'source/package-lock.json': '{"lockfileVersion":3,"packages":{}}\n',
}

/** What nobody sees who trusts the artifact. */
const OF_THE_SOURCE: readonly string[] = [
  'what does not build',
  'what comes out otherwise',
  'packages without a lock file',
  'packages that npm would run programs for',
]

describe('preparing', () => {
  test('puts a whole version in its place, once', async () => {
    const dataDir = dataFolder()
    const { bundle } = makeFakeUpgrade()
    const record = await prepare(dataDir, bundle)
    expect(record).toMatchObject({
      version: 2,
      proposal: 7,
      bundleRoot: bundle.root,
      origin: 'rebuilt',
    })
    expect(versionsOf(dataDir)).toEqual(['2'])
    expect(fs.readdirSync(path.join(dataDir, 'versions', '2', 'program')).sort()).toEqual([
      'bin',
      'package.json',
    ])
    fs.rmSync(path.join(dataDir, 'bundles'), { recursive: true })
    expect(await prepare(dataDir, bundle, { trustArtifact: true })).toEqual(record)
    const again = await prepare(dataDir, bundle, { trustArtifact: true, again: true })
    expect(again).toEqual({ ...record, origin: 'artifact' })
    expect(listPrepared(dataDir)).toEqual([again])
    expect(versionsOf(dataDir)).toEqual(['2'])
  })

  test('takes the place of what another proposal made the same number', async () => {
    const dataDir = dataFolder()
    await prepare(dataDir, makeFakeUpgrade().bundle)
    const { bundle } = makeFakeUpgrade({ more: { 'tests/a.test.mjs': '1\n' } })
    await prepare(dataDir, bundle, { proposal: 8 })
    expect(readPrepared(dataDir, 2)).toMatchObject({ proposal: 8, bundleRoot: bundle.root })
  })

  test('removes what a killed attempt left, and leaves alone what another one is making', async () => {
    const dataDir = dataFolder()
    const [dead, alive] = [`.preparing-${2 ** 22 - 7}-abc`, `.preparing-${process.ppid}-abc`]
    for (const name of [dead, alive]) {
      fs.mkdirSync(path.join(dataDir, 'versions', name, 'version'), { recursive: true })
    }
    await prepare(dataDir, makeFakeUpgrade().bundle)
    expect(versionsOf(dataDir)).toEqual([alive, '2'])
    expect(listPrepared(dataDir)).toHaveLength(1)
  })

  const REFUSED: readonly (readonly [string, FakeUpgrade, Partial<PrepareOptions>, RegExp])[] = [
    [
      'a bundle of another proposal',
      makeFakeUpgrade(),
      { upgrade: describeUpgrade(makeFakeUpgrade({ commands: [['node']] })) },
      /the proposal says bundleRoot .*; the proposal says recipeHash/,
    ],
    [
      'what does not build',
      makeFakeUpgrade({ commands: [['node', 'no.mjs']] }),
      {},
      /it does not build: "node" "no.mjs" ended/,
    ],
    [
      'what comes out otherwise',
      makeFakeUpgrade({ source: { 'source/program.base64': 'AAAA' } }),
      {},
      /what was built is not what it brings: the artifact for any came out otherwise/,
    ],
    [
      'packages without a lock file',
      makeFakeUpgrade({ source: LOCKED }),
      {},
      /there is no package-lock.json/,
    ],
    [
      'packages that npm would run programs for',
      makeFakeUpgrade({ source: FROM_GIT }),
      {},
      /"a" must be one version/,
    ],
    [
      'a program of another version',
      makeFakeUpgrade({ claims: 3 }),
      {},
      /is version 3, but its manifest says version 2/,
    ],
    ['a program that says nothing', makeFakeUpgrade({ program: '' }), {}, /the program answers ""/],
    [
      'a program for another machine',
      makeFakeUpgrade({ platform: 'plan9-x64' }),
      {},
      /no artifact for \S+; it has plan9-x64/,
    ],
    [
      'an archive that is none',
      makeFakeUpgrade({ tar: new Uint8Array(700) }),
      {},
      /the archive cannot be taken/,
    ],
    [
      'an archive that climbs out',
      makeFakeUpgrade({ tar: archiveWith('package/../../../../escaped') }),
      {},
      /has the part "\.\."/,
    ],
    [
      'an archive without a program',
      makeFakeUpgrade({
        tar: writeTar([{ path: 'bin/other', executable: true, bytes: new Uint8Array(3) }]),
      }),
      {},
      /has no bin\/boule/,
    ],
  ]

  test.each(REFUSED)('refuses %s, and leaves nothing', async (what, fake, more, message) => {
    for (const trustArtifact of [false, true]) {
      const dataDir = dataFolder()
      if (trustArtifact && OF_THE_SOURCE.includes(what)) continue
      await expect(prepare(dataDir, fake.bundle, { ...more, trustArtifact })).rejects.toThrow(
        message,
      )
      expect(versionsOf(dataDir)).toEqual([])
      expect(fs.readdirSync(path.dirname(dataDir))).toEqual(['data'])
    }
  })

  test('refuses a bundle that is no upgrade', async () => {
    const dataDir = dataFolder()
    const bundle = makeBundle({ 'proposal.md': 'x\n' })
    await expect(prepare(dataDir, bundle)).rejects.toThrow(/manifest.json is missing/)
    expect(versionsOf(dataDir)).toEqual([])
  })
})
