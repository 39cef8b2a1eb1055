import { afterAll, beforeAll, expect, test } from 'vitest'
import { OWNERS } from './governed-genesis.ts'
import { type Governed, startGoverned } from './network.fixture.ts'

const SOURCE = `
function shareEpochReward({ rewardRau, candidates }) {
  const each = BigInt(rewardRau) / BigInt(candidates.length)
  return candidates.map(() => String(each))
}`

let network: Governed
beforeAll(async () => {
  network = await startGoverned()
})
afterAll(() => network.stop())

/** What each delegate was granted as its share of an epoch's reward. */
async function shares(epoch: number): Promise<readonly bigint[]> {
  const { endHeight } = await network.client.getEpoch({ epoch })
  const events = await network.events(endHeight, endHeight)
  return events.flatMap((event) =>
    event.eventName === 'RewardGranted' && event.args.kind === 1 ? [event.args.amountRau] : [],
  )
}

test('a rule script changes how the epoch reward is shared', async () => {
  const id = await network.propose({ kind: 'script', slot: 'epoch-reward', source: SOURCE })
  await network.pass(id)
  await network.until(id, 'actioned')
  const fromEpoch = (await network.epoch()) + 2
  while ((await network.epoch()) <= fromEpoch) await network.endEpoch()

  const before = await shares(fromEpoch - 1)
  const after = await shares(fromEpoch)
  expect(before).toHaveLength(OWNERS.length)
  expect(new Set(before).size).toBe(OWNERS.length)
  expect(after).toHaveLength(OWNERS.length)
  expect(new Set(after).size).toBe(1)
  const { endHeight } = await network.client.getEpoch({ epoch: fromEpoch })
  const names = (await network.events(1, endHeight)).map((event) => event.eventName)
  expect(names.filter((name) => name === 'ScriptInstalled')).toHaveLength(1)
  expect(names).not.toContain('ScriptFailed')
})
