import type { Awaitable, JsonObject, JsonValue, RpcBackend } from './backend.ts'
import { invalidParams } from './errors.ts'
import type { Filters } from './filters.ts'
import type { RpcLimits } from './limits.ts'
import type { ReceiptWaiters } from './receipt-waiters.ts'
import type { Subscriber, Subscriptions } from './subscriptions.ts'

/** What is known of a type of parameter: how it looks, and how it is read. */
export interface ParameterType<T> {
  readonly schema: JsonObject
  /** Throws `RpcFault` (-32602) that names the parameter. */
  readonly read: (value: unknown, name: string) => T
}

export interface Parameter<T> {
  readonly name: string
  readonly summary: string
  readonly required: boolean
  readonly type: ParameterType<unknown>
  readonly readArgument: (value: unknown) => T
}

/** What a method works with: the node, and the connection that asks. */
export interface CallContext {
  readonly backend: RpcBackend
  readonly limits: RpcLimits
  readonly filters: Filters
  readonly subscriptions: Subscriptions
  readonly receiptWaiters: ReceiptWaiters
  /** Missing over HTTP: there is nobody to notify. */
  readonly subscriber: Subscriber | undefined
  readonly methods: ReadonlyMap<string, Method>
}

export interface Method {
  readonly name: string
  /** One sentence. */
  readonly summary: string
  /** Where the behaviour differs from other Ethereum nodes, or what the figures mean. */
  readonly description: string | undefined
  readonly parameters: readonly Parameter<unknown>[]
  readonly result: JsonObject
  /** `dev`: only on a development network. `websocket`: only over a WebSocket. */
  readonly only: 'dev' | 'websocket' | undefined
  readonly run: (context: CallContext, params: readonly unknown[]) => Awaitable<JsonValue>
}

type ArgumentsOf<P extends readonly Parameter<unknown>[]> = {
  readonly [I in keyof P]: P[I] extends Parameter<infer T> ? T : never
}

interface MethodDefinition<P extends readonly Parameter<unknown>[]> {
  readonly name: string
  readonly summary: string
  readonly description?: string
  readonly parameters?: P
  readonly result: JsonObject
  readonly only?: 'dev' | 'websocket'
  readonly run: (context: CallContext, args: ArgumentsOf<P>) => Awaitable<JsonValue>
}

/** A parameter that must be given. */
export function required<T>(name: string, type: ParameterType<T>, summary: string): Parameter<T> {
  return {
    name,
    summary,
    required: true,
    type,
    readArgument: (value) => {
      if (value === undefined || value === null) {
        throw invalidParams(`missing parameter '${name}': ${summary}`)
      }
      return type.read(value, name)
    },
  }
}

/** A parameter that may be left out or null. */
export function optional<T>(
  name: string,
  type: ParameterType<T>,
  summary: string,
): Parameter<T | undefined> {
  return {
    name,
    summary,
    required: false,
    type,
    readArgument: (value) =>
      value === undefined || value === null ? undefined : type.read(value, name),
  }
}

/** Puts a method together: its arguments are checked before `run` sees them. */
export function defineMethod<const P extends readonly Parameter<unknown>[] = readonly []>(
  definition: MethodDefinition<P>,
): Method {
  const parameters = definition.parameters ?? []
  return {
    name: definition.name,
    summary: definition.summary,
    description: definition.description,
    parameters,
    result: definition.result,
    only: definition.only,
    run: (context, params) => {
      if (params.length > parameters.length) {
        throw invalidParams(
          `too many parameters: ${definition.name} takes ${parameters.length === 0 ? 'none' : `at most ${parameters.length}`}, got ${params.length}`,
        )
      }
      const args: unknown[] = []
      for (let i = 0; i < parameters.length; i++) {
        args.push((parameters[i] as Parameter<unknown>).readArgument(params[i]))
      }
      return definition.run(context, args as unknown as ArgumentsOf<P>)
    },
  }
}
