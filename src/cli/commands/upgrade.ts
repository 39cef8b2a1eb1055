import path from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { Hex } from '#base/hex.ts'
import type { PreparedVersion } from '#node/versions/prepared-versions.ts'
import { SOFTWARE_VERSION } from '#params/software-version.ts'
import { createProgressLine } from '../bundle/show-progress.ts'
import { stopSignal } from '../bundle/stop-signal.ts'
import { CliError } from '../cli-error.ts'
import { type Network, openNetwork } from '../network/open-network.ts'
import {
  addJsonOption,
  addNetworkOptions,
  DEFAULT_RPC,
  type JsonOption,
  type NetworkOptions,
} from '../options/network-options.ts'
import { parseHashOption } from '../options/parse-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import { addRebuildOptions, type RebuildChoices } from '../options/rebuild-options.ts'
import { formatFacts, formatTable, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { DEFAULT_DEV_DATA } from './dev.ts'

interface DataOption {
  readonly data: string
}

interface PrepareCommandOptions extends NetworkOptions, DataOption, RebuildChoices {
  readonly root?: Hex
  readonly artifact?: true
  readonly again?: true
}

/** `boule upgrade prepare|list`: the versions of the software that a node may switch to. */
export function addUpgradeCommands(home: CommandHome): void {
  const upgrade = home.program
    .command('upgrade')
    .description('versions of the software that the node of a data directory switches to by itself')
  addPrepare(home, upgrade)
  addList(home, upgrade)
}

function addDataOption(command: Command): Command {
  return command.option('--data <folder>', 'data directory of the node', DEFAULT_DEV_DATA)
}

function addPrepare({ terminal }: CommandHome, upgrade: Command): void {
  const command = addProposalArgument(upgrade.command('prepare')).description(
    'fetch, check, build and install the program of a software change, for the moment when the chain asks for it',
  )
  addRebuildOptions(addDataOption(addNetworkOptions(command)))
    .option('--artifact', 'trust the program in the bundle instead of building it from the source')
    .option('--root <hash>', 'root of the bundle: asks no node what the proposal says', parseRoot)
    .option('--again', 'replace what is prepared already')
    .action(async (proposal: number, options: PrepareCommandOptions) => {
      const [{ prepareVersion }, { readUpgrade }] = await Promise.all([
        import('../upgrade/prepare-version.ts'),
        import('../upgrade/read-upgrade.ts'),
      ])
      const { root: given } = options
      const network = given === undefined ? await openForRoot(terminal, options) : undefined
      const found = network === undefined ? undefined : await readUpgrade(network, proposal)
      const root = given ?? found?.payload.bundleRoot
      if (root === undefined) throw new CliError('there is no root')
      const url = network?.url ?? options.rpc ?? terminal.environment['BOULE_RPC'] ?? DEFAULT_RPC
      const line = createProgressLine(terminal, 'fetched')
      const record = await prepareVersion({
        proposal,
        root,
        upgrade: found,
        urls: [url.replace(/^ws/, 'http')],
        dataDir: path.resolve(terminal.folder, options.data),
        trustArtifact: options.artifact === true,
        again: options.again === true,
        unconfined: options.unconfined === true,
        linked: resolveLinked(terminal.folder, options),
        signal: stopSignal(terminal),
        onProgress: line.show,
        tell: terminal.note,
      }).finally(line.end)
      if (options.json) return printJson(terminal, record)
      terminal.write(formatFacts(recordFacts(record)))
      terminal.note(
        `Tell the others: boule proposal ready ${proposal}. The node switches by itself when the chain asks for it.`,
      )
    })
}

/** A node that has stopped for want of a version cannot be asked for its root, but names it. */
async function openForRoot(terminal: Terminal, options: NetworkOptions): Promise<Network> {
  try {
    return await openNetwork(terminal, options)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    const message = `${error.message}; or give the root that the stopped node names, with --root`
    throw new CliError(message, error.exitCode, { cause: error })
  }
}

function resolveLinked(folder: string, { linkDependencies }: RebuildChoices): string | undefined {
  return linkDependencies === undefined ? undefined : path.resolve(folder, linkDependencies)
}

function parseRoot(text: string): Hex {
  try {
    return `0x${parseHashOption(text).toLowerCase()}`
  } catch {
    throw new InvalidArgumentError('write 0x and 64 hex digits.')
  }
}

function recordFacts(record: PreparedVersion): readonly (readonly [string, string])[] {
  return [
    [
      'version',
      `${record.version} of the software, ${record.name}, package ${record.packageVersion}`,
    ],
    ['proposal', String(record.proposal)],
    ['bundle', record.bundleRoot],
    ['program', `for ${record.platform}, ${record.artifactSha256}, ${ORIGINS[record.origin]}`],
  ]
}

const ORIGINS: Readonly<Record<PreparedVersion['origin'], string>> = {
  rebuilt: 'built again here',
  artifact: 'taken from the bundle',
}

function addList({ terminal }: CommandHome, upgrade: Command): void {
  addJsonOption(addDataOption(upgrade.command('list')))
    .description('say which version this program is, and which are prepared')
    .action(async (options: JsonOption & DataOption) => {
      const { listPrepared } = await import('#node/versions/prepared-versions.ts')
      const prepared = listPrepared(path.resolve(terminal.folder, options.data))
      if (options.json) return printJson(terminal, { softwareVersion: SOFTWARE_VERSION, prepared })
      terminal.write(`This program is version ${SOFTWARE_VERSION} of the software.\n`)
      if (prepared.length === 0) return terminal.note('None is prepared: `boule upgrade prepare`.')
      terminal.write(
        formatTable(
          [
            { title: 'version', text: (row) => String(row.version), right: true },
            { title: 'proposal', text: (row) => String(row.proposal), right: true },
            { title: 'package', text: (row) => row.packageVersion },
            { title: 'program', text: (row) => ORIGINS[row.origin] },
            { title: 'name', text: (row) => row.name },
          ],
          prepared,
        ),
      )
    })
}
