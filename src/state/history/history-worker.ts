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
  reply({ kind: 'opened', newest: opened.newest(), base: opened.base(), notice })
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

/** Takes out blocks below a height for a while; whether there are more of them. */
function removeSome(below: number): boolean {
  const started = performance.now()
  let height = (database.base()?.height ?? 0) + 1
  let hash: Uint8Array | undefined
  try {
    database.begin()
    for (; height < below && performance.now() - started < BATCH_MS; height++) {
      const removed = database.remove(height)
      if (removed === undefined) break
      hash = removed
    }
    if (hash !== undefined) database.setBase({ height: height - 1, hash })
    database.commit()
  } catch (error) {
    fail(error)
    throw error
  }
  return hash !== undefined && height < below
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
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
      reply({ kind: 'logs', id, logs: await database.logs(request.filter, pause) })
    } else if (request.kind === 'hash') {
      reply({ kind: 'hash', id, hash: database.hashOf(request.height) })
    } else if (request.kind === 'prune') {
      while (removeSome(request.below)) await pause()
      reply({ kind: 'pruned', id })
    } else {
      database.close()
      removeHistoryFiles(path)
      database = new HistoryDatabase(path)
      if (request.base !== undefined) database.setBase(request.base)
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
