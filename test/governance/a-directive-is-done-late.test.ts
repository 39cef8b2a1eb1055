import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Governed, holder, startGoverned } from './network.fixture.ts'

const EVIDENCE = `0x${'ab'.repeat(32)}` as const

let network: Governed
beforeAll(async () => {
  network = await startGoverned()
})
afterAll(() => network.stop())

test('a directive that is done late shows overdue from its last epoch on, and for good', async () => {
  const { client, done } = network
  const [proposer, assignee] = [holder(0), holder(1)]
  const id = await network.propose({ kind: 'directive', assignee: assignee.address, dueEpochs: 2 })
  await network.pass(id)
  const assigned = await network.until(id, 'assigned')
  expect(assigned).toMatchObject({ overdue: false, dueEpoch: assigned.changedEpoch + 2 })

  await network.mine(1)
  const report = (percent: number) =>
    client.reportProgress({
      account: assignee,
      proposal: id,
      percent,
      evidenceHash: EVIDENCE,
      text: 'So far.',
    })
  await done(report(40))
  while ((await network.epoch()) < (assigned.dueEpoch ?? 0) - 1) await network.endEpoch()
  await network.endEpoch()
  await network.mine(1)
  expect(await network.epoch()).toBe(assigned.dueEpoch)
  expect(await network.read(id)).toMatchObject({ state: 'in-progress', overdue: false })
  await network.endEpoch()
  expect(await network.read(id)).toMatchObject({ state: 'in-progress', overdue: true })
  const { endHeight } = await client.getEpoch({ epoch: assigned.dueEpoch ?? 0 })
  const [overdue] = (await network.events(endHeight, endHeight)).filter(
    (event) => event.eventName === 'DirectiveOverdue',
  )
  expect(overdue?.args).toMatchObject({ proposal: BigInt(id) })

  await network.mine(1)
  await done(report(100))
  expect(await network.read(id)).toMatchObject({ state: 'review', directive: { percent: 100 } })
  const review = { account: proposer, proposal: id, accept: true, text: 'Done.' }
  await done(client.reviewDirective(review))
  const ended = await network.read(id)
  expect(ended).toMatchObject({ state: 'actioned', overdue: true, live: false, depositRau: 0n })
  expect(ended.directive).toMatchObject({ evidenceHash: EVIDENCE })
  await network.endEpoch()
  expect((await network.read(id)).overdue).toBe(true)
})
