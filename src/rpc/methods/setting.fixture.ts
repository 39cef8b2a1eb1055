import { coins } from '#base/integers.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { createFakeBackend, type FakeBackend, TRANSFER_TOPIC } from '../fake-backend.fixture.ts'
import {
  createDirectClient,
  type DirectClient,
  signTransfer,
  TEST_ACCOUNT,
} from '../rpc-client.fixture.ts'

const GRANT = { address: REWARDING_ADDRESS, topics: [TRANSFER_TOPIC], data: new Uint8Array(32) }
/** The fake network refuses it. */
export const CONTRACT_CALL = { from: TEST_ACCOUNT, to: STAKING_ADDRESS, data: '0x12345678' }

export interface Setting {
  readonly backend: FakeBackend
  readonly client: DirectClient
  /** Committed in block 1, in front of the block's own log. */
  readonly sent: string
  /** Refused in block 2. */
  readonly refused: string
  /** In the pool. */
  readonly waiting: string
}

/** A network of two blocks with something of every kind in them. */
export async function createSetting(): Promise<Setting> {
  const backend = createFakeBackend()
  const client = createDirectClient(backend)
  backend.fund(TEST_ACCOUNT, coins(1_000))
  const send = async (raw: string) => String(await client.result('eth_sendRawTransaction', [raw]))
  const sent = await send(signTransfer({ nonce: 0, type: 0 }))
  backend.mineNow([GRANT])
  const refused = await send(signTransfer({ nonce: 1, to: STAKING_ADDRESS, type: 1 }))
  backend.mineNow()
  const waiting = await send(signTransfer({ nonce: 2 }))
  return { backend, client, sent, refused, waiting }
}
