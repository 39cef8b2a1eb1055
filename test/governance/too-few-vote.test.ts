import { afterAll, beforeAll, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { type Governed, holder, policy, startGoverned } from './network.fixture.ts'

let network: Governed
beforeAll(async () => {
  // Each owner has about an eighth of all power: two of them are a quarter, three are more than a third.
  network = await startGoverned({ policyTurnoutQuorumBps: 3_000 })
})
afterAll(() => network.stop())

test.each([
  ['two of eight, with a quorum of 30 %', ['zea', 'tiryns'], 'defeated', 'no-quorum'],
  ['three of eight', ['zea', 'tiryns', 'thebes'], 'confirmed', 'majority'],
] as const)('%s: %s', async (_, voters, state, reason) => {
  const before = await network.client.getBalance({ address: holder(2).address })
  const rule = state === 'defeated' ? 'blockRewardRau' : 'foundationBonusRau'
  const { value } = (await network.client.getRules())[rule] ?? {}
  const id = await network.propose(policy(rule, String(value), '1'), holder(2))
  await network.open(id, 'zea')
  await network.vote(id, 10_000, ...voters)
  const ended = await network.until(id, state)
  expect(ended.vote).toMatchObject({ ballots: voters.length, reason, noRau: 0n })
  const { epoch } = await network.client.getStatus()
  expect((await network.client.getRules({ epoch }))[rule]?.value).toEqual(value)
  if (state !== 'defeated') return
  // Whoever loses the vote has lost the fee alone.
  const after = await network.client.getBalance({ address: holder(2).address })
  expect(before - after).toBeLessThan(coins(1))
  expect(ended).toMatchObject({ live: false, depositRau: 0n })
})
