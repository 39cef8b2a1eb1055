import path from 'node:path'
import { fromHex } from '#base/hex.ts'
import type { CometbftSettings, NodeKeys } from '#node/engines/cometbft-settings.ts'
import { CliError } from '../cli-error.ts'
import { keyLocksFolder, toolsFolder } from './shared-folders.ts'

/** Options of `boule node` for the engine and for other nodes. */
export interface EngineOptions {
  readonly keys?: string
  readonly p2pHost: string
  readonly p2pPort: number
  readonly externalAddress?: string
  readonly peers?: readonly string[]
  readonly seeds?: readonly string[]
  readonly privatePeers?: readonly string[]
  readonly unconditionalPeers?: readonly string[]
  readonly pex: boolean
  readonly stateSync?: readonly string[]
  readonly trustHeight?: number
  readonly trustHash?: string
  readonly cometbft?: string
  readonly enginePort: number
  readonly manyLocalNodes?: boolean
  readonly doubleSignCheck?: number
  readonly assumeNeverSigned?: boolean
}

/** Throws `CliError` or `CometbftError`: one line each. */
export async function readCometbftSettings(
  folder: string,
  options: EngineOptions,
): Promise<CometbftSettings> {
  const { findCometbft } = await import('#consensus/cometbft/process/find-cometbft.ts')
  const { path: binary } = findCometbft({
    toolsDir: toolsFolder(),
    env: process.env,
    ...(options.cometbft === undefined ? {} : { path: path.resolve(folder, options.cometbft) }),
  })
  const keys = options.keys === undefined ? undefined : await readKeys(folder, options.keys)
  const stateSync = readStateSync(options)
  const { doubleSignCheck, assumeNeverSigned } = options
  return {
    binary,
    p2p: describeP2p(options),
    enginePort: options.enginePort,
    locksDir: keyLocksFolder(),
    ...(keys === undefined ? {} : { keys }),
    ...(stateSync === undefined ? {} : { stateSync }),
    ...(doubleSignCheck === undefined ? {} : { doubleSignCheckHeight: doubleSignCheck }),
    ...(assumeNeverSigned === undefined ? {} : { assumeNeverSigned }),
    ...(options.manyLocalNodes === true ? GENTLE : {}),
  }
}

/** For dozens of nodes on one machine: fewer looks at what peers lack, and no transaction sent twice. */
const GENTLE = { gossipSleepMs: 100, majorityQuerySleepMs: 10_000, relayAfterMs: 1_000 } as const

/** On one machine, addresses of that machine are what there is; otherwise they would only mislead. */
function describeP2p(options: EngineOptions): CometbftSettings['p2p'] {
  const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(options.p2pHost)
  return {
    host: options.p2pHost,
    port: options.p2pPort,
    persistentPeers: options.peers ?? [],
    seeds: options.seeds ?? [],
    privatePeerIds: options.privatePeers ?? [],
    unconditionalPeerIds: options.unconditionalPeers ?? [],
    pex: options.pex && !isLocal,
    addrBookStrict: !isLocal,
    allowDuplicateIp: isLocal,
    ...(isLocal
      ? { maxInboundPeers: 100, sendBytesPerSecond: LOOPBACK, receiveBytesPerSecond: LOOPBACK }
      : {}),
    ...(options.externalAddress === undefined ? {} : { externalAddress: options.externalAddress }),
  }
}

/** Bytes per second that the loopback interface carries without anybody waiting. */
const LOOPBACK = 512_000_000

async function readKeys(folder: string, file: string): Promise<NodeKeys> {
  const { readDelegateKeys } = await import('../keys/key-file.ts')
  const { consensus, bls } = readDelegateKeys(path.resolve(folder, file))
  return { consensusSecret: fromHex(consensus.secretKey), blsSecret: fromHex(bls.secretKey) }
}

function readStateSync({
  stateSync,
  trustHeight,
  trustHash,
}: EngineOptions): CometbftSettings['stateSync'] {
  if (stateSync === undefined && trustHeight === undefined && trustHash === undefined) {
    return undefined
  }
  if (stateSync === undefined || trustHeight === undefined || trustHash === undefined) {
    throw new CliError('--state-sync, --trust-height and --trust-hash go together')
  }
  return { rpcServers: stateSync, trustHeight, trustHash }
}
