import type { Genesis } from '#params/genesis.ts'
import type { DelegateKeys } from '../keys/key-file.ts'
import type { NodeCommandOptions } from '../options/node-options.ts'

/** The node that is looked at. */
export interface Patient {
  readonly options: NodeCommandOptions
  /** Working directory. */
  readonly folder: string
  /** Absolute. */
  readonly dataDir: string
  /** `undefined` when the file is not usable. */
  readonly genesis: Genesis | undefined
  /** `undefined` for a node that follows, and when the file is not usable. */
  readonly keys: DelegateKeys | undefined
  /** Process that has the data directory: the node, when it runs. */
  readonly pid: number | undefined
  /** The node's own RPC, when it runs. */
  readonly ownRpc: string | undefined
  /** RPC of another node of the network. */
  readonly otherRpc: string | undefined
}

/** Time between blocks, as the network began. */
export function intervalMsOf({ genesis }: Patient): number {
  return genesis?.rules.blockIntervalMs ?? 10_000
}
