import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { MAX_BUNDLE_BYTES } from '#bundles/limits.ts'
import { DEFAULT_POOL_LIMITS, type PoolLimits } from '#mempool/pool-limits.ts'
import type { Genesis } from '#params/genesis.ts'
import { DEFAULT_BUNDLE_LIMITS } from './bundles/store-limits.ts'
import type { CometbftSettings } from './engines/cometbft-settings.ts'
import { LOG_LEVELS, type LogLevel } from './logging/logger.ts'
import { NodeError } from './node-error.ts'

/** When blocks are made: at the interval of the rules, as soon as there is a transaction, or only by hand. */
export const BLOCK_MODES = ['interval', 'automine', 'manual'] as const
export type BlockMode = (typeof BLOCK_MODES)[number]

/** What a node is started with. Everything but the genesis and the data directory has a default. */
export interface NodeOptions {
  readonly genesis: Genesis
  /** Made when missing. Belongs to one process and one network. */
  readonly dataDir: string
  readonly rpcHost?: string
  /** 0 takes any port that is free. */
  readonly rpcPort?: number
  /** Origins of web pages that may use the RPC. */
  readonly corsOrigins?: readonly string[]
  /** Host names, beside IP addresses and localhost, under which the RPC may be reached. */
  readonly allowedHosts?: readonly string[]
  readonly blockMode?: BlockMode
  /** Another interval than that of the rules. */
  readonly blockIntervalMs?: number
  /** Gives out controls of time, blocks and delegates, and signs for the delegates of a devnet. Never on a public network. */
  readonly dev?: boolean
  readonly logLevel?: LogLevel
  /** Where lines of the log go; standard error when missing. */
  readonly writeLog?: (line: string) => void
  /** Port of the page with figures for Prometheus; none when missing. */
  readonly metricsPort?: number
  /** Where that page is; on the RPC's host when missing. */
  readonly metricsHost?: string
  /** Threads that check signatures. */
  readonly signatureWorkers?: number
  /** A snapshot is written each time so many blocks have passed. */
  readonly snapshotIntervalBlocks?: number
  /** Blocks that are kept at least; older ones go once no snapshot needs them. 0, the default, keeps all. */
  readonly keepBlocks?: number
  /** Addresses of other nodes' RPC, from which bundles of proposals are fetched. */
  readonly bundlePeers?: readonly string[]
  /** Room for such bundles in the data directory. */
  readonly bundleBytes?: number
  readonly pool?: Partial<PoolLimits>
  /** Runs on CometBFT; the node itself stands in for all producers when missing. */
  readonly cometbft?: CometbftSettings
  /** Version of the program, which clients may ask for. */
  readonly version?: string
  /** Ends a start, which may take long: it rejects with `NodeError` `stopped`. Without effect on a node that serves. */
  readonly signal?: AbortSignal
}

export interface NodeConfig {
  readonly genesis: Genesis
  readonly dataDir: string
  readonly rpcHost: string
  readonly rpcPort: number
  readonly corsOrigins: readonly string[]
  readonly allowedHosts: readonly string[]
  readonly blockMode: BlockMode
  readonly blockIntervalMs: number | undefined
  readonly dev: boolean
  readonly logLevel: LogLevel
  readonly writeLog: ((line: string) => void) | undefined
  readonly metricsPort: number | undefined
  readonly metricsHost: string
  readonly signatureWorkers: number
  readonly snapshotIntervalBlocks: number
  readonly keepBlocks: number
  readonly bundlePeers: readonly string[]
  readonly bundleBytes: number
  readonly pool: PoolLimits
  readonly cometbft: CometbftSettings | undefined
  /** Such as `Boule/0.1.0/linux-x64/node24`. */
  readonly clientVersion: string
  readonly signal: AbortSignal | undefined
}

/** Fills in defaults and checks every option. Throws `NodeError` `bad-config` that names the first that is wrong. */
export function checkNodeOptions(options: NodeOptions): NodeConfig {
  if (options.dataDir === '') throw bad('dataDir', 'names no directory')
  const rpcHost = checkHost('rpcHost', options.rpcHost ?? '127.0.0.1')
  const { metricsPort, blockIntervalMs } = options
  return {
    genesis: options.genesis,
    dataDir: resolve(options.dataDir),
    rpcHost,
    rpcPort: whole('rpcPort', options.rpcPort ?? 8_545, 0, 65_535),
    corsOrigins: options.corsOrigins ?? [],
    allowedHosts: options.allowedHosts ?? [],
    blockMode: choice('blockMode', options.blockMode ?? 'interval', BLOCK_MODES),
    blockIntervalMs:
      blockIntervalMs === undefined
        ? undefined
        : whole('blockIntervalMs', blockIntervalMs, 10, 86_400_000),
    dev: options.dev ?? false,
    logLevel: choice('logLevel', options.logLevel ?? 'info', LOG_LEVELS),
    writeLog: options.writeLog,
    metricsPort:
      metricsPort === undefined ? undefined : whole('metricsPort', metricsPort, 0, 65_535),
    metricsHost: checkHost('metricsHost', options.metricsHost ?? rpcHost),
    signatureWorkers: whole('signatureWorkers', options.signatureWorkers ?? 2, 1, 64),
    snapshotIntervalBlocks: whole(
      'snapshotIntervalBlocks',
      options.snapshotIntervalBlocks ?? 1_000,
      1,
      1_000_000_000,
    ),
    keepBlocks: whole('keepBlocks', options.keepBlocks ?? 0, 0, 1_000_000_000),
    bundlePeers: (options.bundlePeers ?? []).map(checkBundlePeer),
    bundleBytes: whole(
      'bundleBytes',
      options.bundleBytes ?? DEFAULT_BUNDLE_LIMITS.maxBytes,
      2 * MAX_BUNDLE_BYTES,
      1024 ** 4,
    ),
    pool: checkPool(options.pool ?? {}),
    cometbft: options.cometbft,
    clientVersion: describeClient(options.version ?? 'development'),
    signal: options.signal,
  }
}

function checkHost(name: string, host: string): string {
  if (isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)) return host
  throw bad(name, `is ${JSON.stringify(host)}; give an IP address or host name such as 127.0.0.1`)
}

function checkBundlePeer(url: string): string {
  const protocol = URL.canParse(url) ? new URL(url).protocol : undefined
  if (protocol === 'http:' || protocol === 'https:') return url
  throw bad(
    'bundlePeers',
    `has ${JSON.stringify(url)}; give addresses such as http://10.0.0.2:8545`,
  )
}

function describeClient(version: string): string {
  const { platform, arch, versions } = process
  return `Boule/${version}/${platform}-${arch}/node${versions.node.split('.')[0]}`
}

const POOL_BOUNDS: Readonly<Record<keyof PoolLimits, readonly [min: number, max: number]>> = {
  maxTransactions: [1, 10_000_000],
  maxBytes: [65_536, 16 * 1024 ** 3],
  maxNoncesAhead: [1, 100_000],
  gapLifetimeBlocks: [1, 1_000_000_000],
  replacementPercent: [0, 1_000],
}

function checkPool(limits: Partial<PoolLimits>): PoolLimits {
  const checked = { ...DEFAULT_POOL_LIMITS, ...limits }
  for (const [name, [min, max]] of Object.entries(POOL_BOUNDS)) {
    whole(`pool.${name}`, checked[name as keyof PoolLimits], min, max)
  }
  return checked
}

function whole(name: string, value: number, min: number, max: number): number {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value
  throw bad(name, `is ${value}; give a whole number from ${min} to ${max}`)
}

function choice<T extends string>(name: string, value: T, choices: readonly T[]): T {
  if (choices.includes(value)) return value
  throw bad(name, `is ${JSON.stringify(value)}; give one of ${choices.join(', ')}`)
}

function bad(name: string, problem: string): NodeError {
  return new NodeError('bad-config', `${name} ${problem}`)
}
