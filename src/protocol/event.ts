import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { encodeEvent, parseAbiEvent } from '#base/abi/abi-event.ts'
import type { Address } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import type { Log } from './abci.ts'

/** An argument of an event: its ABI type, its name, and whether it is a topic that logs are searched by. */
export interface EventInput {
  readonly type: string
  readonly name: string
  readonly indexed?: boolean
}

/** A Solidity event of a module, documented where it is declared. */
export interface EventDefinition {
  readonly address: Address
  readonly name: string
  readonly inputs: readonly EventInput[]
  /** Topic 0. */
  readonly topic: Hex
  /** When it happens and what it tells. */
  readonly meaning: string
  /** The log of one occurrence; values in the order of `inputs`. */
  readonly log: (...values: readonly AbiValue[]) => Log
}

export function defineEvent(
  address: Address,
  name: string,
  inputs: readonly EventInput[],
  meaning: string,
): EventDefinition {
  const parameters = inputs.map((input) =>
    input.indexed === true ? `${input.type} indexed` : input.type,
  )
  const event = parseAbiEvent(`${name}(${parameters.join(',')})`)
  return {
    address,
    name,
    inputs,
    topic: event.topic,
    meaning,
    log: (...values) => ({ address, ...encodeEvent(event, values) }),
  }
}
