import { bouleAbi } from '#sdk/abi/boule-abi.ts'
import type { BouleEvent } from '#sdk/events/decode-events.ts'
import { describeEvent } from '#sdk/events/describe-event.ts'

/** An event as the index keeps it. */
export interface StoredEvent {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

/** Arguments that are bigint in the SDK and decimal text in the index, by name of the event. */
const BIG_ARGUMENTS: ReadonlyMap<string, readonly string[]> = new Map(
  bouleAbi.flatMap((item) =>
    item.type !== 'event'
      ? []
      : [[item.name, item.inputs.filter(isBig).map(({ name }) => name)] as const],
  ),
)

/** What an event says, in plain words; delegates by their names as far as these are known. */
export function describeStoredEvent(
  { name, args }: StoredEvent,
  names: readonly (readonly [id: string | null, name: string | null])[],
): string {
  const big = BIG_ARGUMENTS.get(name)
  if (big === undefined) return name
  const revived: Record<string, unknown> = { ...args }
  for (const key of big) {
    const value = args[key]
    if (typeof value === 'string' || typeof value === 'number') revived[key] = BigInt(value)
  }
  const known = new Map(names.map(([id, text]) => [id, text]))
  const event = { eventName: name, args: revived } as unknown as BouleEvent
  return describeEvent(event, {
    delegate: (identity) => known.get(identity.toLowerCase()) ?? identity,
    account: (address) => address,
  })
}

/** Numbers of more than 48 bits. */
function isBig({ type }: { readonly type: string }): boolean {
  const bits = /^u?int(\d+)$/.exec(type)?.[1]
  return bits !== undefined && Number(bits) > 48
}
