import { createClient, custom } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { bouleDevnet } from './chains.ts'

/** An answer of the mocked node, or an error as JSON-RPC has it. */
export type MockAnswer = (params: readonly never[]) => unknown

export interface MockRequest {
  readonly method: string
  readonly params: readonly unknown[]
}

export class MockRpcError extends Error {
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.code = code
    this.data = data
  }
}

export const MOCK_ACCOUNT = privateKeyToAccount(
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
)

/** What a node answers to a client that prepares and sends a transaction. */
const USUAL_ANSWERS: Readonly<Record<string, MockAnswer>> = {
  eth_chainId: () => `0x${bouleDevnet.id.toString(16)}`,
  eth_getTransactionCount: () => '0x7',
  eth_estimateGas: () => '0x2710',
  eth_maxPriorityFeePerGas: () => '0x0',
  eth_gasPrice: () => '0xe8d4a51000',
  eth_getBlockByNumber: () => ({ number: '0x9', baseFeePerGas: '0xe8d4a51000', transactions: [] }),
  eth_sendRawTransaction: () => `0x${'ab'.repeat(32)}`,
}

/** A client over a transport that answers by itself and records what it is asked. */
export function createMockClient(answers: Readonly<Record<string, MockAnswer>> = {}) {
  const requests: MockRequest[] = []
  const all = { ...USUAL_ANSWERS, ...answers }
  const client = createClient({
    account: MOCK_ACCOUNT,
    chain: bouleDevnet,
    pollingInterval: 1,
    transport: custom(
      {
        request: async ({ method, params }: { method: string; params?: readonly never[] }) => {
          requests.push({ method, params: params ?? [] })
          const answer = all[method]
          if (answer === undefined) throw new MockRpcError(-32601, `method not found: ${method}`)
          return answer(params ?? [])
        },
      },
      { retryCount: 0 },
    ),
  })
  return { client, requests }
}
