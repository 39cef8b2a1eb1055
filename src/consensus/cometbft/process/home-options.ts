import { isAbsolute } from 'node:path'
import { CometbftError } from '../cometbft-error.ts'

/** What a home folder is written from. */
export interface HomeOptions {
  /** Absolute. */
  readonly dir: string
  /** Ethereum chain id; CometBFT's is its decimal text. */
  readonly chainId: number
  readonly genesisTimeMs: number
  readonly blockIntervalMs: number
  /** Misbehaviour that is older than both is not accepted as evidence any more. */
  readonly evidence: { readonly maxAgeBlocks: number; readonly maxAgeMs: number }
  /** Where the application listens. Absolute. */
  readonly socketPath: string
  readonly p2p: P2pOptions
  /** CometBFT's own RPC, on the loopback interface; none without it. */
  readonly rpcPort?: number
  readonly stateSync?: StateSyncOptions
  /** ed25519 seed (32 bytes) with which this node signs blocks. Without it the node follows and signs with a key that is in no set. */
  readonly consensusSecret?: Uint8Array
  /** The operator is certain that nobody has ever signed with the key; makes a missing record of signatures anew. */
  readonly assumeNeverSigned?: boolean
  /** Folder of this machine, the same for all nodes, in which they see that a key is in use. */
  readonly locksDir: string
  /** Refuses to sign when the last so many blocks have signatures of this key. 0, the default, does not look. */
  readonly doubleSignCheckHeight?: number
  /** Replace what follows from the block interval: many nodes on one machine need longer pauses. */
  readonly gossipSleepMs?: number
  readonly majorityQuerySleepMs?: number
  /** Name shown to peers. */
  readonly moniker?: string
  /** As CometBFT takes it: `info`, or for instance `p2p:debug,*:error`. */
  readonly logLevel?: string
}

export interface P2pOptions {
  readonly port: number
  /** Interface to listen on; all by default. */
  readonly host?: string
  /** `host:port` under which peers reach this node, when it does not see that by itself. */
  readonly externalAddress?: string
  /** `id@host:port` each: connections that are always kept. */
  readonly persistentPeers?: readonly string[]
  /** `id@host:port` each: asked for addresses when no others are known. */
  readonly seeds?: readonly string[]
  /** Whether addresses of other nodes are exchanged with peers; true by default. */
  readonly pex?: boolean
  /** Refuses addresses that cannot be reached from outside, such as 10.0.0.1; true by default. */
  readonly addrBookStrict?: boolean
  readonly allowDuplicateIp?: boolean
  readonly maxInboundPeers?: number
  readonly maxOutboundPeers?: number
  /** Ids of nodes that are let in above the limits, as a validator is by its sentries. */
  readonly unconditionalPeerIds?: readonly string[]
  /** Ids of nodes that are not told to others, as a validator by its sentries. */
  readonly privatePeerIds?: readonly string[]
  readonly flushThrottleMs?: number
  readonly sendBytesPerSecond?: number
  readonly receiveBytesPerSecond?: number
}

/** Beginning from another node's snapshot instead of block 1. Ignored by CometBFT once it has blocks. */
export interface StateSyncOptions {
  /** RPC addresses of at least two nodes; the same one may be given twice. */
  readonly rpcServers: readonly string[]
  /** A block that is known to be right, from a source that is trusted. */
  readonly trustHeight: number
  /** Its hash: 64 hex digits. */
  readonly trustHash: string
  /** How old that block may be; a week by default. */
  readonly trustPeriodMs?: number
}

/** Throws `CometbftError` `bad-config` for values with which CometBFT would not start, or not do what was meant. */
export function checkHomeOptions(options: HomeOptions): void {
  const refuse = (what: string): never => {
    throw new CometbftError('bad-config', what)
  }
  if (!isAbsolute(options.dir)) refuse(`the home folder ${options.dir} must be an absolute path`)
  if (!isAbsolute(options.socketPath)) {
    refuse(`the socket ${options.socketPath} must be an absolute path`)
  }
  for (const [name, port] of [
    ['p2p', options.p2p.port],
    ['rpc', options.rpcPort],
  ] as const) {
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      refuse(`the ${name} port is ${port}, but must be from 1 to 65535`)
    }
  }
  const { persistentPeers = [], seeds = [], externalAddress } = options.p2p
  for (const peer of [...persistentPeers, ...seeds]) {
    if (!PEER.test(peer)) {
      refuse(`the peer "${peer}" must be written as id@host:port, the id being 40 hex digits`)
    }
  }
  const { unconditionalPeerIds = [], privatePeerIds = [] } = options.p2p
  for (const id of [...unconditionalPeerIds, ...privatePeerIds]) {
    if (!PEER_ID.test(id)) refuse(`the peer id "${id}" must be 40 hex digits in lower case`)
  }
  if (externalAddress !== undefined && !HOST_AND_PORT.test(externalAddress)) {
    refuse(`the external address "${externalAddress}" must be written as host:port`)
  }
  if (options.consensusSecret !== undefined && options.consensusSecret.length !== 32) {
    refuse('the secret of a consensus key must have 32 bytes')
  }
  if (options.stateSync !== undefined) checkStateSync(options.stateSync, refuse)
}

function checkStateSync(options: StateSyncOptions, refuse: (what: string) => never): void {
  if (options.rpcServers.length < 2) {
    refuse('state sync needs the RPC addresses of two nodes; the same one may be given twice')
  }
  for (const server of options.rpcServers) {
    if (!URL.canParse(server) || server.includes(',')) {
      refuse(`the RPC address "${server}" must be written like http://host:port`)
    }
  }
  if (!(Number.isInteger(options.trustHeight) && options.trustHeight >= 1)) {
    refuse(`the trusted height is ${options.trustHeight}, but must be a block of the network`)
  }
  if (!/^[0-9a-fA-F]{64}$/.test(options.trustHash)) {
    refuse(`the trusted hash "${options.trustHash}" must be 64 hex digits without 0x`)
  }
}

const PEER_ID = /^[0-9a-f]{40}$/
/** Names, IPv4, or IPv6 in brackets. No comma or blank: CometBFT takes lists as one text. */
const HOST_AND_PORT = /^(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}$/
const PEER = new RegExp(`^[0-9a-f]{40}@${HOST_AND_PORT.source.slice(1)}`)
