import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '#base/assert.ts'
import type { HomeOptions } from '#consensus/cometbft/process/home-options.ts'
import type { Rules } from '#params/rule-table.ts'
import type { NodeConfig } from '../config.ts'

const HOUR_MS = 3_600_000

/** Home folder of CometBFT in a data directory. */
export function cometbftHomeOf(dataDir: string): string {
  return join(dataDir, 'cometbft')
}

/**
 * What CometBFT is told of blocks that the state does not need below `wanted`, after the block of `height`: misbehaviour must stay
 * provable as long as it counts.
 */
export function computeRetainHeight(
  config: Pick<NodeConfig, 'genesis'>,
  wanted: number,
  height: number,
): number {
  return Math.max(0, Math.min(wanted, height - evidenceBlocks(config)))
}

/** Blocks for which misbehaviour can be proven: as long as the stake of a delegate is bound, it can be held to account. */
function evidenceBlocks({ genesis }: Pick<NodeConfig, 'genesis'>): number {
  return Math.ceil(evidenceMs(genesis.rules) / genesis.rules.blockIntervalMs)
}

function evidenceMs({ unstakeWaitSeconds }: Rules): number {
  return Math.max(unstakeWaitSeconds * 1_000, HOUR_MS)
}

/** `isRestoring`: CometBFT takes a snapshot of others, as it is set; otherwise it does not look for any. */
export function describeHome(config: NodeConfig, rules: Rules, isRestoring: boolean): HomeOptions {
  const { genesis, dataDir } = config
  const settings = must(config.cometbft, 'settings of CometBFT')
  return {
    dir: cometbftHomeOf(dataDir),
    chainId: genesis.chainId,
    genesisTimeMs: genesis.timeMs,
    blockIntervalMs: rules.blockIntervalMs,
    evidence: { maxAgeBlocks: evidenceBlocks(config), maxAgeMs: evidenceMs(genesis.rules) },
    socketPath: chooseSocketPath(dataDir),
    p2p: settings.p2p,
    rpcPort: settings.enginePort,
    locksDir: settings.locksDir,
    ...(settings.keys === undefined ? {} : { consensusSecret: settings.keys.consensusSecret }),
    ...(isRestoring ? pick(settings, ['stateSync']) : {}),
    ...pick(settings, [
      'assumeNeverSigned',
      'doubleSignCheckHeight',
      'moniker',
      'gossipSleepMs',
      'majorityQuerySleepMs',
    ]),
  }
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Partial<T> {
  const picked: Partial<T> = {}
  for (const name of names) if (from[name] !== undefined) picked[name] = from[name]
  return picked
}

/** Longest path of a unix socket that every system takes. */
const MAX_SOCKET_PATH_BYTES = 103

/** In the data directory, or where that is too deep, among the temporary files. */
function chooseSocketPath(dataDir: string): string {
  const path = join(dataDir, 'abci.sock')
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES) return path
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  return join(tmpdir(), `boule-${name}.sock`)
}
