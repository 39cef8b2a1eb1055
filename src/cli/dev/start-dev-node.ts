import { devnetGenesis } from '#params/devnet/genesis.ts'

export interface DevNodeOptions {
  readonly dataDir: string
  readonly port: number
  readonly reset: boolean
  /** Undefined for the interval of the rules. */
  readonly intervalMs: number | undefined
  /** A block for each transaction at once, and none without. */
  readonly isInstant: boolean
}

/** A devnet that runs in this process. */
export interface DevNode {
  readonly rpcUrl: string
  readonly dataDir: string
  /** When blocks are made, in words. */
  readonly paceText: string
  /** Rejects when the node has to stop by itself. */
  readonly failed: Promise<never>
  readonly close: () => Promise<void>
}

export function startDevNode(_options: DevNodeOptions, _log: (line: string) => void): Promise<DevNode> {
  return Promise.reject(new Error(`not yet ${devnetGenesis().name}`))
}
