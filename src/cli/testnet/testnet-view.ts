import type { ViewEpoch } from '../live/dev-view.ts'
import type { NodeState } from './node-process.ts'

/** What is known of a whole testnet at a moment: plain data, for the live view, `status` and JSON lines. */
export interface TestnetView {
  readonly network: string
  readonly chainId: number
  readonly dir: string
  /** The newest block that any node has. */
  readonly height: number
  /** The newest that every node has that runs and is connected. */
  readonly agreedHeight: number
  /** How long ago the newest block was seen, in milliseconds. */
  readonly sinceBlockMs: number
  /** Median time between the last 50 blocks, in milliseconds; undefined before there are two. */
  readonly intervalMs: number | undefined
  /** Of the last blocks, how many there are and how many of them took more than one round. */
  readonly rounds: { readonly blocks: number; readonly later: number }
  /** Undefined before a node has answered. */
  readonly epoch: ViewEpoch | undefined
  readonly nodes: readonly NodeView[]
  /** Nodes that came to different states after the same block: must never happen. */
  readonly divergences: readonly Divergence[]
}

/** `standby`: a delegate without a seat in this epoch. `full`: a node that only follows. */
export type NodeRole = 'producer' | 'verifier' | 'standby' | 'full'

export interface NodeView {
  readonly name: string
  readonly rpcUrl: string
  readonly role: NodeRole
  readonly state: NodeState
  readonly isCutOff: boolean
  /** What it answered; undefined when it does not. */
  readonly sample: NodeSample | undefined
  /** Blocks of this epoch that its delegate made, and those that it should have made. */
  readonly produced: number
  readonly missed: number
}

export interface NodeSample {
  readonly height: number
  readonly epoch: number
  readonly appHash: string
  readonly peers: number
  /** Transactions that wait. */
  readonly pool: number
}

export interface Divergence {
  readonly height: number
  readonly groups: readonly { readonly appHash: string; readonly nodes: readonly string[] }[]
}

/** What happens in a testnet, as it becomes known. */
export type TestnetNews =
  | {
      readonly type: 'block'
      readonly height: number
      readonly timeMs: number
      readonly epoch: number
      readonly round: number | undefined
    }
  | {
      readonly type: 'epoch'
      readonly epoch: number
      readonly startHeight: number
      readonly producers: readonly string[]
      readonly verifiers: readonly string[]
      /** Blocks missed in the epoch before. */
      readonly missed: readonly { readonly delegate: string; readonly blocks: number }[]
    }
  | ({ readonly type: 'divergence' } & Divergence)
  | { readonly type: 'stalled'; readonly height: number; readonly seconds: number }
