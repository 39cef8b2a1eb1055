/** What CometBFT says of itself. */
export interface Health {
  /** Last block that it has. */
  readonly height: number
  /** Whether it fetches blocks that others have made. */
  readonly catchingUp: boolean
  readonly peers: number
}

/** Asks CometBFT's RPC. Both resolve with `undefined` when it does not answer. */
export interface RpcProbe {
  health(): Promise<Health | undefined>
  /** The highest block that a peer has. PERF: an answer of kilobytes per peer; only for when something is wrong. */
  highestPeer(): Promise<number | undefined>
}

const TIMEOUT_MS = 3_000

interface Status {
  readonly sync_info: { readonly latest_block_height: string; readonly catching_up: boolean }
}

interface NetInfo {
  readonly n_peers: string
}

interface ConsensusState {
  readonly peers: readonly {
    readonly peer_state: { readonly round_state: { readonly height: string } }
  }[]
}

export function createRpcProbe(port: number): RpcProbe {
  const ask = async <Result>(method: string): Promise<Result> => {
    const response = await fetch(`http://127.0.0.1:${port}/${method}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const { result } = (await response.json()) as { readonly result: Result }
    return result
  }
  return {
    health: () =>
      orUndefined(async () => {
        const [status, netInfo] = await Promise.all([
          ask<Status>('status'),
          ask<NetInfo>('net_info'),
        ])
        return {
          height: Number(status.sync_info.latest_block_height),
          catchingUp: status.sync_info.catching_up,
          peers: Number(netInfo.n_peers),
        }
      }),
    highestPeer: () =>
      orUndefined(async () => {
        const { peers } = await ask<ConsensusState>('dump_consensus_state')
        // A peer that works on block n has n - 1.
        return Math.max(0, ...peers.map((peer) => Number(peer.peer_state.round_state.height) - 1))
      }),
  }
}

async function orUndefined<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await ask()
  } catch {
    return undefined
  }
}
