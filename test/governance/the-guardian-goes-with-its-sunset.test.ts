import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import { coins } from '#base/integers.ts'
import { TEST_ACCOUNTS } from '#node/test-network.fixture.ts'
import { type Governed, holder, policy, startGoverned } from './network.fixture.ts'

const SUNSET = 12
const GUARDIAN = 5

let network: Governed
beforeAll(async () => {
  const key = TEST_ACCOUNTS[GUARDIAN]?.privateKey ?? new Uint8Array(32)
  network = await startGoverned({
    guardian: addressOfPrivateKey(key),
    guardianUntilEpoch: SUNSET,
    policyTimelockExtraEpochs: 4,
    maxLivePerProposer: 5,
  })
})
afterAll(() => network.stop())

const veto = (proposal: number, place = GUARDIAN) =>
  network.client.vetoProposal({ account: holder(place), proposal, reason: 'It harms.' })

async function timelocked(value: string): Promise<number> {
  const id = await network.propose(policy('epochRewardRau', `${coins(18_750)}`, value))
  await network.pass(id)
  await network.until(id, 'timelocked')
  await network.mine(1)
  return id
}

test('the guardian vetoes before its sunset, in the timelock alone, and nobody else does', async () => {
  const id = await network.propose(policy('epochRewardRau', `${coins(18_750)}`, '1'))
  expect(await network.refusal(veto(id))).toBe('WrongState')
  await network.pass(id)
  expect(await network.refusal(veto(id))).toBe('WrongState')
  await network.until(id, 'timelocked')
  await network.mine(1)
  expect(await network.refusal(veto(id, 0))).toBe('NotGuardian')
  expect(await network.epoch()).toBeLessThanOrEqual(SUNSET)
  const events = await network.done(veto(id))
  const names = events.map((event) => event.eventName)
  expect(names).toContain('ProposalVetoed')
  expect(await network.read(id)).toMatchObject({ state: 'cancelled', live: false })
})

test('after it the veto is impossible, and what was decided comes into force', async () => {
  const id = await timelocked('2')
  expect(await network.epoch()).toBeGreaterThan(SUNSET)
  expect(await network.refusal(veto(id))).toBe('GuardianIsGone')
  await network.until(id, 'actioned')
  await network.endEpoch()
  await network.endEpoch()
  expect((await network.client.getRules())['epochRewardRau']?.value).toBe('2')
})
