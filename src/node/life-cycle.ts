import type { Logger } from './logging/logger.ts'
import { NodeError } from './node-error.ts'

/** What a node has opened, and how it ends. */
export interface LifeCycle {
  /** What is to be closed at the end, last opened first; at once when the end has begun already. */
  atEnd(close: () => Promise<void>): void
  /** Something broke: the node stops by itself. */
  fail(error: Error): void
  /** Closes everything. May be called again. */
  stop(): Promise<void>
  /** Resolves when all is closed: with the reason when the node had to stop by itself, with `undefined` after `stop`. */
  readonly ended: Promise<NodeError | undefined>
}

export function createLifeCycle(logger: Logger): LifeCycle {
  const closers: (() => Promise<void>)[] = []
  const { promise: ended, resolve: resolveEnded } = Promise.withResolvers<NodeError | undefined>()
  let failure: NodeError | undefined
  let closing: Promise<void> | undefined

  const close = async (closer: () => Promise<void>): Promise<void> => {
    try {
      await closer()
    } catch (error) {
      logger.error('a part did not close', { reason: String(error) })
    }
  }
  const closeAll = async (): Promise<void> => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) {
      await close(closer)
    }
    logger.info('node stopped')
    resolveEnded(failure)
  }
  const stop = (): Promise<void> => {
    closing ??= closeAll()
    return closing
  }
  return {
    ended,
    stop,
    atEnd: (closer) => {
      if (closing === undefined) closers.push(closer)
      else void close(closer)
    },
    fail: (error) => {
      if (failure !== undefined || closing !== undefined) return
      failure =
        error instanceof NodeError
          ? error
          : new NodeError('failed', error.message, { cause: error })
      logger.error('the node stops', { reason: error.message })
      void stop()
    },
  }
}
