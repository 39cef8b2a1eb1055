import type { Database } from '../database/database.ts'
import { pause } from '../follow/pause.ts'
import { NodeError, type RpcCall, type RpcClient } from '../node/rpc-client.ts'
import type { FindingsBook } from './findings.ts'

/** What the comparisons work with. The chain and the index go on meanwhile. */
export interface VerifySetting {
  readonly database: Database
  readonly rpc: RpcClient
  readonly signal: AbortSignal
  readonly findings: FindingsBook
}

/** Answers of the node that are all of one height. */
export interface AtHeight {
  readonly height: number
  readonly status: NodeStatus
  readonly answers: readonly unknown[]
}

export interface NodeStatus {
  readonly height: number
  readonly delegates: number
  readonly buckets: number
  readonly supplyRau: string
  readonly stakedRau: string
  readonly fund: {
    readonly availableRau: string
    readonly unclaimedRau: string
    readonly owedRau: string
  }
}

const STATUS: RpcCall = { method: 'boule_status', params: [] }
const MAX_TRIES = 50
const INDEX_POLL_MS = 50
const INDEX_PATIENCE_MS = 60_000

/** Asks the node, between two questions for its height, until no block came in between. */
export async function askAtOneHeight(
  { rpc, signal }: VerifySetting,
  calls: readonly RpcCall[],
): Promise<AtHeight> {
  for (let attempt = 0; attempt < MAX_TRIES && !signal.aborted; attempt++) {
    const answers = await rpc.batch([STATUS, ...calls, STATUS])
    const before = answers[0] as NodeStatus
    const after = answers.at(-1) as NodeStatus
    if (before.height === after.height) {
      return { height: before.height, status: before, answers: answers.slice(1, -1) }
    }
  }
  throw new NodeError(`${rpc.url} makes blocks faster than it answers`, true)
}

/** Waits until the index has a block. */
export async function waitForIndex(
  { database, signal }: VerifySetting,
  height: number,
): Promise<number> {
  const tries = INDEX_PATIENCE_MS / INDEX_POLL_MS
  for (let attempt = 0; attempt < tries && !signal.aborted; attempt++) {
    const reached = await readIndexHeight(database)
    if (reached >= height) return reached
    await pause(INDEX_POLL_MS, signal)
  }
  throw new NodeError(
    `the index does not come to block ${height}; start it with boule index run`,
    false,
  )
}

async function readIndexHeight(database: Database): Promise<number> {
  const [row] = await database.query('select height from chain.sync where id = 1')
  return row === undefined ? -1 : Number(row['height'])
}
