import type { AbiEvent } from '#base/abi/abi-event.ts'
import { parseAbiEvent } from '#base/abi/abi-event.ts'
import { decodeAbi } from '#base/abi/abi-decoder.ts'
import type { AbiType } from '#base/abi/abi-type.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { bouleAbi } from '#sdk/abi/boule-abi.ts'
import type { BouleEvent } from '#sdk/events/decode-events.ts'

/** Names of all events of the protocol. */
export type EventName = BouleEvent['eventName']
/** Arguments of an event: addresses and bytes as lower-case hex, numbers above 48 bits as bigint. */
export type ArgumentsOf<N extends EventName> = Extract<
  BouleEvent,
  { readonly eventName: N }
>['args']

/** A log as JSON-RPC gives it. */
export interface RawLog {
  readonly address: string
  readonly topics: readonly string[]
  readonly data: string
}

/** What a log says. */
export interface DecodedLog {
  readonly name: EventName
  readonly args: Readonly<Record<string, unknown>>
}

/** An event that this program does not know: the node is newer than it. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError'
}

interface KnownEvent {
  readonly name: EventName
  readonly event: AbiEvent
  readonly argumentNames: readonly string[]
}

const KNOWN: ReadonlyMap<string, KnownEvent> = collectEvents()

/** All event names, in the order of the ABI. */
export const EVENT_NAMES: readonly EventName[] = [...KNOWN.values()].map(({ name }) => name)

function collectEvents(): ReadonlyMap<string, KnownEvent> {
  const known = new Map<string, KnownEvent>()
  for (const item of bouleAbi) {
    if (item.type !== 'event') continue
    const inputs: readonly { type: string; name: string; indexed?: boolean }[] = item.inputs
    const types = inputs.map(({ type, indexed }) => (indexed === true ? `${type} indexed` : type))
    const event = parseAbiEvent(`${item.name}(${types.join(',')})`)
    known.set(event.topic, {
      name: item.name,
      event,
      argumentNames: inputs.map(({ name }) => name),
    })
  }
  return known
}

/** Reads a log of the protocol. Throws `UnknownEventError` for one that it does not know. */
export function decodeLog(log: RawLog): DecodedLog {
  const known = KNOWN.get(log.topics[0] ?? '')
  if (known === undefined) {
    throw new UnknownEventError(
      `the node has an event that this program does not know (${log.address}, topic ${log.topics[0] ?? 'none'}); use a program of its version`,
    )
  }
  const { name, event, argumentNames } = known
  const data = decodeAbi(event.dataTypes, fromHex(log.data))
  const args: Record<string, unknown> = {}
  let nextTopic = 1
  let nextData = 0
  for (let at = 0; at < event.inputs.length; at++) {
    const input = event.inputs[at] as AbiEvent['inputs'][number]
    args[argumentNames[at] as string] = input.indexed
      ? readTopic(input.type, log.topics[nextTopic++] as string)
      : toPlain(data[nextData++])
  }
  return { name, args }
}

function readTopic(type: AbiType, topic: string): unknown {
  switch (type.kind) {
    case 'address':
      return `0x${topic.slice(26)}`
    case 'uint':
      return type.bits <= 48 ? Number(topic) : BigInt(topic)
    case 'bool':
      return topic.endsWith('1')
    default:
      return topic
  }
}

/** Bytes become hex, also within lists. */
function toPlain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value)
  if (Array.isArray(value)) return value.map(toPlain)
  return value
}

/** Arguments as they stand in the table of events: what JSON cannot hold becomes decimal text. */
export function toJsonArguments(
  args: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const plain: Record<string, unknown> = {}
  for (const name in args) {
    const value = args[name]
    plain[name] = typeof value === 'bigint' ? value.toString() : value
  }
  return plain
}
