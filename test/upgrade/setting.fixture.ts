import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { uploadBundle } from '#bundles/upload-bundle.ts'
import { type CliRun, runCommand } from '#cli/cli.fixture.ts'
import type { FakeUpgrade } from './fake-upgrade.ts'
import { type BouleProcess, startBoule } from './node-process.ts'
import {
  driveUpgrade,
  type DriveOptions,
  ownerKey,
  type UpgradeDriver,
  upgradeGenesis,
  writeGenesis,
} from './upgrade-network.ts'

/** A folder with a network of one node, which makes a block for each transaction. */
export interface UpgradeSetting {
  readonly folder: string
  readonly genesis: string
  readonly dataDir: string
  readonly nodeArguments: (dataDir?: string) => readonly string[]
  /** Starts a node; resolves when it serves. */
  readonly start: (dataDir?: string) => Promise<StartedNode>
  readonly run: (...args: readonly string[]) => Promise<CliRun>
  /** Stores the key of a delegate's owner, for `--from`. */
  readonly importOwner: (name: string) => Promise<void>
  readonly remove: () => void
}

export interface StartedNode {
  readonly node: BouleProcess
  readonly rpcUrl: string
  readonly driver: UpgradeDriver
  /** Proposes a change, publishes its bundle, and has it attested and confirmed. */
  readonly confirm: (upgrade: Pick<FakeUpgrade, 'plan' | 'bundle'>) => Promise<number>
}

function attach(node: BouleProcess, rpcUrl: string, options: DriveOptions): StartedNode {
  const driver = driveUpgrade(rpcUrl, options)
  const [attester = 'corinth'] = options.owners?.keys() ?? []
  return {
    node,
    rpcUrl,
    driver,
    confirm: async ({ plan, bundle }) => {
      const id = await driver.propose(plan)
      await uploadBundle({ bundle, url: rpcUrl })
      await driver.until(id, 'support')
      await driver.attest(id, attester, true)
      await driver.pass(id)
      await driver.until(id, 'signalling')
      return id
    },
  }
}

/** The next node that this process says is ready. */
export async function untilReady(
  node: BouleProcess,
  options: DriveOptions = {},
): Promise<StartedNode> {
  const { rpcUrl } = await node.next('ready')
  return attach(node, String(rpcUrl), options)
}

export function createUpgradeSetting(): UpgradeSetting {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'boule-upgrade-'))
  const dataDir = path.join(folder, 'data')
  const genesis = writeGenesis(folder, upgradeGenesis())
  const passwordFile = path.join(folder, 'password')
  fs.writeFileSync(passwordFile, 'a long password\n')
  const environment = { BOULE_HOME: path.join(folder, 'home'), BOULE_PASSWORD_FILE: passwordFile }
  const run = (...args: readonly string[]): Promise<CliRun> =>
    runCommand(args, { folder, environment })
  const nodeArguments = (dir = dataDir): readonly string[] => {
    const engine = ['--engine', 'embedded', '--blocks', 'automine']
    return ['node', '--genesis', genesis, '--data', dir, ...engine, '--port', '0', '--json']
  }
  return {
    folder,
    genesis,
    dataDir,
    nodeArguments,
    start: (dir) => untilReady(startBoule(nodeArguments(dir))),
    run,
    importOwner: async (name) => {
      fs.writeFileSync(path.join(folder, 'key'), ownerKey(name))
      const { code, err } = await run('account', 'import', name, 'key')
      if (code !== 0) throw new Error(err)
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}
