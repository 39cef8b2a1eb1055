import { toHex } from '#base/hex.ts'
import { HttpConnection } from '../node/http-connection.ts'
import { pause } from './figures.ts'

export interface SendOptions {
  /** Transactions for each address, in their order. */
  readonly loads: readonly { readonly url: URL; readonly raws: readonly Uint8Array[] }[]
  readonly batchSize: number
  /** To each address. */
  readonly connections: number
  /** Resolves when so many more may be sent. */
  readonly take?: (transactions: number) => Promise<void>
}

/** How long to leave a node alone whose pool is full. */
const FULL_PAUSE_MS = 50

/** Bodies are made ahead: the client shares the processors with the nodes. */
export interface PreparedLoad {
  /** Sends everything. Returns how many were refused for good. */
  send(): Promise<{ readonly refused: number; readonly sentAgain: number }>
}

interface Job {
  /** JSON-RPC requests without their brackets. */
  readonly calls: readonly string[]
  readonly body: string
  /** Sent before. */
  readonly isAgain: boolean
}

/** Batches of `eth_sendRawTransaction`. What a full pool refuses is sent again until it is taken. */
export function prepareLoad(options: SendOptions): PreparedLoad {
  const { loads, batchSize, connections, take } = options
  const queues = loads.map(({ url, raws }) => ({ url, jobs: toJobs(raws, batchSize) }))
  return {
    send: async () => {
      const results = await Promise.all(
        queues.flatMap(({ url, jobs }) =>
          Array.from({ length: connections }, () => work(url, jobs, take)),
        ),
      )
      let refused = 0
      let sentAgain = 0
      for (const result of results) {
        refused += result.refused
        sentAgain += result.sentAgain
      }
      return { refused, sentAgain }
    },
  }
}

function toJobs(raws: readonly Uint8Array[], batchSize: number): Job[] {
  const jobs: Job[] = []
  for (let at = 0; at < raws.length; at += batchSize) {
    jobs.push(
      toJob(
        raws
          .slice(at, at + batchSize)
          .map(
            (raw, id) =>
              `{"jsonrpc":"2.0","id":${id},"method":"eth_sendRawTransaction","params":["${toHex(raw)}"]}`,
          ),
      ),
    )
  }
  return jobs.reverse()
}

function toJob(calls: readonly string[], isAgain = false): Job {
  return { calls, body: `[${calls.join(',')}]`, isAgain }
}

/** One connection with one request at a time. `jobs` is shared, its last one comes next. */
async function work(
  url: URL,
  jobs: Job[],
  take: SendOptions['take'],
): Promise<{ refused: number; sentAgain: number }> {
  const connection = await HttpConnection.open(url)
  let refused = 0
  let sentAgain = 0
  for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
    if (!job.isAgain) await take?.(job.calls.length)
    const answer = await connection.post(job.body)
    if (!answer.includes('"error"')) continue
    const again: string[] = []
    const answers = [JSON.parse(answer)].flat() as {
      readonly id: number
      readonly error?: { readonly message: string }
    }[]
    for (const { id, error } of answers) {
      if (error === undefined) continue
      if (error.message.startsWith('txpool is full')) again.push(job.calls[id] as string)
      else {
        if (refused === 0) process.stderr.write(`${error.message}\n`)
        refused++
      }
    }
    if (again.length === 0) continue
    sentAgain += again.length
    await pause(FULL_PAUSE_MS)
    jobs.push(
      toJob(
        again.map((call, id) => call.replace(/"id":\d+/, `"id":${id}`)),
        true,
      ),
    )
  }
  connection.close()
  return { refused, sentAgain }
}
