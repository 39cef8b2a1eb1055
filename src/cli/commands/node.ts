import path from 'node:path'
import { Option } from 'commander'
import type { BlockMode } from '#node/config.ts'
import type { LogLevel } from '#node/logging/logger.ts'
import { makeFolder } from '../make-folder.ts'
import { addJsonOption, type JsonOption } from '../options/network-options.ts'
import { parseIntervalOption, parsePortOption } from '../options/parse-options.ts'
import { printJsonLine } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { readVersion } from '../version.ts'

interface NodeCommandOptions extends JsonOption {
  readonly genesis: string
  readonly data: string
  readonly host: string
  readonly port: number
  readonly cors?: readonly string[]
  readonly allowHost?: readonly string[]
  readonly blocks: BlockMode
  readonly interval?: number
  readonly metricsPort?: number
  readonly logLevel: LogLevel
}

/** `boule node`: a node of a network of one's own, without the comforts of a devnet. */
export function addNodeCommand({ program, terminal }: CommandHome): void {
  addJsonOption(program.command('node'))
    .description('run a node of a network that grows from a genesis file')
    .requiredOption('--genesis <file>', 'genesis file of the network; see `boule genesis new`')
    .option('--data <folder>', 'data directory', path.join('.boule', 'node'))
    .option(
      '--host <address>',
      'where the RPC listens; anything but this machine lets others in',
      '127.0.0.1',
    )
    .option('--port <port>', 'port of the RPC, 0 for any that is free', parsePortOption, 8545)
    .option('--cors <origin...>', 'web pages that may use the RPC, such as https://wallet.example')
    .option('--allow-host <name...>', 'host names under which the RPC may be reached')
    .addOption(
      new Option('--blocks <mode>', 'when blocks are made')
        .choices(['interval', 'automine', 'manual'])
        .default('interval'),
    )
    .option(
      '--interval <time>',
      'time between blocks instead of that of the rules',
      parseIntervalOption,
    )
    .option('--metrics-port <port>', 'port of a page with figures for Prometheus', parsePortOption)
    .addOption(
      new Option('--log-level <level>', 'how much is logged on standard error')
        .choices(['error', 'warn', 'info', 'debug'])
        .default('info'),
    )
    .action((options: NodeCommandOptions) => runNode(terminal, options))
}

async function runNode(terminal: Terminal, options: NodeCommandOptions): Promise<void> {
  const [{ startNode }, { loadGenesis }] = await Promise.all([
    import('#node/start-node.ts'),
    import('../genesis/load-genesis.ts'),
  ])
  const genesis = await loadGenesis(terminal.folder, options.genesis)
  const dataDir = path.resolve(terminal.folder, options.data)
  makeFolder(dataDir)
  const node = await startNode({
    genesis,
    dataDir,
    rpcHost: options.host,
    rpcPort: options.port,
    ...(options.cors === undefined ? {} : { corsOrigins: options.cors }),
    ...(options.allowHost === undefined ? {} : { allowedHosts: options.allowHost }),
    blockMode: options.blocks,
    ...(options.interval === undefined ? {} : { blockIntervalMs: options.interval }),
    ...(options.metricsPort === undefined ? {} : { metricsPort: options.metricsPort }),
    logLevel: options.logLevel,
    writeLog: terminal.note,
    version: readVersion(),
  })
  terminal.atEnd(() => node.stop())
  const { rpcUrl, chainId, metricsUrl } = node
  if (options.json) printJsonLine(terminal, { type: 'ready', rpcUrl, metricsUrl, chainId, dataDir })
  else terminal.write(`${genesis.name}, chain ${chainId}, at ${rpcUrl}; data in ${dataDir}\n`)
  await untilStopped(terminal, node.ended)
}

/** Resolves when the process is asked to end; rejects when the node has to stop by itself. */
function untilStopped(terminal: Terminal, ended: Promise<Error | undefined>): Promise<void> {
  return new Promise((resolve, reject) => {
    const undo = terminal.onStop(() => {
      undo()
      resolve()
    })
    void ended.then((failure) => {
      undo()
      if (failure === undefined) resolve()
      else reject(failure)
    })
  })
}
