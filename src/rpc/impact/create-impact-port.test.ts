import { expect, test } from 'vitest'
import type { BlockContext } from '#protocol/action.ts'
import { createImpactPort, MAX_IMPACTS_AT_ONCE } from './create-impact-port.ts'
import type { ImpactRequest } from './impact-records.ts'
import { liveOn, policyOf, startImpactNetwork } from './impact.fixture.ts'

function createSetting(settled: () => Promise<void> | undefined = () => undefined) {
  const network = startImpactNetwork()
  liveOn(network, 4)
  const { machine } = network
  let pieces = 0
  let wasThrown = false
  const port = createImpactPort(
    {
      tryOut: <T>(run: (context: BlockContext) => T): T => {
        pieces++
        if (wasThrown) throw new Error('broken')
        return machine.tryOut(run)
      },
    },
    settled,
  )
  const payload = policyOf(machine.genesis.rules, { epochRewardRau: 1n })
  const request: ImpactRequest = { payload, epochs: 3 }
  return {
    network,
    port,
    request,
    pieces: () => pieces,
    breakDown: (isBroken: boolean) => {
      wasThrown = isBroken
    },
  }
}

test('other work comes in between the pieces, and blocks, too', async () => {
  const { network, port, request, pieces } = createSetting()
  const seen: number[] = []
  const answer = port(request)
  const state = { isDone: false }
  void answer.then(() => {
    state.isDone = true
  })
  while (!state.isDone) {
    await new Promise(setImmediate)
    seen.push(pieces())
    network.block()
  }
  const { epochs } = await answer
  expect(epochs.map(({ epoch }) => epoch)).toEqual([2, 3, 4])
  // A settlement as it was and one under the change for each epoch: at most two short pieces run in one go.
  const steps = seen.map((count, at) => count - (seen[at - 1] ?? 0))
  expect(Math.max(...steps)).toBeLessThanOrEqual(2)
  expect(pieces()).toBeGreaterThanOrEqual(8)
})

test('nothing is read while a block waits for its commit', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let waitFor: Promise<void> | undefined = promise
  const asked: number[] = []
  const { port, request, pieces } = createSetting(() => {
    asked.push(asked.length)
    return waitFor
  })
  const answer = port(request)
  while (asked.length === 0) await new Promise(setImmediate)
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
  expect(pieces()).toBe(0)
  waitFor = undefined
  resolve()
  expect((await answer).epochs).toHaveLength(3)
  expect(asked.length).toBeGreaterThanOrEqual(pieces() - 1)
})

test('a fifth at once is refused, and taken later', async () => {
  const { port, request } = createSetting()
  const waiting = Array.from({ length: MAX_IMPACTS_AT_ONCE }, () => port(request))
  await expect(port(request)).rejects.toMatchObject({ kind: 'limitExceeded' })
  const answers = await Promise.all(waiting)
  expect(answers.map(({ epochs }) => epochs.length)).toEqual([3, 3, 3, 3])
  expect((await port(request)).epochs).toHaveLength(3)
})

test('one that fails does not stand in the way of the next', async () => {
  const { port, request, breakDown } = createSetting()
  breakDown(true)
  await expect(port(request)).rejects.toThrow('broken')
  breakDown(false)
  expect((await port(request)).epochs).toHaveLength(3)
})
