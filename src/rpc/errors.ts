import type { JsonValue } from './backend.ts'

/** One kind of answer that is not a result. */
export interface RpcErrorKind {
  readonly code: number
  readonly name: string
  /** What it says. */
  readonly meaning: string
  /** When it is given. */
  readonly when: string
}

/** Every error code that the RPC server answers with: JSON-RPC 2.0 (-327xx, -326xx), EIP-1474 (-320xx), and 3 for reverts. */
export const RPC_ERRORS = {
  reverted: {
    code: 3,
    name: 'execution reverted',
    meaning: 'The call or transaction would be refused; `data` is the ABI-encoded custom error.',
    when: 'eth_call, eth_estimateGas',
  },
  timeout: {
    code: 4,
    name: 'timeout',
    meaning:
      'The transaction is in the pool and was not committed in time; `data` is its hash (EIP-7966).',
    when: 'eth_sendRawTransactionSync',
  },
  parse: {
    code: -32700,
    name: 'parse error',
    meaning: 'The body is not JSON, is not UTF-8, or is nested too deeply.',
    when: 'any request',
  },
  invalidRequest: {
    code: -32600,
    name: 'invalid request',
    meaning:
      'The JSON is not a JSON-RPC 2.0 request, or the HTTP request is not one that is served.',
    when: 'any request',
  },
  methodNotFound: {
    code: -32601,
    name: 'method not found',
    meaning: 'There is no such method; rpc_discover lists those that exist.',
    when: 'any request',
  },
  invalidParams: {
    code: -32602,
    name: 'invalid params',
    meaning: 'A parameter is missing, too many, or not of its type; the message names it.',
    when: 'any method with parameters',
  },
  internal: {
    code: -32603,
    name: 'internal error',
    meaning: 'A fault of the node; details are in its log only.',
    when: 'never, if all is well',
  },
  server: {
    code: -32000,
    name: 'server error',
    meaning:
      'The request is well formed and cannot be done: a refused transaction, a block or filter that does not exist, a state that is not kept. `data.code` names the reason where there are several.',
    when: 'eth_sendRawTransaction, reads at a block, filters, bundles, development methods',
  },
  notSupported: {
    code: -32004,
    name: 'method not supported',
    meaning: 'Ethereum has this method and this network has not; the message says what to use.',
    when: 'debug_*, eth_getProof, eth_sendTransaction and the like',
  },
  limitExceeded: {
    code: -32005,
    name: 'limit exceeded',
    meaning: 'The request or its answer is larger than a limit; the message names the limit.',
    when: 'any request; eth_getLogs, filters, subscriptions, batches',
  },
} as const satisfies Record<string, RpcErrorKind>

export type RpcErrorName = keyof typeof RPC_ERRORS

/** Why a well-formed request cannot be done (-32000): `data.code` of the error. Those of transactions are in `submission-codes.ts`. */
export const REASONS = {
  'no-such-block': 'There is no block with this height or hash (yet).',
  'state-not-kept': 'The state after a past block is not kept: ask for latest or pending.',
  'blocks-not-kept':
    'The node keeps no blocks below a height, which the message names: it began with a snapshot, or is told to forget old ones.',
  'filter-not-found': 'The filter never was, was removed, or expired: make it anew.',
  'cannot-run':
    'No transaction can do this: it asks for a read, or moves more than the caller has.',
  'no-such-delegate': 'No delegate has this name or identity: see boule_delegates.',
  'no-such-epoch': 'The epoch has not come near yet: past, running and next ones are known.',
  'no-such-proposal': 'No proposal has this number: see boule_proposals.',
  'no-such-collection': 'The state has no such module or collection.',
  absent: 'There is no such record, and its absence cannot be proven there.',
  'bundle-not-needed':
    'No live proposal names the bundle, or no bundle that one names has the chunk: nothing else is taken.',
  'bundle-mismatch':
    'The bytes are not those of the hash, or the bundle has another size than its proposal says.',
  'bundle-malformed': 'The index breaks a rule of bundles, which the message names.',
  'bundle-no-room': 'Bundles of live proposals fill the room that the node gives to bundles.',
  'all-offline': 'Every delegate that could produce the block is offline: bring one back.',
  stopped: 'The node is stopping.',
  failed: 'The node has stopped producing blocks after a fault; its log says which.',
} as const

export type Reason = keyof typeof REASONS

/** An answer that is not a result. Its message is for the client: one sentence, and nothing of the node's insides. */
export class RpcFault extends Error {
  override readonly name = 'RpcFault'
  readonly kind: RpcErrorName
  readonly data: JsonValue | undefined

  constructor(kind: RpcErrorName, message: string, data?: JsonValue) {
    super(message)
    this.kind = kind
    this.data = data
  }

  get code(): number {
    return RPC_ERRORS[this.kind].code
  }
}

/** A well-formed request that cannot be done. */
export function serverFault(reason: Reason, message: string): RpcFault {
  return new RpcFault('server', message, { code: reason })
}

export function invalidParams(message: string): RpcFault {
  return new RpcFault('invalidParams', message)
}

/** The error member of a response as JSON text. Anything but an `RpcFault` becomes an internal error without details. */
export function errorText(error: unknown): string {
  if (!(error instanceof RpcFault)) {
    return `{"code":${RPC_ERRORS.internal.code},"message":"internal error: see the log of the node"}`
  }
  const data = error.data === undefined ? '' : `,"data":${JSON.stringify(error.data)}`
  return `{"code":${error.code},"message":${JSON.stringify(error.message)}${data}}`
}
