import type { Awaitable, JsonValue, RpcBackend, SubmitResult } from './backend.ts'
import { failure, parseBody, readRequest, rejection, type Request, success } from './envelope.ts'
import { RpcFault } from './errors.ts'
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

/** Who asks, and who is told of faults. */
interface Asked {
  readonly context: CallContext
  readonly onInternalError: DispatcherOptions['onInternalError']
}

export function createDispatcher({ context, onInternalError }: DispatcherOptions): Dispatcher {
  const { limits } = context
  const forHttp: Asked = { context: { ...context, subscriber: undefined }, onInternalError }
  return {
    handle: (body, subscriber) => {
      const value = parseBody(body, limits.maxJsonDepth)
      if (value instanceof RpcFault) return rejection(value)
      const asked =
        subscriber === undefined
          ? forHttp
          : { context: { ...context, subscriber }, onInternalError }
      if (!Array.isArray(value)) return answer(asked, value, limits.maxResponseBytes)
      const fault = findBatchFault(value.length, limits.maxBatch)
      return fault === undefined ? answerBatch(asked, value) : rejection(fault)
    },
  }
}

function findBatchFault(length: number, limit: number): RpcFault | undefined {
  if (length === 0) {
    return new RpcFault('invalidRequest', 'invalid request: a batch has at least one request')
  }
  if (length <= limit) return undefined
  return new RpcFault(
    'limitExceeded',
    `the batch has ${length} requests; at most ${limit} are taken`,
  )
}

function call(context: CallContext, request: Request): Awaitable<JsonValue> {
  const method = context.methods.get(request.method)
  if (method === undefined || (method.only === 'websocket' && context.subscriber === undefined)) {
    throw methodMissing(request.method, context.methods)
  }
  return runSettled(context.backend, () => method.run(context, request.params))
}

/** Runs it when the state is that of a committed block: at once, but for the moment in which a block waits for its commit. */
function runSettled<T>(backend: RpcBackend, run: () => Awaitable<T>): Awaitable<T> {
  const settling = backend.settled()
  return settling === undefined ? run() : settling.then(() => runSettled(backend, run))
}

function fail(asked: Asked, request: Request, error: unknown): string | undefined {
  if (!(error instanceof RpcFault)) asked.onInternalError(error, request.method)
  return request.id === undefined ? undefined : failure(request.id, error)
}

/** The text of an answer, unless it is longer than `room`. */
function succeed(
  asked: Asked,
  request: Request,
  result: JsonValue,
  room: number,
): string | undefined {
  if (request.id === undefined) return undefined
  const text = success(request.id, result)
  return text.length <= room ? text : fail(asked, request, tooLong(asked))
}

function tooLong({ context }: Asked): RpcFault {
  return new RpcFault(
    'limitExceeded',
    `the answer is longer than ${context.limits.maxResponseBytes} bytes; ask for less at once`,
  )
}

/** The answer to one request: at once where the method knows it at once. */
function answer(asked: Asked, value: unknown, room: number): Awaitable<string | undefined> {
  const request = readRequest(value)
  if ('fault' in request) return failure(request.id, request.fault)
  // The batch is full: nothing is worked out that could not be given.
  if (room <= 0) return fail(asked, request, tooLong(asked))
  try {
    const result = call(asked.context, request)
    if (!(result instanceof Promise)) return succeed(asked, request, result, room)
    return result.then(
      (settled) => succeed(asked, request, settled, room),
      (error: unknown) => fail(asked, request, error),
    )
  } catch (error) {
    return fail(asked, request, error)
  }
}

async function answerBatch(asked: Asked, values: readonly unknown[]): Promise<string | undefined> {
  const texts: string[] = []
  let room = asked.context.limits.maxResponseBytes
  const add = (text: string | undefined): void => {
    if (text === undefined) return
    texts.push(text)
    room -= text.length + 1
  }
  let sliceStart = performance.now()
  for (let at = 0; at < values.length; ) {
    const run = takeSubmissions(values, at)
    if (run.length > 0) {
      for (const text of await answerSubmissions(asked, run)) add(text)
      at += run.length
    } else {
      add(await answer(asked, values[at], room))
      at++
    }
    if (performance.now() - sliceStart > SLICE_MS) {
      await new Promise(setImmediate)
      sliceStart = performance.now()
    }
  }
  return texts.length === 0 ? undefined : `[${texts.join(',')}]`
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

/** Answers `eth_sendRawTransaction` requests that follow one another with one submission, so that signatures are checked together. */
async function answerSubmissions(
  asked: Asked,
  requests: readonly Request[],
): Promise<(string | undefined)[]> {
  const { backend, limits } = asked.context
  const raws: Uint8Array[] = []
  const faults = requests.map((request) => {
    const raw = readSubmission(request)
    if (raw instanceof RpcFault) return raw
    raws.push(raw)
    return undefined
  })
  const results = await submitAll(backend, raws)
  if ('thrown' in results) {
    return requests.map((request, at) => fail(asked, request, faults[at] ?? results.thrown))
  }
  let next = 0
  return requests.map((request, at) => {
    if (faults[at] !== undefined) return fail(asked, request, faults[at])
    const result = results[next++] as SubmitResult
    if (!result.ok) return fail(asked, request, refusalFault(result))
    return succeed(asked, request, result.hash, limits.maxResponseBytes)
  })
}

function readSubmission({ params }: Request): Uint8Array | RpcFault {
  if (params.length > 1) {
    return new RpcFault(
      'invalidParams',
      `too many parameters: ${SEND_RAW} takes at most 1, got ${params.length}`,
    )
  }
  try {
    return readBytes(params[0], 'transaction')
  } catch (error) {
    if (error instanceof RpcFault) return error
    throw error
  }
}

/** The results, or what the node threw. */
async function submitAll(
  backend: RpcBackend,
  raws: readonly Uint8Array[],
): Promise<readonly SubmitResult[] | { readonly thrown: unknown }> {
  try {
    return await backend.submitBatch(raws)
  } catch (error) {
    return { thrown: error }
  }
}
