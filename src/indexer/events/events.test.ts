import { parseEventLogs } from 'viem'
import { describe, expect, test } from 'vitest'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { toHex } from '#base/hex.ts'
import { DELEGATES_EVENTS } from '#protocol/delegates/events.ts'
import { ELECTION_EVENTS } from '#protocol/election/events.ts'
import { EPOCHS_EVENTS } from '#protocol/epochs/events.ts'
import type { EventDefinition, EventInput } from '#protocol/event.ts'
import { GOVERNANCE_EVENTS } from '#protocol/governance/events.ts'
import { LIVENESS_EVENTS } from '#protocol/liveness/events.ts'
import { REWARDS_EVENTS } from '#protocol/rewards/events.ts'
import { STAKING_EVENTS } from '#protocol/staking/events.ts'
import { bouleAbi } from '#sdk/abi/boule-abi.ts'
import { decodeLog, EVENT_NAMES, toJsonArguments, UnknownEventError } from './decode-event.ts'
import { subjectsOf } from './event-subjects.ts'

const EVENTS: readonly EventDefinition[] = [
  ...STAKING_EVENTS,
  ...DELEGATES_EVENTS,
  ...REWARDS_EVENTS,
  ...ELECTION_EVENTS,
  ...EPOCHS_EVENTS,
  ...LIVENESS_EVENTS,
  ...GOVERNANCE_EVENTS,
]

function sample({ type, name }: EventInput, at: number): AbiValue {
  if (type.endsWith('[]')) return [sample({ type: type.slice(0, -2), name }, at)]
  if (type === 'address')
    return `0x${String(at + 1)
      .padStart(2, '0')
      .repeat(20)}`
  if (type === 'bool') return true
  if (type === 'string') return `text of ${name}, "β" \0`
  if (type === 'bytes') return new Uint8Array(5).fill(at)
  if (type.startsWith('bytes')) return new Uint8Array(Number(type.slice(5))).fill(at)
  return type === 'uint256' ? (1n << 255n) + BigInt(at) : at + 3
}

function logOf(event: EventDefinition) {
  const log = event.log(...event.inputs.map(sample))
  return { address: log.address, topics: log.topics, data: toHex(log.data) }
}

describe('every event of the protocol', () => {
  test('is known', () => {
    expect([...EVENT_NAMES].sort()).toEqual(EVENTS.map(({ name }) => name).sort())
  })

  test.each(EVENTS)('$name is read as viem reads it', (event) => {
    const raw = logOf(event)
    const { name, args } = decodeLog(raw)
    const [expected] = parseEventLogs({ abi: bouleAbi, logs: [raw as never], strict: true })
    expect(name).toBe(expected?.eventName)
    const lower = (_: string, value: unknown): unknown =>
      typeof value === 'bigint'
        ? `${value}n`
        : typeof value === 'string' && value.startsWith('0x')
          ? value.toLowerCase()
          : value
    expect(JSON.stringify(args, lower)).toBe(JSON.stringify(expected?.args, lower))
  })

  test.each(EVENTS)('$name stands in the histories of whom it names', (event) => {
    const { name, args } = decodeLog(logOf(event))
    const { account, otherAccount, delegate, otherDelegate } = subjectsOf(name, args)
    const named = [account, otherAccount, delegate, otherDelegate].filter(
      (one) => one !== undefined,
    )
    const indexed = event.inputs
      .filter(({ type, indexed: isIndexed }) => type === 'address' && isIndexed === true)
      .map((input) => args[input.name])
    expect(new Set(named)).toEqual(new Set([...indexed, ...named]))
  })

  test('is kept as JSON', () => {
    for (const event of EVENTS) {
      const { args } = decodeLog(logOf(event))
      expect(() => JSON.stringify(toJsonArguments(args))).not.toThrow()
    }
  })
})

test('an event of another program is an error that names it', () => {
  const topic = `0x${'ab'.repeat(32)}`
  const read = () => decodeLog({ address: '0x01', topics: [topic], data: '0x' })
  expect(read).toThrow(UnknownEventError)
  expect(read).toThrow(topic)
})
