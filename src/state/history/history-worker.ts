import { parentPort, workerData } from 'node:worker_threads'
import { must } from '#base/assert.ts'
import { HistoryDatabase, isUnusable, removeHistoryFiles } from './history-database.ts'
import type { HistoryReply, HistoryRequest } from './messages.ts'

/** The thread that holds the tables: blocks are put in between questions, in batches of a few hundredths of a second. */
const BATCH_MS = 30

const port = must(parentPort, 'the port to the main thread')
const { path } = workerData as { readonly path: string }

const waiting: { readonly height: number; readonly body: Uint8Array }[] = []
let isIndexing = false
let hasFailed = false
let database = open()

function reply(message: HistoryReply): void {
  port.postMessage(message)
}

function open(): HistoryDatabase {
  let notice: string | undefined
  let opened: HistoryDatabase
  try {
    opened = new HistoryDatabase(path)
    opened.newest()
  } catch (error) {
    if (!isUnusable(error)) throw error
    notice = `the history ${path} is not usable (${(error as Error).message}); it is built anew`
    removeHistoryFiles(path)
    opened = new HistoryDatabase(path)
  }
  reply({ kind: 'opened', newest: opened.newest(), notice })
  return opened
}

/** Puts waiting blocks into the tables for a while, then lets questions through. */
function indexSome(): void {
  const started = performance.now()
  let height = 0
  try {
    database.begin()
    while (waiting.length > 0 && performance.now() - started < BATCH_MS) {
      const next = must(waiting.shift(), 'a waiting block')
      database.insert(next.body)
      height = next.height
    }
    database.commit()
  } catch (error) {
    fail(error)
    return
  }
  reply({ kind: 'indexed', height })
  if (waiting.length > 0) setImmediate(indexSome)
  else isIndexing = false
}

/** Nothing is indexed any more. Damaged tables are set aside, so that the next start builds new ones. */
function fail(error: unknown): void {
  hasFailed = true
  waiting.length = 0
  if (isUnusable(error)) {
    database.close()
    removeHistoryFiles(path)
  }
  reply({ kind: 'failed', message: (error as Error).message })
}

async function answer(
  request: Exclude<HistoryRequest, { kind: 'index' | 'close' }>,
): Promise<void> {
  const { id } = request
  try {
    if (request.kind === 'locate') {
      reply({ kind: 'located', id, place: database.locate(request.hash) })
    } else if (request.kind === 'body') {
      const { block } = request
      const height = typeof block === 'number' ? block : database.heightOf(block)
      reply({ kind: 'body', id, body: height === undefined ? undefined : database.body(height) })
    } else if (request.kind === 'logs') {
      const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
      reply({ kind: 'logs', id, logs: await database.logs(request.filter, pause) })
    } else {
      database.close()
      removeHistoryFiles(path)
      database = new HistoryDatabase(path)
      reply({ kind: 'restarted', id })
    }
  } catch (error) {
    reply({ kind: 'refused', id, message: (error as Error).message })
  }
}

port.on('message', (request: HistoryRequest) => {
  if (request.kind === 'index') {
    if (hasFailed) return
    waiting.push(request)
    if (!isIndexing) setImmediate(indexSome)
    isIndexing = true
  } else if (request.kind === 'close') {
    port.close()
    closeWhenDone()
  } else {
    void answer(request)
  }
})

function closeWhenDone(): void {
  if (isIndexing && !hasFailed) setImmediate(closeWhenDone)
  else if (!hasFailed) database.close()
}
