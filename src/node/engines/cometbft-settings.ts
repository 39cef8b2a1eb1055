import type { P2pOptions, StateSyncOptions } from '#consensus/cometbft/process/home-options.ts'

/** How a node runs on CometBFT. */
export interface CometbftSettings {
  /** Program to run, of the pinned release: see `findCometbft`. */
  readonly binary: string
  readonly p2p: P2pOptions
  /** CometBFT's own RPC, on the loopback interface: for other nodes' state sync, and for looking into. */
  readonly enginePort: number
  /** Of the delegate that this node signs for; a node without them follows. */
  readonly keys?: NodeKeys
  /** Shared by all nodes of this machine: so that no two of them sign with one key. */
  readonly locksDir: string
  /** See `HomeOptions`. */
  readonly assumeNeverSigned?: boolean
  readonly doubleSignCheckHeight?: number
  readonly stateSync?: StateSyncOptions
  readonly moniker?: string
  /** Milliseconds between two looks at what peers lack; more is gentler where many nodes share a machine. */
  readonly gossipSleepMs?: number
  readonly majorityQuerySleepMs?: number
  /** Transactions of other nodes are passed on after so long, unless a block has taken them. 0: at once. */
  readonly relayAfterMs?: number
}

export interface NodeKeys {
  /** ed25519 seed, 32 bytes: signs blocks. */
  readonly consensusSecret: Uint8Array
  /** Signs the contribution to the randomness. */
  readonly blsSecret: Uint8Array
}
