import { afterAll, beforeAll, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { type Governed, policy, startGoverned } from './network.fixture.ts'

let network: Governed
beforeAll(async () => {
  network = await startGoverned({ maxLivePerProposer: 5 })
})
afterAll(() => network.stop())

test('an outcome that turns to passing in the last epoch extends the vote, and those who are against have time to answer', async () => {
  const id = await network.propose(policy('epochRewardRau', `${coins(18_750)}`, '1'))
  await network.open(id, 'zea')
  await network.vote(id, 0, 'athens')
  await network.endEpoch()
  const { voteEndEpoch } = await network.read(id)
  expect(await network.epoch()).toBe((voteEndEpoch ?? 0) - 1)
  await network.mine(1)
  await network.vote(id, 10_000, 'zea')
  expect((await network.read(id)).vote).toMatchObject({ passes: true, lateFlip: true })

  const extended = await network.until(id, 'extended')
  expect(extended).toMatchObject({ voteEndEpoch: (voteEndEpoch ?? 0) + 1 })
  expect(extended.vote).toMatchObject({ extendedEpochs: 1, lateFlip: false })
  await network.mine(1)
  await network.vote(id, 0, 'tiryns')
  const ended = await network.until(id, 'defeated')
  expect(ended.vote).toMatchObject({ ballots: 3, reason: 'no-majority' })
})

test('one that turns earlier is over in time', async () => {
  const id = await network.propose(policy('epochRewardRau', `${coins(18_750)}`, '2'))
  await network.open(id, 'zea')
  const { voteEndEpoch } = await network.read(id)
  await network.vote(id, 10_000, 'zea')
  const { vote, voteEndEpoch: end } = await network.until(id, 'confirmed')
  expect(end).toBe(voteEndEpoch)
  expect(vote).toMatchObject({ extendedEpochs: 0 })
})
