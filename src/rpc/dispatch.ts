import { isUtf8 } from 'node:buffer'
import type { Awaitable, JsonValue, SubmitResult } from './backend.ts'
import { errorText, RpcFault } from './errors.ts'
import { measureJsonDepth } from './json-depth.ts'
import type { CallContext } from './method.ts'
import { methodMissing } from './methods/all-methods.ts'
import { readBytes } from './parameters/hex-types.ts'
import { refusalFault } from './submission.ts'
import type { Subscriber } from './subscriptions.ts'

/** A batch lets the rest of the node run after this long. */
const SLICE_MS = 10

const SEND_RAW = 'eth_sendRawTransaction'

export interface DispatcherOptions {
  readonly context: Omit<CallContext, 'subscriber'>
  /** Told of every fault that is the node's own. */
  readonly onInternalError: (error: unknown, method: string) => void
}

export interface Dispatcher {
  /** The answer to a body, single or batch, as JSON text; `undefined` when it asks for none. Never throws or rejects. */
  handle(body: Buffer, subscriber: Subscriber | undefined): Awaitable<string | undefined>
}

/** A request whose form is right. `id` is JSON text; `undefined` for a notification. */
interface Request {
  readonly method: string
  readonly params: readonly unknown[]
  readonly id: string | undefined
}

/** One that is not, with the id to answer to. */
interface BadRequest {
  readonly fault: RpcFault
  readonly id: string
}

const NO_PARAMS: readonly unknown[] = []

function failure(id: string, error: unknown): string {
  return `{"jsonrpc":"2.0","id":${id},"error":${errorText(error)}}`
}

/** The answer to something that is not even a request. */
export function rejection(fault: RpcFault): string {
  return failure('null', fault)
}

function readRequest(value: unknown): Request | BadRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad('null', 'a request is a JSON object')
  }
  const { jsonrpc, id, method, params } = value as Record<string, unknown>
  const isIdGood =
    id === undefined ||
    id === null ||
    typeof id === 'number' ||
    (typeof id === 'string' && id.length <= 256)
  if (!isIdGood) return bad('null', 'id must be a number, null, or a text of up to 256 characters')
  const idText = id === undefined ? undefined : JSON.stringify(id)
  if (jsonrpc !== '2.0') return bad(idText ?? 'null', 'jsonrpc must be "2.0"')
  if (typeof method !== 'string') return bad(idText ?? 'null', 'method must be a text')
  if (params === undefined || params === null) return { method, params: NO_PARAMS, id: idText }
  if (!Array.isArray(params)) {
    const fault = new RpcFault('invalidParams', 'params must be a list: parameters go by position')
    return { fault, id: idText ?? 'null' }
  }
  return { method, params, id: idText }
}

function bad(id: string, message: string): BadRequest {
  return { id, fault: new RpcFault('invalidRequest', `invalid request: ${message}`) }
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { limits, methods, backend } = options.context
  const { maxResponseBytes } = options.context.limits
  const forHttp: CallContext = { ...options.context, subscriber: undefined }

  function call(request: Request, context: CallContext): Awaitable<JsonValue> {
    const method = methods.get(request.method)
    if (method === undefined || (method.only === 'websocket' && context.subscriber === undefined)) {
      throw methodMissing(request.method, methods)
    }
    return method.run(context, request.params)
  }

  function fail(request: Request, error: unknown): string | undefined {
    if (!(error instanceof RpcFault)) options.onInternalError(error, request.method)
    return request.id === undefined ? undefined : failure(request.id, error)
  }

  /** The text of an answer, unless it is longer than `room`. */
  function succeed(request: Request, result: JsonValue, room: number): string | undefined {
    if (request.id === undefined) return undefined
    const text = `{"jsonrpc":"2.0","id":${request.id},"result":${JSON.stringify(result)}}`
    return text.length <= room ? text : failure(request.id, tooLong())
  }

  function tooLong(): RpcFault {
    return new RpcFault(
      'limitExceeded',
      `the answer is longer than ${maxResponseBytes} bytes; ask for less at once`,
    )
  }

  function answer(
    value: unknown,
    context: CallContext,
    room: number,
  ): Awaitable<string | undefined> {
    const request = readRequest(value)
    if ('fault' in request) return failure(request.id, request.fault)
    // The batch is full: nothing is worked out that could not be given.
    if (room <= 0) return fail(request, tooLong())
    try {
      const result = call(request, context)
      if (!(result instanceof Promise)) return succeed(request, result, room)
      return result.then(
        (settled) => succeed(request, settled, room),
        (error: unknown) => fail(request, error),
      )
    } catch (error) {
      return fail(request, error)
    }
  }

  /** Answers `eth_sendRawTransaction` requests that follow one another with one submission. */
  async function answerSubmissions(requests: readonly Request[]): Promise<(string | undefined)[]> {
    const raws: Uint8Array[] = []
    const faults = requests.map((request) => {
      try {
        if (request.params.length > 1)
          throw new RpcFault(
            'invalidParams',
            `too many parameters: ${SEND_RAW} takes at most 1, got ${request.params.length}`,
          )
        raws.push(readBytes(request.params[0], 'transaction'))
        return undefined
      } catch (error) {
        return error
      }
    })
    let results: readonly SubmitResult[] = []
    try {
      results = await backend.submitBatch(raws)
    } catch (error) {
      return requests.map((request, at) => fail(request, faults[at] ?? error))
    }
    let next = 0
    return requests.map((request, at) => {
      if (faults[at] !== undefined) return fail(request, faults[at])
      const result = results[next++] as SubmitResult
      if (!result.ok) return fail(request, refusalFault(result))
      return succeed(request, result.hash, maxResponseBytes)
    })
  }

  async function answerBatch(
    values: readonly unknown[],
    context: CallContext,
  ): Promise<string | undefined> {
    const texts: string[] = []
    let size = 0
    const add = (text: string | undefined): void => {
      if (text === undefined) return
      texts.push(text)
      size += text.length + 1
    }
    let sliceStart = performance.now()
    for (let at = 0; at < values.length; ) {
      const run = takeSubmissions(values, at)
      if (run.length > 0) {
        for (const text of await answerSubmissions(run)) add(text)
        at += run.length
      } else {
        add(await answer(values[at], context, maxResponseBytes - size))
        at++
      }
      if (performance.now() - sliceStart > SLICE_MS) {
        await new Promise(setImmediate)
        sliceStart = performance.now()
      }
    }
    return texts.length === 0 ? undefined : `[${texts.join(',')}]`
  }

  return {
    handle: (body, subscriber) => {
      const value = parseBody(body, limits.maxJsonDepth)
      if (value instanceof RpcFault) return rejection(value)
      const context = subscriber === undefined ? forHttp : { ...forHttp, subscriber }
      if (!Array.isArray(value)) return answer(value, context, maxResponseBytes)
      if (value.length === 0) {
        return rejection(
          new RpcFault('invalidRequest', 'invalid request: a batch has at least one request'),
        )
      }
      if (value.length > limits.maxBatch) {
        return rejection(
          new RpcFault(
            'limitExceeded',
            `the batch has ${value.length} requests; at most ${limits.maxBatch} are taken`,
          ),
        )
      }
      return answerBatch(value, context)
    },
  }
}

/** The longest run of `eth_sendRawTransaction` requests from `at` on. */
function takeSubmissions(values: readonly unknown[], at: number): readonly Request[] {
  const run: Request[] = []
  for (let i = at; i < values.length; i++) {
    const value = values[i]
    if ((value as { method?: unknown } | null)?.method !== SEND_RAW) break
    const request = readRequest(value)
    if ('fault' in request) break
    run.push(request)
  }
  return run
}

function parseBody(body: Buffer, maxDepth: number): unknown {
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
