import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDocument } from '#bundles/json-fields.ts'
import { type PreparedVersion, readPrepared } from '#node/versions/prepared-versions.ts'
import { type FakeUpgrade, makeFakeUpgrade } from './fake-upgrade.ts'
import { startBoule } from './node-process.ts'
import { createUpgradeSetting, type UpgradeSetting } from './setting.fixture.ts'

const CHECKOUT = path.resolve(import.meta.dirname, '..', '..')
const NOBODY = 'http://127.0.0.1:1'

let setting: UpgradeSetting
let upgrade: FakeUpgrade
let id: number
let lastWords: string
let exitCode: number | null

/** The chain asks for version 2, and nobody has prepared it. */
beforeAll(async () => {
  setting = createUpgradeSetting()
  upgrade = makeFakeUpgrade()
  const { node, driver, confirm } = await setting.start()
  id = await confirm(upgrade)
  await driver.makeReady(id)
  await driver.runOut()
  exitCode = await node.ended
  lastWords = node.errors()
})
afterAll(() => setting.remove())

/** The data directory as the node left it. */
function copyData(name: string): string {
  const dataDir = path.join(setting.folder, name)
  fs.cpSync(setting.dataDir, dataDir, { recursive: true })
  return dataDir
}

async function startAndEnd(dataDir: string) {
  const node = startBoule(setting.nodeArguments(dataDir))
  const code = await node.ended
  return { code, errors: node.errors() }
}

/** A program as if it was prepared: it runs this checkout, which is version 1. */
function placeOldProgram(dataDir: string, record: Partial<PreparedVersion>): void {
  const folder = path.join(dataDir, 'versions', '2')
  const program = path.join(folder, 'program', 'bin', 'boule')
  fs.mkdirSync(path.dirname(program), { recursive: true })
  fs.writeFileSync(program, `require(${JSON.stringify(path.join(CHECKOUT, 'bin', 'boule'))})\n`)
  fs.writeFileSync(path.join(folder, 'program', 'package.json'), '{"type":"commonjs"}')
  const whole: PreparedVersion = {
    format: 1,
    version: 2,
    proposal: id,
    bundleRoot: upgrade.bundle.root,
    name: 'Version 2',
    packageVersion: '0.2.0',
    platform: 'any',
    artifactSha256: `0x${'00'.repeat(32)}`,
    origin: 'artifact',
    ...record,
  }
  fs.writeFileSync(path.join(folder, 'record.json'), formatDocument(whole))
}

const MISSING = /asks for version 2 of the software .* run "boule upgrade prepare \d+/

describe('a node whose chain asks for a version that it has not got', () => {
  test('stops behind the last block of the old version, and at each start', async () => {
    expect(exitCode).toBe(1)
    expect(lastWords).toMatch(MISSING)
    const { code, errors } = await startAndEnd(copyData('unprepared'))
    expect(code).toBe(1)
    expect(errors.match(/^boule: /gm)).toHaveLength(1)
    expect(errors).toMatch(MISSING)
  })

  test('goes on once it is prepared, from its own bundles and without another node', async () => {
    const dataDir = copyData('prepared-late')
    const base = ['upgrade', 'prepare', String(id), '--data', dataDir, '--rpc', NOBODY]
    const unanswered = await setting.run(...base)
    expect(unanswered.code).toBe(1)
    expect(unanswered.err).toMatch(
      /no node answers at .* give the root that the stopped node names/,
    )
    const prepared = await setting.run(...base, '--root', upgrade.bundle.root, '--artifact')
    expect(prepared.code).toBe(0)
    expect(prepared.out).toContain('taken from the bundle')
    const node = startBoule(setting.nodeArguments(dataDir))
    expect(await node.next('took-over')).toMatchObject({ version: 2, pid: node.pid })
    expect(await node.end()).toBe(7)
  })

  test('does not start what was made from another bundle', async () => {
    const dataDir = copyData('another-bundle')
    const other = `0x${'ab'.repeat(32)}` as const
    placeOldProgram(dataDir, { bundleRoot: other })
    const { code, errors } = await startAndEnd(dataDir)
    expect(code).toBe(1)
    expect(errors).toContain(`is of another bundle, ${other}`)
  })

  test.each([
    [
      'whose record is damaged',
      (folder: string) => fs.writeFileSync(path.join(folder, 'record.json'), '{}'),
    ],
    ['without a record', (folder: string) => fs.rmSync(path.join(folder, 'record.json'))],
    [
      'without its program',
      (folder: string) => fs.rmSync(path.join(folder, 'program', 'bin', 'boule')),
    ],
    [
      'whose record is of another version',
      (folder: string) => fs.renameSync(folder, path.join(folder, '..', '3')),
    ],
  ])('does not start one %s', async (name, spoil) => {
    const dataDir = copyData(name.replaceAll(' ', '-'))
    placeOldProgram(dataDir, {})
    spoil(path.join(dataDir, 'versions', '2'))
    expect(readPrepared(dataDir, 2)).toBeUndefined()
    expect(readPrepared(dataDir, 3)).toBeUndefined()
    const { code, errors } = await startAndEnd(dataDir)
    expect(code).toBe(1)
    expect(errors).toMatch(MISSING)
  })

  test('does not start one that is too old itself again and again', async () => {
    const dataDir = copyData('too-old')
    placeOldProgram(dataDir, {})
    const { code, errors } = await startAndEnd(dataDir)
    expect(code).toBe(1)
    expect(errors.match(/going on with version 2/g)).toHaveLength(1)
    expect(errors).toContain(
      `${path.join(dataDir, 'versions', '2')} is not version 2 of the software: run "boule upgrade prepare ${id} --again"`,
    )
  })
})
