import { describe, expect, test } from 'vitest'
import { STAKING_EVENTS } from '../staking/events.ts'
import {
  account,
  checkInvariants,
  createNetwork,
  describeLog,
  leaveForGood,
  type Network,
  SIGNATURES,
} from '../staking/staking.fixture.ts'
import { whyInactive } from './eligibility.ts'
import { processExitQueue } from './epoch.ts'
import { DELEGATES_EVENTS } from './events.ts'
import { NO_BUCKET } from './state.ts'

const EVENTS = [...STAKING_EVENTS, ...DELEGATES_EVENTS]
const REQUEST = SIGNATURES.requestCandidateDeactivation
const CONFIRM = SIGNATURES.confirmCandidateDeactivation
const CANCEL = SIGNATURES.cancelCandidateDeactivation

function startEpoch(network: Network): readonly string[] {
  network.epoch++
  network.height += 10
  const logs = network.inBlock(processExitQueue)
  checkInvariants(network.world)
  return logs.map((log) => describeLog(log, EVENTS))
}

function statusOf({ world, rules, height }: Network, owner: string): string | undefined {
  return whyInactive(world, rules, world.delegates.delegates.get(account(owner)) as never, height)
}

test('an exit: asked for, admitted at the start of an epoch, confirmed after the wait', () => {
  const network = createNetwork({ rules: { exitWaitBlocks: 100 } })
  const asked = network.act('ann', REQUEST, [])
  expect(asked.logs.map((log) => describeLog(log, EVENTS))).toEqual([
    `CandidateDeactivationRequested(${account('ann')})`,
  ])
  expect(statusOf(network, 'ann')).toBeUndefined()
  expect(startEpoch(network)).toEqual([`CandidateDeactivationScheduled(${account('ann')},111)`])
  expect(statusOf(network, 'ann')).toBe('exiting')
  network.height = 110
  expect(network.act('ann', CONFIRM, []).text).toBe(`ExitTooEarly(${account('ann')},111)`)
  network.height = 111
  const confirmed = network.act('ann', CONFIRM, [])
  expect(confirmed.logs.map((log) => describeLog(log, EVENTS))).toEqual([
    `CandidateDeactivated(${account('ann')})`,
    `SelfStakeReleased(${account('ann')},0)`,
  ])
  expect(network.world.delegates.delegates.get(account('ann'))).toMatchObject({
    retired: true,
    exitHeight: 0,
    selfStakeBucket: NO_BUCKET,
  })
  expect(statusOf(network, 'ann')).toBe('retired')
})

test('one is admitted in each interval, in the order of asking', () => {
  const network = createNetwork({ rules: { exitIntervalEpochs: 3 } })
  network.act('ben', REQUEST, [])
  network.act('ann', REQUEST, [])
  expect(startEpoch(network)[0]).toContain(account('ben'))
  expect([startEpoch(network), startEpoch(network)]).toEqual([[], []])
  expect(startEpoch(network)[0]).toContain(account('ann'))
  expect(startEpoch(network)).toEqual([])
})

test('a delegate that lost its self-stake meanwhile can still leave', () => {
  const network = createNetwork({ rules: { exitWaitBlocks: 0 } })
  network.act('ann', REQUEST, [])
  network.act('ann', SIGNATURES.candidateTransferOwnership, [account('dave'), []])
  startEpoch(network)
  const outcome = network.act('dave', CONFIRM, [])
  expect(outcome.logs.map((log) => describeLog(log, EVENTS))).toEqual([
    `CandidateDeactivated(${account('ann')})`,
  ])
})

describe('refused', () => {
  test('by no owner of a delegate', () => {
    for (const signature of [REQUEST, CONFIRM, CANCEL]) {
      const text = createNetwork().act('alice', signature, []).text
      expect(text).toBe(`NotACandidate(${account('alice')})`)
    }
  })

  test('a request without self-stake, or a second one', () => {
    const network = createNetwork()
    network.act('ann', REQUEST, [])
    expect(network.act('ann', REQUEST, []).text).toBe(`ExitRequested(${account('ann')})`)
    network.act('ben', SIGNATURES.candidateTransferOwnership, [account('dave'), []])
    expect(network.act('dave', REQUEST, []).text).toBe(`NoSelfStake(${account('ben')})`)
  })

  test('a confirmation that was not asked for, or not admitted', () => {
    const network = createNetwork()
    expect(network.act('ann', CONFIRM, []).text).toBe(`ExitNotRequested(${account('ann')})`)
    network.act('ann', REQUEST, [])
    expect(network.act('ann', CONFIRM, []).text).toBe(`ExitNotScheduled(${account('ann')})`)
  })

  test('taking a request back', () => {
    const network = createNetwork()
    expect(network.act('ann', CANCEL, []).text).toBe(`ExitNotRequested(${account('ann')})`)
    network.act('ann', REQUEST, [])
    expect(network.act('ann', CANCEL, []).text).toBe(`ExitIsFinal(${account('ann')})`)
  })

  test('leaving twice', () => {
    const network = createNetwork()
    leaveForGood(network, 'ann')
    expect(network.act('ann', REQUEST, []).text).toBe(`NoSelfStake(${account('ann')})`)
  })
})
