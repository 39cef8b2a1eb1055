import { expect, test } from 'vitest'
import { createFakeBackend } from './fake-backend.fixture.ts'
import { createDirectClient, signTransfer } from './rpc-client.fixture.ts'

const METHOD = 'eth_sendRawTransactionSync'

test('waits for the block', async () => {
  const backend = createFakeBackend()
  const client = createDirectClient(backend)
  const answer = client.result(METHOD, [signTransfer({})])
  await expect.poll(() => backend.poolStatus().pending).toBe(1)
  backend.mineNow()
  expect(await answer).toMatchObject({ blockNumber: '0x1', status: '0x1' })
})

test('finds a block that came before the answer of the pool', async () => {
  const backend = createFakeBackend()
  backend.dev.setAutomine(true)
  const client = createDirectClient(backend)
  expect(await client.result(METHOD, [signTransfer({})])).toMatchObject({ blockNumber: '0x1' })
})

test('gives up in time, and names the transaction', async () => {
  const client = createDirectClient(createFakeBackend())
  const { error } = await client.ask(METHOD, [signTransfer({}), 1])
  expect(error).toEqual({
    code: 4,
    message: 'the transaction is in the pool and was not committed within 1 ms',
    data: expect.stringMatching(/^0x[0-9a-f]{64}$/) as string,
  })
})

test('waits no longer than the limit', async () => {
  const client = createDirectClient(createFakeBackend(), { maxSyncWaitMs: 2 })
  expect((await client.ask(METHOD, [signTransfer({})])).error?.message).toMatch(/within 2 ms$/)
})

test('a refused transaction is refused at once', async () => {
  const client = createDirectClient(createFakeBackend())
  expect((await client.ask(METHOD, ['0x'])).error?.code).toBe(-32000)
})

test('as many as the limit wait; one more does not, and an answered one makes room', async () => {
  const backend = createFakeBackend()
  const client = createDirectClient(backend, { maxSyncWaiters: 1 })
  const first = client.ask(METHOD, [signTransfer({ nonce: 0 })])
  expect((await client.ask(METHOD, [signTransfer({ nonce: 1 })])).error?.code).toBe(-32005)
  backend.mineNow()
  expect((await first).result).toBeDefined()
  expect((await client.ask(METHOD, ['0x'])).error?.code).toBe(-32000)
})
