import { functionSelector, readSelector } from '#base/abi/abi-signature.ts'
import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import type { Rules } from '#params/rule-table.ts'
import type { Action, ModuleInterface, ReadFunction } from './action.ts'
import { delegatesInterface } from './delegates/interface.ts'
import { pollInterface } from './election/interface.ts'
import { rollDposInterface } from './epochs/interface.ts'
import { governanceInterface } from './governance/interface.ts'
import { type Refusal, refuse } from './outcome.ts'
import { readArguments } from './read-arguments.ts'
import { rewardsInterface } from './rewards/interface.ts'
import { stakingInterface } from './staking/interface.ts'
import {
  BAD_ARGUMENTS,
  NO_CODE,
  NO_CREATION,
  NO_PLAIN_TRANSFER,
  NOT_PAYABLE,
  UNKNOWN_FUNCTION,
} from './status.ts'
import * as systemAddresses from './system-addresses.ts'

/** Everything that transactions and calls can reach. A new module adds its interface here. */
const INTERFACES: readonly ModuleInterface[] = [
  stakingInterface,
  rewardsInterface,
  delegatesInterface,
  pollInterface,
  rollDposInterface,
  governanceInterface,
]

/** Call data begin with the selector. */
export const SELECTOR_BYTES = 4

interface Functions {
  readonly actions: ReadonlyMap<number, Action<never>>
  readonly reads: ReadonlyMap<number, ReadFunction>
}

const functionsByAddress = collectFunctions()

function collectFunctions(): ReadonlyMap<Address, Functions> {
  const collected = new Map<Address, Functions>()
  // Every system address is known, also one without functions: nobody may send coins there.
  for (const name in systemAddresses) {
    const address = systemAddresses[name as keyof typeof systemAddresses]
    collected.set(address, { actions: new Map(), reads: new Map() })
  }
  for (const face of INTERFACES) {
    const actions = new Map<number, Action<never>>()
    const reads = new Map<number, ReadFunction>()
    for (const action of face.actions) {
      const selector = functionSelector(action.signature)
      assert(!actions.has(selector), `one action per selector: ${action.signature}`)
      actions.set(selector, action)
    }
    for (const read of face.reads) {
      const selector = functionSelector(read.signature)
      assert(!reads.has(selector), `one read per selector: ${read.signature}`)
      reads.set(selector, read)
    }
    collected.set(face.address, { actions, reads })
  }
  return collected
}

export function isSystemAddress(address: Address): boolean {
  return functionsByAddress.has(address)
}

/** What a transaction asks for, worked out from its own bytes alone. */
export type Plan =
  | { readonly kind: 'transfer' }
  | {
      readonly kind: 'action'
      readonly action: Action<never>
      readonly args: never
      readonly payloadBytes: number
    }
  /** Never admitted; in a block it is skipped. A call answers with the refusal. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export function planCall(to: Address | undefined, valueRau: bigint, data: Uint8Array): Plan {
  if (to === undefined) return refused(refuse(NO_CREATION))
  const functions = functionsByAddress.get(to)
  if (functions === undefined) {
    return data.length === 0 ? { kind: 'transfer' } : refused(refuse(NO_CODE, to))
  }
  if (data.length === 0) return refused(refuse(NO_PLAIN_TRANSFER, to))
  const selector = readSelector(data)
  const action = selector === undefined ? undefined : functions.actions.get(selector)
  if (action === undefined) return refused(refuse(UNKNOWN_FUNCTION, firstBytes(data)))
  if (valueRau > 0n && !action.payable) return refused(refuse(NOT_PAYABLE, valueRau))
  const args = decodeArguments(action, data)
  if (args === undefined) return refused(refuse(BAD_ARGUMENTS))
  return { kind: 'action', action, args: args.value, payloadBytes: action.payloadBytes(args.value) }
}

/** The read function that call data names at an address. */
export function findRead(to: Address, data: Uint8Array): ReadFunction | undefined {
  const selector = readSelector(data)
  return selector === undefined ? undefined : functionsByAddress.get(to)?.reads.get(selector)
}

function decodeArguments(
  action: Action<never>,
  data: Uint8Array,
): { readonly value: never } | undefined {
  return readArguments(data, SELECTOR_BYTES, (reader) => action.decode(reader))
}

function refused(refusal: Refusal): Plan {
  return { kind: 'refused', refusal }
}

function firstBytes(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4)
  bytes.set(data.subarray(0, 4))
  return bytes
}

/**
 * Gas of a plan: fixed, known before it runs. The bytes of an access list, which has no effect here, cost as much as payload: they
 * take as much room in a block.
 */
export function computeGas(plan: Plan, accessListBytes: number, rules: Rules): number {
  const payloadBytes = plan.kind === 'action' ? plan.payloadBytes : 0
  return rules.gasPerAction + (payloadBytes + accessListBytes) * rules.gasPerPayloadByte
}
