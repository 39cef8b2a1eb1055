import type { Database } from '#indexer/database/database.ts'
import { followChain } from '#indexer/follow/follow-chain.ts'
import { createRpcClient } from '#indexer/node/rpc-client.ts'
import type { Findings } from '#indexer/verify/findings.ts'
import { verifyIndex } from '#indexer/verify/verify-index.ts'

/** Compares an index with its node while it is followed: by this process, unless another one does it already. */
export async function verifyFollowing(options: {
  readonly database: Database
  readonly rpcUrl: string
  readonly signal: AbortSignal
  readonly log: (line: string) => void
}): Promise<Findings> {
  const { database, rpcUrl, log } = options
  const done = new AbortController()
  const signal = AbortSignal.any([options.signal, done.signal])
  const following = followChain({ database, rpcUrl, signal, log, waitForLock: true })
  const verifying = verifyIndex({ database, rpc: createRpcClient(rpcUrl), signal })
  try {
    return await Promise.race([verifying, following.then(() => verifying)])
  } finally {
    done.abort()
    await Promise.allSettled([following, verifying])
  }
}
