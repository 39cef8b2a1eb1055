import { type Log, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { DELEGATES_EVENTS } from '#protocol/delegates/events.ts'
import { ELECTION_EVENTS } from '#protocol/election/events.ts'
import { EPOCHS_EVENTS } from '#protocol/epochs/events.ts'
import type { EventDefinition } from '#protocol/event.ts'
import { GOVERNANCE_EVENTS } from '#protocol/governance/events.ts'
import { LIVENESS_EVENTS } from '#protocol/liveness/events.ts'
import { REWARDS_EVENTS } from '#protocol/rewards/events.ts'
import { STAKING_EVENTS } from '#protocol/staking/events.ts'
import { decodeEvents } from './decode-events.ts'
import { describeEvent } from './describe-event.ts'

const ADDRESS = '0x1111111111111111111111111111111111111111'
const COIN = 10n ** 18n

const NAMES = { delegate: () => 'alpha', account: () => 'Alice' }

const EVENTS = [
  ...STAKING_EVENTS,
  ...DELEGATES_EVENTS,
  ...REWARDS_EVENTS,
  ...ELECTION_EVENTS,
  ...EPOCHS_EVENTS,
  ...LIVENESS_EVENTS,
  ...GOVERNANCE_EVENTS,
]

function sampleOf(type: string): AbiValue {
  switch (type) {
    case 'address':
      return ADDRESS
    case 'address[]':
      return [ADDRESS, ADDRESS]
    case 'bool':
      return true
    case 'string':
      return 'sample'
    case 'string[]':
      return ['one']
    case 'bytes':
      return Uint8Array.of(1, 2)
    case 'bytes32':
      return new Uint8Array(32).fill(3)
    case 'uint8':
      return 1
    default:
      return type === 'uint256' ? 3n * COIN : 5
  }
}

/** The log that the protocol makes of the event, as the node gives it out. */
function logOf(event: EventDefinition): Log {
  const { address, topics, data } = event.log(...event.inputs.map((input) => sampleOf(input.type)))
  return { address, topics, data: toHex(data) } as unknown as Log
}

describe('every event of the protocol', () => {
  test.each(EVENTS.map((event) => [event.name, event] as const))(
    '%s is read and described in one sentence',
    (name, event) => {
      const [decoded, ...more] = decodeEvents([logOf(event)])
      expect(more).toEqual([])
      expect(decoded?.eventName).toBe(name)
      expect(Object.keys(decoded?.args ?? {})).toEqual(event.inputs.map((input) => input.name))
      const text = decoded === undefined ? '' : describeEvent(decoded, NAMES)
      // Not the name alone, which is what one that was forgotten would get.
      expect(text).toMatch(/ /)
      expect(text).not.toMatch(/undefined|\[object|NaN|\n|\.$/)
    },
  )
})

describe('describeEvent', () => {
  const byName = (name: string): string => {
    const event = EVENTS.find((one) => one.name === name)
    const [decoded] = event === undefined ? [] : decodeEvents([logOf(event)])
    return decoded === undefined ? '' : describeEvent(decoded, NAMES)
  }

  test.each([
    ['BucketCreated', 'bucket 5: Alice staked 3 coins on alpha for 5 days, auto-stake on'],
    ['BucketCandidateChanged', 'bucket 5: votes moved from alpha to alpha'],
    ['BucketTransferred', 'bucket 5: given by Alice to Alice'],
    [
      'RewardGranted',
      'epoch 5: alpha is granted 3 coins as epoch reward, of which 3 coins are owed',
    ],
    ['SetElected', 'nobody is eligible: the set carries on in epoch 5'],
    ['BlockMissed', 'alpha missed block 5'],
    ['ProposalChanged', 'proposal 5 is rejected: it passed the checks'],
    ['ProposalRevised', 'proposal 5: Alice revised it; revision 5 is “sample”'],
    ['PowerDelegated', 'Alice lets Alice vote with its power in class policy'],
    ['RuleChanged', 'proposal 5: the rule sample changes from sample to sample in epoch 5'],
    ['SunsetReached', 'proposal 5: its time is over; the old values come back in epoch 5'],
    ['DirectiveReviewed', 'proposal 5: Alice accepts the evidence: “sample”'],
  ])('%s: %s', (name, text) => {
    expect(byName(name)).toBe(text)
  })
})

test('logs of others are left out', () => {
  const [event] = EVENTS
  if (event === undefined) throw new Error('there are events')
  const foreign = {
    address: ADDRESS,
    topics: [`0x${'12'.repeat(32)}`],
    data: '0x',
  } as unknown as Log
  expect(decodeEvents([foreign, logOf(event), foreign])).toHaveLength(1)
})
