import { decodeAbiParameters, parseAbiParameters } from 'viem'
import type { EventDefinition } from '../event.ts'
import { REWARDS_EVENTS } from '../rewards/events.ts'
import { STAKING_EVENTS } from '../staking/events.ts'
import type { TestNetwork } from '../test-network.fixture.ts'
import { GOVERNANCE_EVENTS } from './events.ts'

export interface FoundLog {
  readonly height: number
  /** In the order of the event's inputs. */
  readonly args: readonly unknown[]
}

/** All logs of an event, of transactions and of the blocks themselves. */
export function findLogs(network: TestNetwork, name: string): readonly FoundLog[] {
  const event = [...GOVERNANCE_EVENTS, ...REWARDS_EVENTS, ...STAKING_EVENTS].find(
    (one) => one.name === name,
  )
  if (event === undefined) throw new Error(`there is no event ${name}`)
  return network.blocks.flatMap((block) =>
    [...block.receipts.flatMap((receipt) => receipt.logs), ...block.systemLogs]
      .filter((log) => log.topics[0] === event.topic)
      .map((log) => ({ height: block.height, args: readArgs(event, log.topics, log.data) })),
  )
}

function readArgs(
  event: EventDefinition,
  topics: readonly string[],
  data: Uint8Array,
): readonly unknown[] {
  const plain = event.inputs.filter((input) => input.indexed !== true)
  const values = [
    ...decodeAbiParameters(parseAbiParameters(plain.map(({ type }) => type).join(',')), data),
  ]
  const indexed = topics.slice(1)
  return event.inputs.map((input) => {
    if (input.indexed !== true) return values.shift()
    const topic = indexed.shift() ?? ''
    return input.type === 'address' ? `0x${topic.slice(26)}` : BigInt(topic)
  })
}
