import { encodeCall } from '#base/abi/abi-signature.ts'
import { toHex } from '#base/hex.ts'
import { signedTransfer, TEST_ACCOUNTS, type TestAccount } from '#node/test-network.fixture.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { RPC_ERRORS } from '#rpc/errors.ts'
import { startRpcServer } from '#rpc/start-rpc-server.ts'
import { startTestNode, type TestNode } from '../clients/network.fixture.ts'
import { ask, errorCodeOf, post } from './ask.ts'
import type { ErrorTable, Scenario } from './error-table.ts'

const [alice] = TEST_ACCOUNTS as readonly [TestAccount]

function asked(method: string, ...params: readonly unknown[]): Scenario<TestNode> {
  return async ({ node }) => errorCodeOf(await ask(node.rpcUrl, method, ...params))
}

function posted(body: string): Scenario<TestNode> {
  return async ({ node }) => errorCodeOf(await post(node.rpcUrl, body))
}

/** A backend that breaks down. */
const askBroken: Scenario<TestNode> = async ({ node }) => {
  const peerCount = (): number => {
    throw new Error('the backend broke down')
  }
  const server = await startRpcServer({ backend: { ...node.backend, peerCount }, port: 0 })
  const code = errorCodeOf(await ask(server.url, 'net_peerCount'))
  await server.close()
  return code
}

const unstake = toHex(encodeCall('unstake(uint64,uint8[])', [99, []]))

export const RPC_ERROR_TABLE: ErrorTable<TestNode> = {
  heading: 'JSON-RPC errors',
  codes: Object.values(RPC_ERRORS).map(({ code }) => String(code)),
  start: () => startTestNode({ blockMode: 'manual' }),
  scenarios: {
    3: asked('eth_call', { from: alice.address, to: STAKING_ADDRESS, data: unstake }),
    4: asked('eth_sendRawTransactionSync', toHex(signedTransfer(alice, 0)), 1),
    '-32700': posted('{'),
    '-32600': posted('7'),
    '-32601': asked('eth_nothing'),
    '-32602': asked('eth_getBalance'),
    '-32603': askBroken,
    '-32000': asked('eth_sendRawTransaction', '0x'),
    '-32004': asked('debug_traceCall'),
    '-32005': asked('anvil_mine', 10_001),
  },
}
