import type { Application } from '#protocol/abci.ts'
import type { EngineLog } from '../engine-log.ts'
import type { BlockCalls, Caller } from './block-calls.ts'
import type { AbciAnswer, AbciRequest } from './messages.ts'
import { RefusedRequest } from './request-errors.ts'
import { createSnapshotCalls } from './snapshot-calls.ts'
import { createTransactionCalls } from './transaction-calls.ts'

/** What Info says of the program. */
const APPLICATION_NAME = 'boule'
const APPLICATION_VERSION = 1n

/** Queries are answered on JSON-RPC only. */
const QUERY_REFUSED = 1

export interface RouterOptions {
  readonly application: () => Application
  readonly blocks: BlockCalls
  readonly log: EngineLog
  readonly version: string
}

/** Takes a request to what answers it. Calls about transactions and snapshots do not wait for those that make blocks. */
export function createRouter({ application, blocks, log, version }: RouterOptions) {
  const answerTransaction = createTransactionCalls(application, log)
  const answerSnapshot = createSnapshotCalls(application, log)

  const answerInfo = async (): Promise<AbciAnswer | undefined> => {
    const info = await blocks.info()
    if (info === undefined) return undefined
    return {
      case: 'info',
      value: {
        data: APPLICATION_NAME,
        version,
        appVersion: APPLICATION_VERSION,
        lastBlockHeight: BigInt(info.lastBlockHeight),
        lastBlockAppHash: info.lastBlockAppHash,
      },
    }
  }

  return async (caller: Caller, request: AbciRequest): Promise<AbciAnswer | undefined> => {
    switch (request.case) {
      case 'echo':
        return { case: 'echo', value: { message: request.value.message } }
      case 'flush':
        return { case: 'flush', value: {} }
      case 'info':
        return answerInfo()
      case 'query':
        return { case: 'query', value: { code: QUERY_REFUSED, log: 'use JSON-RPC' } }
      case 'initChain':
      case 'prepareProposal':
      case 'processProposal':
      case 'finalizeBlock':
      case 'commit':
        return blocks.answer(caller, request)
      case 'checkTx':
      case 'insertTx':
      case 'reapTxs':
        return answerTransaction(request)
      case 'listSnapshots':
      case 'offerSnapshot':
      case 'loadSnapshotChunk':
      case 'applySnapshotChunk':
        return answerSnapshot(request)
      case 'extendVote':
      case 'verifyVoteExtension':
        throw new RefusedRequest('vote extensions are not enabled')
    }
  }
}
