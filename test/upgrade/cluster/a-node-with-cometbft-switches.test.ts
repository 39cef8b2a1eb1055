import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { runCommand } from '#cli/cli.fixture.ts'
import { writeDelegateKeys } from '#cli/keys/key-file.ts'
import { enginePlace, findEngine } from '#cli/testnet/engine-process.ts'
import { planPorts } from '#cli/testnet/ports.ts'
import { makeTestnetGenesis } from '#cli/testnet/testnet-genesis.ts'
import { completeShape } from '#cli/testnet/testnet-shape.ts'
import { privateKeyOf, TEST_SEED, testDelegates } from '#cli/testnet/testnet.fixture.ts'
import { makeFakeUpgrade } from '../fake-upgrade.ts'
import { type BouleProcess, startBoule } from '../node-process.ts'
import { untilReady } from '../setting.fixture.ts'
import { UPGRADE_RULES, writeGenesis } from '../upgrade-network.ts'

const programs = inject('clusterPrograms')
const INTERVAL_MS = 250
const MINUTES = 300_000

let folder: string
let node: BouleProcess | undefined

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'boule-upgrade-'))
})
afterAll(async () => {
  await node?.end('SIGKILL')
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Of a network of one delegate, which is all that switching needs. */
async function prepareNode(): Promise<readonly string[]> {
  const shape = { nodes: 1, elected: 1, drawn: 1, intervalMs: INTERVAL_MS, blocksPerEpoch: 6 }
  const delegates = testDelegates(1)
  const genesis = makeTestnetGenesis({
    shape: completeShape(shape),
    delegates,
    seed: TEST_SEED,
    timeMs: Date.now(),
  })
  const rules = { ...genesis.rules, ...UPGRADE_RULES, technicalVotingEpochs: 4 }
  const genesisFile = writeGenesis(folder, { ...genesis, rules })
  const keys = path.join(folder, 'keys.json')
  for (const delegate of delegates) writeDelegateKeys(keys, delegate.keys)
  const ports = (await planPorts(['n1'], 0)).get('n1')
  const dataDir = path.join(folder, 'data')
  const p2p = ['--p2p-port', String(ports?.p2p), '--engine-port', String(ports?.engine)]
  const files = ['--genesis', genesisFile, '--data', dataDir, '--keys', keys]
  return ['node', ...files, ...p2p, '--cometbft', programs?.cometbft ?? '', '--port', '0', '--json']
}

test.skipIf(programs === null)(
  'the prepared program takes over when CometBFT has ended',
  async () => {
    const args = await prepareNode()
    const dataDir = path.join(folder, 'data')
    node = startBoule(args)
    const owners = new Map([['n1', toHex(privateKeyOf(0))]])
    const { driver, rpcUrl, confirm } = await untilReady(node, {
      owners,
      step: async (client) => {
        const before = await client.getBlockNumber()
        while ((await client.getBlockNumber()) === before) {
          await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS / 10))
        }
      },
    })
    const id = await confirm(makeFakeUpgrade())
    const prepared = await runCommand(
      ['upgrade', 'prepare', String(id), '--data', dataDir, '--rpc', rpcUrl],
      { folder },
    )
    expect(prepared.code).toBe(0)
    expect(findEngine(enginePlace(dataDir))).toBeGreaterThan(0)
    await driver.makeReady(id)
    const over = node.next('took-over')
    await driver.runOut()
    expect(await over).toMatchObject({ version: 2, args, pid: node.pid })
    expect(findEngine(enginePlace(dataDir))).toBeUndefined()
    expect(await node.end()).toBe(7)
  },
  MINUTES,
)
