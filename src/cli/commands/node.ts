import path from 'node:path'
import { CliError } from '../cli-error.ts'
import { makeFolder } from '../make-folder.ts'
import { readCometbftSettings } from '../node/cometbft-options.ts'
import { addNodeOptions, type NodeCommandOptions } from '../options/node-options.ts'
import { printJsonLine } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { runWithSwitch } from '../upgrade/switch-version.ts'
import { readVersion } from '../version.ts'

/** `boule node`: one of the many nodes of a network, or with the embedded engine all of it. */
export function addNodeCommand(home: CommandHome): void {
  addNodeOptions(home.program.command('node'))
    .description('run a node of a network: one of its delegates, or one that follows')
    .action((options: NodeCommandOptions) => {
      const { terminal } = home
      const dataDir = path.resolve(terminal.folder, options.data)
      return runWithSwitch(home, dataDir, () => runNode(terminal, options, dataDir))
    })
}

async function runNode(
  terminal: Terminal,
  options: NodeCommandOptions,
  dataDir: string,
): Promise<void> {
  const [{ startNode }, { loadGenesis }] = await Promise.all([
    import('#node/start-node.ts'),
    import('../genesis/load-genesis.ts'),
  ])
  const isEmbedded = options.engine === 'embedded'
  if (!isEmbedded && (options.blocks !== undefined || options.interval !== undefined)) {
    throw new CliError('--blocks and --interval are for --engine embedded only')
  }
  const genesis = await loadGenesis(terminal.folder, options.genesis)
  const cometbft = isEmbedded ? undefined : await readCometbftSettings(terminal.folder, options)
  makeFolder(dataDir)
  const stopping = new AbortController()
  const undo = terminal.onStop(() => stopping.abort())
  terminal.atEnd(async () => undo())
  const starting = startNode({
    genesis,
    dataDir,
    rpcHost: options.host,
    rpcPort: options.port,
    ...(options.cors === undefined ? {} : { corsOrigins: options.cors }),
    ...(options.allowHost === undefined ? {} : { allowedHosts: options.allowHost }),
    ...(options.blocks === undefined ? {} : { blockMode: options.blocks }),
    ...(options.interval === undefined ? {} : { blockIntervalMs: options.interval }),
    ...(options.metricsPort === undefined ? {} : { metricsPort: options.metricsPort }),
    ...(options.metricsHost === undefined ? {} : { metricsHost: options.metricsHost }),
    ...(options.snapshotEvery === undefined
      ? {}
      : { snapshotIntervalBlocks: options.snapshotEvery }),
    ...(options.prune === undefined ? {} : { keepBlocks: options.prune }),
    ...(options.bundlePeers === undefined ? {} : { bundlePeers: options.bundlePeers }),
    ...(options.bundleSpace === undefined ? {} : { bundleBytes: options.bundleSpace * 1_048_576 }),
    ...(cometbft === undefined ? {} : { cometbft }),
    logLevel: options.logLevel,
    writeLog: terminal.note,
    version: readVersion(),
    signal: stopping.signal,
  })
  const node = await starting.catch((error: unknown) => {
    // It may wait for other nodes as long as these take.
    if (!stopping.signal.aborted) throw error
  })
  if (node === undefined) return
  terminal.atEnd(() => node.stop())
  const { rpcUrl, chainId, metricsUrl } = node
  if (options.json) printJsonLine(terminal, { type: 'ready', rpcUrl, metricsUrl, chainId, dataDir })
  else terminal.write(`${genesis.name}, chain ${chainId}, at ${rpcUrl}; data in ${dataDir}\n`)
  await untilStopped(stopping.signal, node.ended)
}

/** Resolves when the process is asked to end; rejects when the node has to stop by itself. */
async function untilStopped(signal: AbortSignal, ended: Promise<Error | undefined>): Promise<void> {
  const asked = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined))
    if (signal.aborted) resolve(undefined)
  })
  const failure = await Promise.race([asked, ended])
  if (failure !== undefined) throw failure
}
