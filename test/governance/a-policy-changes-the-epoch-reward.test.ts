import { afterAll, beforeAll, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { type Governed, policy, startGoverned } from './network.fixture.ts'

let network: Governed
beforeAll(async () => {
  network = await startGoverned()
})
afterAll(() => network.stop())

test('a policy changes the epoch reward, and the first settlement of its first epoch pays by it', async () => {
  const { client } = network
  const id = await network.propose(policy('epochRewardRau', `${coins(18_750)}`, `${coins(9_000)}`))
  await network.pass(id)
  const { enactment } = await network.until(id, 'actioned')
  const fromEpoch = enactment?.fromEpoch ?? 0
  expect(enactment).toMatchObject({ epoch: fromEpoch - 2, over: false })
  while ((await network.epoch()) <= fromEpoch) await network.endEpoch()

  const paid: bigint[] = []
  for (const epoch of [fromEpoch - 1, fromEpoch]) {
    const { value } = (await client.getRules({ epoch }))['epochRewardRau'] ?? {}
    const settlement = await client.getSettlement({ epoch })
    const paidRau = settlement?.epochRau ?? 0n
    // Eight shares are rounded down; the rest stays in the fund.
    expect(BigInt(String(value)) - paidRau).toBeLessThan(8n)
    paid.push(BigInt(String(value)) / coins(1))
  }
  expect(paid).toEqual([18_750n, 9_000n])
})
