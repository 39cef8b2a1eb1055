import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A process of a benchmark that answers questions. */
export interface Child<Ready> {
  readonly pid: number
  /** What it said when it was ready. */
  readonly ready: Ready
  ask<Answer>(question: Question): Promise<Answer>
  /** SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>
  /** Asks it to end. Resolves when it is gone. */
  stop(): Promise<void>
}

/** `what` names it. */
export interface Question {
  readonly what: string
}

/** What a child serves, from its ready message on. */
export interface Service<Ready> {
  readonly ready: Ready
  answer(question: Question): unknown
  stop(): Promise<void>
}

type Message =
  | { readonly type: 'ready'; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly reason: string }

export interface ChildOptions {
  /** Beside this file. */
  readonly file: string
  /** Given to the child's `serveParent`. */
  readonly options: unknown
}

/** Starts a child and resolves when it is ready. Rejects with its own words when it is not to be. */
export async function startChild<Ready>(options: ChildOptions): Promise<Child<Ready>> {
  const file = fileURLToPath(new URL(options.file, import.meta.url))
  const child = fork(file, [], {
    // The output of the benchmark is its figures alone.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const ready = Promise.withResolvers<unknown>()
  let lastId = 0
  child.on('message', (message: Message) => {
    if (message.type === 'ready') ready.resolve(message.value)
    else if (message.type === 'failed') ready.reject(new Error(message.reason))
    else waiting.get(message.id)?.resolve(message.value)
  })
  child.once('exit', (code, signal) => {
    const error = new Error(`${options.file} ended (${signal ?? code})`)
    ready.reject(error)
    for (const { reject } of waiting.values()) reject(error)
  })
  child.send({ options: options.options })
  const end = async (how: () => void): Promise<void> => {
    how()
    await gone
  }
  return {
    ready: (await ready.promise) as Ready,
    pid: child.pid as number,
    ask: async <Answer>(question: Question) => {
      const id = ++lastId
      const answer = Promise.withResolvers<unknown>()
      waiting.set(id, answer)
      if (child.connected) child.send({ id, question })
      else answer.reject(new Error(`${options.file} has ended`))
      try {
        return (await answer.promise) as Answer
      } finally {
        waiting.delete(id)
      }
    },
    kill: () => end(() => child.kill('SIGKILL')),
    stop: () => end(() => disconnect(child)),
  }
}

function disconnect(child: ChildProcess): void {
  if (child.connected) child.disconnect()
}

/** The side of the child: starts what it serves and ends with its parent. */
export function serveParent<Options, Ready>(
  start: (options: Options) => Promise<Service<Ready>>,
): void {
  let service: Service<Ready> | undefined
  const tell = (message: Message): void => void process.send?.(message)
  const begin = async (options: Options): Promise<void> => {
    try {
      service = await start(options)
      tell({ type: 'ready', value: service.ready })
    } catch (error) {
      tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
    }
  }
  const answer = async (id: number, question: Question): Promise<void> => {
    tell({ type: 'answer', id, value: await service?.answer(question) })
  }
  process.on(
    'message',
    (message: { readonly options: Options } | { readonly id: number; question: Question }) => {
      if ('options' in message) return void begin(message.options)
      void answer(message.id, message.question)
    },
  )
  process.once('disconnect', () => {
    void (service?.stop() ?? Promise.resolve()).then(() => process.exit(0))
  })
}
