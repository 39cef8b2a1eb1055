import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Hex } from '#base/hex.ts'
import {
  makeBundle,
  readFolder,
  type TestBundle,
  temporaryFolder,
  upgradeFiles,
  writeFolder,
} from '#bundles/bundle.fixture.ts'
import type { BundleStatus } from '#bundles/bundle-status.ts'
import { packBundle } from '#bundles/pack-bundle.ts'
import { verifyBundle } from '#bundles/read-chunks.ts'
import { unpackBundle } from '#bundles/unpack-bundle.ts'
import { uploadBundle } from '#bundles/upload-bundle.ts'
import type { NodeOptions } from '../config.ts'
import { type RunningNode, startNode } from '../start-node.ts'
import { testGenesis } from '../test-network.fixture.ts'
import type { NeededBundles } from './needed-bundles.ts'

const UPGRADE = makeBundle(upgradeFiles())

interface Proposals {
  needed: NeededBundles
}

/** A node whose live proposals are those of `proposals`. */
async function startTestNode(
  proposals: Proposals,
  options: Partial<NodeOptions> = {},
): Promise<RunningNode> {
  const node = await startNode(
    {
      genesis: testGenesis(),
      dataDir: join(temporaryFolder(), 'data'),
      rpcPort: 0,
      blockMode: 'manual',
      dev: true,
      signatureWorkers: 1,
      writeLog: () => undefined,
      ...options,
    },
    { readNeededBundles: () => proposals.needed },
  )
  onTestFinished(() => node.stop())
  return node
}

function propose(...bundles: readonly TestBundle[]): Proposals {
  return { needed: bundles }
}

function statusOf(node: RunningNode, root: Hex = UPGRADE.root): BundleStatus | undefined {
  return node.backend.bundles.status(root)
}

/** Makes blocks until the node has the whole bundle. What it fetches comes in between them. */
async function mineUntilComplete(node: RunningNode): Promise<void> {
  while (statusOf(node)?.complete !== true) {
    await node.backend.dev?.mine(1, 0)
    await new Promise(setImmediate)
  }
}

describe('nodes', () => {
  test('a bundle is uploaded to one, which keeps it over a restart, and the other fetches it', async () => {
    const folder = temporaryFolder()
    writeFolder(join(folder, 'proposed'), upgradeFiles())
    const bundle = await packBundle(join(folder, 'proposed'))
    const proposals = propose(UPGRADE)
    const dataDir = join(folder, 'data')
    const alice = await startTestNode(proposals, { dataDir })
    const sent = await uploadBundle({ bundle, url: alice.rpcUrl })
    expect(sent).toBe(UPGRADE.chunks.size)
    expect(await uploadBundle({ bundle, url: alice.rpcUrl })).toBe(0)
    await alice.stop()

    const again = await startTestNode(proposals, { dataDir })
    expect(statusOf(again)).toMatchObject({ complete: true, bytes: UPGRADE.bytes })
    const bob = await startTestNode(proposals, { bundlePeers: [again.rpcUrl] })
    expect(statusOf(bob)).toMatchObject({ files: null })
    await mineUntilComplete(bob)
    const { index, readChunk } = { index: bundle.index, readChunk: bob.backend.bundles.readChunk }
    await unpackBundle(index, readChunk, join(folder, 'fetched'))
    expect(readFolder(join(folder, 'fetched'))).toEqual(readFolder(join(folder, 'proposed')))
  })

  test('what is damaged on disk is not served, and is fetched again', async () => {
    const proposals = propose(UPGRADE)
    const alice = await startTestNode(proposals)
    await uploadBundle({ bundle: UPGRADE, url: alice.rpcUrl })
    const bob = await startTestNode(proposals, { bundlePeers: [alice.rpcUrl] })
    await mineUntilComplete(bob)
    const [hash = '0x'] = UPGRADE.chunks.keys()
    fs.writeFileSync(join(bob.dataDir, 'bundles', 'chunks', hash.slice(2)), 'damaged')
    expect(await bob.backend.bundles.readChunk(hash)).toBeUndefined()
    // No block is made meanwhile.
    while (statusOf(bob)?.complete !== true) await new Promise(setImmediate)
    await verifyBundle(UPGRADE.index, bob.backend.bundles.readChunk)
  })

  test('a node takes and fetches only what live proposals name', async () => {
    const proposals = propose()
    const other = makeBundle({ other: 'bundle' })
    const alice = await startTestNode(proposals)
    const upload = (bundle: TestBundle) => uploadBundle({ bundle, url: alice.rpcUrl })
    await expect(upload(UPGRADE)).rejects.toThrow(
      `no live proposal names the bundle ${UPGRADE.root}`,
    )
    proposals.needed = propose(UPGRADE).needed
    // What is needed is looked up when a block is committed.
    await expect(upload(UPGRADE)).rejects.toThrow('no live proposal names')
    await alice.backend.dev?.mine(1, 0)
    await upload(UPGRADE)
    await expect(upload(other)).rejects.toThrow('no live proposal names')
    expect(fs.readdirSync(join(alice.dataDir, 'bundles', 'indexes'))).toEqual([
      UPGRADE.root.slice(2),
    ])
  })

  test('a bundle of another size than proposed is refused in one line', async () => {
    const alice = await startTestNode({ needed: [{ root: UPGRADE.root, bytes: 5 }] })
    await expect(uploadBundle({ bundle: UPGRADE, url: alice.rpcUrl })).rejects.toThrow(
      `refuses: "the bundle ${UPGRADE.root} has ${UPGRADE.bytes} bytes, but its proposal says 5"`,
    )
  })

  test('a peer that is not there is asked again some blocks later, and is no reason to stop', async () => {
    const proposals = propose(UPGRADE)
    const lines: string[] = []
    const alice = await startTestNode(proposals)
    const bob = await startTestNode(proposals, {
      bundlePeers: [alice.rpcUrl],
      writeLog: (line) => lines.push(line),
    })
    const failures = (): number =>
      lines.filter((line) => line.includes('a bundle cannot be fetched')).length
    while (failures() === 0) {
      await bob.backend.dev?.mine(1, 0)
      await new Promise(setImmediate)
    }
    const height = bob.backend.head().height
    expect(lines.join('\n')).toContain('nobody gives the index of the bundle')
    await uploadBundle({ bundle: UPGRADE, url: alice.rpcUrl })
    await mineUntilComplete(bob)
    expect(bob.backend.head().height).toBeGreaterThan(height)
    expect(failures()).toBe(1)
  })

  test('a node without a peer has what it was given, and no folder before that', async () => {
    const bob = await startTestNode(propose(UPGRADE))
    await bob.backend.dev?.mine(2, 0)
    expect(statusOf(bob)).toMatchObject({ needed: true, files: null })
    expect(fs.existsSync(join(bob.dataDir, 'bundles'))).toBe(false)
  })

  test.each([
    [{ bundlePeers: ['ftp://a'] }, 'bundlePeers has "ftp://a"; give addresses such as'],
    [{ bundlePeers: ['nonsense'] }, 'bundlePeers has "nonsense"'],
    [{ bundleBytes: 1_000 }, 'bundleBytes is 1000; give a whole number from 536870912 to'],
  ])('%j is no option', async (options, message) => {
    await expect(startTestNode(propose(), options)).rejects.toThrow(message)
  })
})
