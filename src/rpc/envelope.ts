import { isUtf8 } from 'node:buffer'
import { errorText, RpcFault } from './errors.ts'
import { measureJsonDepth } from './json-depth.ts'

/** A request whose form is right. `id` is JSON text; `undefined` for a notification. */
export interface Request {
  readonly method: string
  readonly params: readonly unknown[]
  readonly id: string | undefined
}

/** One that is not, with the id to answer to. */
export interface BadRequest {
  readonly fault: RpcFault
  readonly id: string
}

const MAX_ID_LENGTH = 256
const NO_PARAMS: readonly unknown[] = []

/** A response with an error as JSON text. */
export function failure(id: string, error: unknown): string {
  return `{"jsonrpc":"2.0","id":${id},"error":${errorText(error)}}`
}

/** A response with a result as JSON text. */
export function success(id: string, result: unknown): string {
  return `{"jsonrpc":"2.0","id":${id},"result":${JSON.stringify(result)}}`
}

/** The answer to something that is not even a request. */
export function rejection(fault: RpcFault): string {
  return failure('null', fault)
}

function isId(id: unknown): boolean {
  if (typeof id === 'string') return id.length <= MAX_ID_LENGTH
  return id === undefined || id === null || typeof id === 'number'
}

function bad(id: string, message: string): BadRequest {
  return { id, fault: new RpcFault('invalidRequest', `invalid request: ${message}`) }
}

/** Checks the members of a JSON-RPC 2.0 request. */
export function readRequest(value: unknown): Request | BadRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad('null', 'a request is a JSON object')
  }
  const { jsonrpc, id, method, params } = value as Record<string, unknown>
  if (!isId(id)) {
    return bad('null', `id must be a number, null, or a text of up to ${MAX_ID_LENGTH} characters`)
  }
  const idText = id === undefined ? undefined : JSON.stringify(id)
  if (jsonrpc !== '2.0') return bad(idText ?? 'null', 'jsonrpc must be "2.0"')
  if (typeof method !== 'string') return bad(idText ?? 'null', 'method must be a text')
  if (params === undefined || params === null) return { method, params: NO_PARAMS, id: idText }
  if (Array.isArray(params)) return { method, params, id: idText }
  const fault = new RpcFault('invalidParams', 'params must be a list: parameters go by position')
  return { fault, id: idText ?? 'null' }
}

/** The JSON of a body, or why it is none that is taken. */
export function parseBody(body: Buffer, maxDepth: number): unknown {
  if (!isUtf8(body)) return new RpcFault('parse', 'parse error: the body is not UTF-8')
  if (measureJsonDepth(body, maxDepth) > maxDepth) {
    return new RpcFault('parse', `parse error: the JSON is nested more than ${maxDepth} deep`)
  }
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return new RpcFault('parse', 'parse error: the body is not JSON')
  }
}
