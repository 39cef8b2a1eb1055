import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ARTIFACT_PATH,
  makeBundle,
  manifestOf,
  readFolder,
  UPGRADE_CONTENT,
  upgradeFiles,
  writeFolder,
} from '#bundles/bundle.fixture.ts'
import { planUpgrade } from '#bundles/upgrade-plan.ts'
import type { NeededBundles } from '#node/bundles/needed-bundles.ts'
import { type RunningNode, startNode } from '#node/start-node.ts'
import { testGenesis } from '#node/test-network.fixture.ts'
import { type CliRun, createTestFolder, createWatchedTerminal, runCommand } from './cli.fixture.ts'
import { runCli } from './run-cli.ts'
import type { Screen } from './terminal/terminal.ts'

const UPGRADE = makeBundle(upgradeFiles())
const PLAN = planUpgrade(UPGRADE, manifestOf(UPGRADE_CONTENT))
const NOBODY = 'http://127.0.0.1:1'

let setting: ReturnType<typeof createTestFolder>
let node: RunningNode
const needed: NeededBundles = [UPGRADE]

beforeAll(async () => {
  setting = createTestFolder()
  node = await startNode(
    {
      genesis: testGenesis(),
      dataDir: path.join(setting.folder, 'data'),
      rpcPort: 0,
      blockMode: 'manual',
      dev: true,
      signatureWorkers: 1,
      logLevel: 'error',
    },
    { readNeededBundles: () => needed },
  )
})
afterAll(async () => {
  await node.stop()
  setting.remove()
})

const run = (...args: readonly string[]): Promise<CliRun> =>
  runCommand(['bundle', ...args], {
    folder: setting.folder,
    environment: { ...setting.environment, BOULE_RPC: node.rpcUrl },
  })
const place = (name: string): string => path.join(setting.folder, name)

/** A folder as a proposer has it: without hashes in the manifest. */
function writeDraft(name: string): void {
  const manifest = manifestOf(UPGRADE_CONTENT)
  const draft = {
    ...manifest,
    source: { description: manifest.source.description },
    artifacts: manifest.artifacts.map(({ platform, path }) => ({ platform, path })),
  }
  writeFolder(place(name), { ...UPGRADE_CONTENT, 'manifest.json': JSON.stringify(draft) })
}

describe('a proposer', () => {
  test('is told what is missing, packs, and publishes', async () => {
    writeDraft('upgrade')
    const checked = await run('check', 'upgrade')
    expect(checked.code).toBe(1)
    expect(checked.err.split('\n').filter((line) => line.includes('source.hash'))).toHaveLength(1)

    const packed = await run('pack', 'upgrade')
    expect(packed).toMatchObject({ code: 0, err: '' })
    expect(packed.out).toBe(
      [
        `root       ${UPGRADE.root}`,
        `size       ${UPGRADE.bytes.toLocaleString('en')} bytes in 7 files`,
        'upgrade    Faster elections, to version 2',
        `source     ${PLAN.sourceHash}`,
        `recipe     ${PLAN.recipeHash}`,
        `linux-x64  ${PLAN.artifacts[0]?.sha256}, 300,000 bytes`,
        '',
      ].join('\n'),
    )
    expect(readFolder(place('upgrade'))).toEqual(
      Object.fromEntries(
        Object.entries(upgradeFiles()).map(([name, content]) => [
          name,
          Buffer.from(content).toString('utf8'),
        ]),
      ),
    )
    const json = await run('check', 'upgrade', '--json')
    expect(JSON.parse(json.out)).toEqual({
      root: UPGRADE.root,
      bytes: UPGRADE.bytes,
      files: 7,
      plan: PLAN,
      problems: [],
    })

    const uploaded = await run('upload', 'upgrade')
    expect(uploaded.out).toBe(`${node.rpcUrl} has the whole bundle; 8 chunks sent\n`)
    const again = await run('upload', 'upgrade', '--rpc', node.rpcUrl, '--json')
    expect(JSON.parse(again.out)).toEqual({
      root: UPGRADE.root,
      nodes: [{ url: node.rpcUrl, sentChunks: 0 }],
    })
  })

  test('cannot publish what no proposal names, nor to nobody', async () => {
    writeFolder(place('other'), { 'proposal.md': 'x' })
    const { root } = makeBundle({ 'proposal.md': 'x' })
    expect(await run('upload', 'other')).toEqual({
      code: 1,
      out: '',
      err: `boule: no live proposal names the bundle ${root} at ${node.rpcUrl}\n`,
    })
    expect(await run('upload', 'upgrade', '--rpc', NOBODY)).toEqual({
      code: 1,
      out: '',
      err: `boule: ${NOBODY} does not answer\n`,
    })
  })
})

describe('anybody', () => {
  test('fetches a bundle, from whichever node has it', async () => {
    const { out, err, code } = await run('fetch', UPGRADE.root, 'sub/fetched')
    expect(code).toBe(0)
    expect(out).toBe(`7 files in ${place('sub/fetched')}\n`)
    expect(err).toMatch(/^Every byte is the one that the root names\./)
    expect(readFolder(place('sub/fetched'))).toEqual(readFolder(place('upgrade')))
    expect((await run('check', 'sub/fetched')).code).toBe(0)
    const urls = [NOBODY, node.rpcUrl]
    const json = await run('fetch', UPGRADE.root.slice(2), 'again', '--rpc', ...urls, '--json')
    expect(JSON.parse(json.out)).toMatchObject({ root: UPGRADE.root, files: 7 })
    expect(fs.readdirSync(setting.folder).filter((name) => name.includes('fetching'))).toEqual([])
  })

  test('sees on a terminal how far it is', async () => {
    const screen: Screen = {
      size: () => ({ columns: 80, rows: 24 }),
      hasColor: false,
      onResize: () => () => undefined,
      onKey: () => () => undefined,
    }
    const watched = createWatchedTerminal(setting.folder, screen)
    const args = ['bundle', 'fetch', UPGRADE.root, 'shown', '--rpc', node.rpcUrl]
    expect(await runCli(args, watched.terminal)).toBe(0)
    expect(watched.out()).toContain('fetched 0 of 8 chunks')
    expect(watched.out()).toContain('fetched 8 of 8 chunks')
  })

  test('goes on where an attempt ended', async () => {
    const [missing = '0x'] = makeBundle({ a: UPGRADE_CONTENT[ARTIFACT_PATH] ?? '' }).chunks.keys()
    // The node lacks one chunk until somebody puts it there again.
    const file = path.join(setting.folder, 'data', 'bundles', 'chunks', missing.slice(2))
    const bytes = fs.readFileSync(file)
    fs.rmSync(file)
    const failed = await run('fetch', UPGRADE.root, 'resumed')
    expect(failed.code).toBe(1)
    expect(failed.err).toBe(
      `boule: nobody gives 1 of the 8 chunks of the bundle ${UPGRADE.root}: ${node.rpcUrl} does not have it\n`,
    )
    expect(fs.existsSync(place('resumed'))).toBe(false)
    expect(fs.readdirSync(place('resumed.fetching/chunks'))).toHaveLength(7)
    await node.backend.bundles.putChunk(missing, bytes)
    expect((await run('fetch', UPGRADE.root, 'resumed')).code).toBe(0)
    expect(readFolder(place('resumed'))).toEqual(readFolder(place('upgrade')))
  })

  test.each<readonly [readonly string[], number, string]>([
    [['fetch', '0x12', 'x'], 2, 'write 0x and 64 hex digits.'],
    [['fetch', UPGRADE.root, 'upgrade'], 1, 'upgrade: it is not an empty folder; name another'],
    [['fetch', UPGRADE.root, 'x', '--rpc', 'ws://a'], 2, 'write an address such as http'],
    [['fetch', UPGRADE.root, 'x', '--rpc', NOBODY], 1, `nobody gives the index of the bundle`],
    [['check', 'none'], 1, 'none: there is no such folder'],
    [['pack', 'other'], 1, 'there is no manifest.json'],
    [['upload'], 2, "missing required argument 'folder'"],
    [[], 2, 'say what to do: `boule bundle --help` lists the commands'],
  ])('%j fails in one line', async (args, code, message) => {
    const failed = await run(...args)
    expect(failed.code).toBe(code)
    expect(failed.err).toMatch(/^boule: [^\n]+\n$/)
    expect(failed.err).toContain(message)
    expect(fs.existsSync(place('x'))).toBe(false)
  })
})
