import type { AbiReader } from '#base/abi/abi-reader.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import type { Address } from '#base/address.ts'
import type { Rules } from '#params/rule-table.ts'
import type { Log } from './abci.ts'
import type { Refusal } from './outcome.ts'
import type { RecoverSender } from './machine.ts'
import type { ScriptRunner } from './script-runner.ts'
import type { World } from './world.ts'

/** What is fixed for a block, and where its logs go. */
export interface BlockContext {
  readonly world: World
  readonly rules: Rules
  /** The Ethereum chain id. */
  readonly chainId: number
  readonly height: number
  readonly epoch: number
  readonly timeMs: number
  /** Unix time of the block, rounded down. */
  readonly timeSeconds: number
  /** Who made a signature. */
  readonly recoverSender: RecoverSender
  /** Runs rule scripts. */
  readonly runScript: ScriptRunner
  /** Adds a log to the transaction that runs, or to the block's own logs outside of one. */
  emit(log: Log): void
}

/** One call of an action by one transaction. The fee is paid already; `valueRau` is still with the sender. */
export interface ActionContext extends BlockContext {
  readonly sender: Address
  readonly valueRau: bigint
}

/**
 * Something that a transaction can do, reached by the selector of its Solidity signature at a system address.
 * `execute` checks everything before it changes anything: a refused action changes nothing.
 */
export interface Action<A> {
  readonly signature: string
  /** True when the transaction may carry value. */
  readonly payable: boolean
  /** Reads the arguments. Throws `AbiError`, which is answered at admission. */
  readonly decode: (reader: AbiReader) => A
  /** Bytes for which `gasPerPayloadByte` is due. */
  readonly payloadBytes: (args: A) => number
  readonly execute: (context: ActionContext, args: A) => Refusal | undefined
}

/** Most bytes of the free payload that IoTeX's actions carry. */
export const MAX_PAYLOAD_BYTES = 1_024

/** What a read may look at: the state after a block. */
export interface ReadContext {
  readonly world: World
  readonly rules: Rules
  readonly height: number
  readonly epoch: number
  readonly timeSeconds: number
}

/** A read function for `eth_call`. */
export interface ReadFunction {
  readonly signature: string
  /** ABI types of the result, such as `(uint64,address)[]`. */
  readonly returns: readonly string[]
  readonly read: (context: ReadContext, reader: AbiReader) => readonly AbiValue[] | Refusal
}

/** A module's face towards transactions and calls. */
export interface ModuleInterface {
  readonly address: Address
  readonly actions: readonly Action<never>[]
  readonly reads: readonly ReadFunction[]
}

/** Keeps the argument type of an action to itself, so that actions of all kinds stand in one list. */
export function defineAction<A>(action: Action<A>): Action<never> {
  return action as unknown as Action<never>
}

/** True when the answer of a read is a refusal and not values. */
export function isRefusal(answer: readonly AbiValue[] | Refusal): answer is Refusal {
  return !Array.isArray(answer)
}
