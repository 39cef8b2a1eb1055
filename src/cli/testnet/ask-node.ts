import type { Epoch, NetworkStatus } from '#sdk/reads/records.ts'

/** What a testnet asks its nodes. Each call rejects when the node does not answer in time. */
export interface NodeQuestions {
  status(): Promise<Pick<NetworkStatus, 'height' | 'appHash' | 'epoch' | 'peers' | 'pool'>>
  epoch(epoch?: number): Promise<Epoch>
  /** A block that it has. */
  block(height: number): Promise<{
    readonly timeMs: number
    readonly epoch: number
    readonly appHash: string
  }>
  /** The round in which CometBFT decided on a block. */
  round(height: number): Promise<number>
}

const PATIENCE_MS = 2_000

/** Plain requests: dozens of nodes are asked every second. */
export function askNode(node: {
  readonly rpcUrl: string
  readonly engineUrl: string
}): NodeQuestions {
  const call = <T>(method: string, params: readonly unknown[] = []): Promise<T> =>
    callJsonRpc(node.rpcUrl, method, params) as Promise<T>
  return {
    status: () => call('boule_status'),
    epoch: (epoch) => call('boule_epoch', epoch === undefined ? [] : [epoch]),
    block: async (height) => {
      const block = await call<Readonly<Record<'timestampMs' | 'epoch' | 'stateRoot', string>>>(
        'eth_getBlockByNumber',
        [`0x${height.toString(16)}`, false],
      )
      return {
        timeMs: Number(block.timestampMs),
        epoch: Number(block.epoch),
        appHash: block.stateRoot,
      }
    },
    round: async (height) => {
      const answer = (await callJsonRpc(node.engineUrl, 'commit', { height: String(height) })) as {
        readonly signed_header: { readonly commit: { readonly round: number } }
      }
      return answer.signed_header.commit.round
    },
  }
}

async function callJsonRpc(url: string, method: string, params: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const answer = (await response.json()) as {
    readonly result?: unknown
    readonly error?: { readonly message?: string }
  }
  if (answer.error !== undefined || answer.result === null || answer.result === undefined) {
    throw new Error(`${method}: ${answer.error?.message ?? 'no result'}`)
  }
  return answer.result
}
