import path from 'node:path'
import { type Command, Option } from 'commander'
import type { BlockMode } from '#node/config.ts'
import type { LogLevel } from '#node/logging/logger.ts'
import type { EngineOptions } from '../node/cometbft-options.ts'
import { addJsonOption, type JsonOption } from './network-options.ts'
import {
  parseHashOption,
  parseIntervalOption,
  parseListOption,
  parsePortOption,
  wholeOption,
} from './parse-options.ts'

export interface NodeCommandOptions extends JsonOption, EngineOptions {
  readonly genesis: string
  readonly data: string
  readonly host: string
  readonly port: number
  readonly cors?: readonly string[]
  readonly allowHost?: readonly string[]
  readonly engine: 'cometbft' | 'embedded'
  readonly blocks?: BlockMode
  readonly interval?: number
  readonly metricsPort?: number
  readonly metricsHost?: string
  readonly snapshotEvery?: number
  readonly prune?: number
  readonly bundlePeers?: readonly string[]
  readonly bundleSpace?: number
  readonly logLevel: LogLevel
}

/** All that a node is started with: for `boule node`, and for `boule doctor`, which is asked about the same node in the same words. */
export function addNodeOptions(command: Command): Command {
  return addJsonOption(command)
    .requiredOption('--genesis <file>', 'genesis file of the network; see `boule genesis new`')
    .option('--data <folder>', 'data directory', path.join('.boule', 'node'))
    .optionsGroup('JSON-RPC:')
    .option(
      '--host <address>',
      'where the RPC listens; anything but this machine lets others in',
      '127.0.0.1',
    )
    .option('--port <port>', 'port of the RPC, 0 for any that is free', parsePortOption, 8545)
    .option('--cors <origin...>', 'web pages that may use the RPC, such as https://wallet.example')
    .option('--allow-host <name...>', 'host names under which the RPC may be reached')
    .optionsGroup('Other nodes:')
    .option('--keys <file>', 'keys of the delegate to sign for, see `boule keys`; without: follow')
    .option(
      '--p2p-host <address>',
      'where other nodes connect; 0.0.0.0 to be reached from other machines',
      '127.0.0.1',
    )
    .option('--p2p-port <port>', 'port for other nodes', wholeOption(1, 65_535), 26_656)
    .option('--external-address <host:port>', 'under which other machines reach this node')
    .option('--peers <list>', 'id@host:port,… of nodes to stay connected to', parseListOption)
    .option('--seeds <list>', 'id@host:port,… of nodes to ask for others', parseListOption)
    .option('--private-peers <list>', 'ids of nodes not to tell others of', parseListOption)
    .option('--unconditional-peers <list>', 'ids of nodes to let in at any time', parseListOption)
    .option('--no-pex', 'neither ask others for addresses nor tell them')
    .optionsGroup('Beginning from a snapshot of others:')
    .option('--state-sync <list>', 'two addresses of CometBFT RPCs to check with', parseListOption)
    .option('--trust-height <height>', 'a block that is known to be right', wholeOption(1, 1e15))
    .option('--trust-hash <hash>', 'its hash', parseHashOption)
    .optionsGroup('Engine:')
    .addOption(
      new Option('--engine <name>', 'CometBFT, or this process alone in place of all producers')
        .choices(['cometbft', 'embedded'])
        .default('cometbft'),
    )
    .option('--cometbft <file>', 'the program; otherwise what `boule cometbft install` put there')
    .option(
      '--engine-port <port>',
      'port of CometBFT’s RPC on this machine',
      wholeOption(1, 65_535),
      26_657,
    )
    .option('--many-local-nodes', 'be gentle: many nodes share this machine')
    .option(
      '--double-sign-check <blocks>',
      'refuse to sign when the last blocks have signatures of these keys',
      wholeOption(0, 100_000),
    )
    .option(
      '--assume-never-signed',
      'make a lost record of signatures anew: only when nobody ever signed with these keys',
    )
    .addOption(
      new Option('--blocks <mode>', 'when the embedded engine makes blocks').choices([
        'interval',
        'automine',
        'manual',
      ]),
    )
    .option(
      '--interval <time>',
      'time between blocks of the embedded engine instead of that of the rules',
      parseIntervalOption,
    )
    .optionsGroup('Operation:')
    .option('--metrics-port <port>', 'port of a page with figures for Prometheus', parsePortOption)
    .option('--metrics-host <address>', 'where that page listens (default: as --host)')
    .option(
      '--snapshot-every <blocks>',
      'blocks from one snapshot to the next',
      wholeOption(1, 1_000_000_000),
    )
    .option(
      '--prune <blocks>',
      'keep so many blocks and those that a snapshot needs; 0 keeps all',
      wholeOption(0, 1_000_000_000),
    )
    .option(
      '--bundle-peers <list>',
      'addresses of RPCs of other nodes, to fetch bundles of proposals from',
      parseListOption,
    )
    .option(
      '--bundle-space <MiB>',
      'room for bundles of proposals (default: 2048)',
      wholeOption(512, 1_048_576),
    )
    .addOption(
      new Option('--log-level <level>', 'how much is logged on standard error')
        .choices(['error', 'warn', 'info', 'debug'])
        .default('info'),
    )
}
