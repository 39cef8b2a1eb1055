import type { Application, ApplyChunkResponse, OfferSnapshotResult } from '#protocol/abci.ts'
import type { EngineLog } from '../engine-log.ts'
import {
  ResponseApplySnapshotChunk_Result as ApplyResult,
  ResponseOfferSnapshot_Result as OfferResult,
} from './generated/tendermint/abci/types_pb.js'
import type { AbciAnswer, AbciRequest } from './messages.ts'
import { MalformedRequest } from './request-errors.ts'
import { createSerialQueue } from './serial-queue.ts'
import { fromSnapshot, toNumber, toWireSnapshot } from './translate.ts'

export type SnapshotRequest = AbciRequest<
  'listSnapshots' | 'offerSnapshot' | 'loadSnapshotChunk' | 'applySnapshotChunk'
>

const OFFER_RESULTS: Readonly<Record<OfferSnapshotResult, OfferResult>> = {
  accept: OfferResult.ACCEPT,
  abort: OfferResult.ABORT,
  reject: OfferResult.REJECT,
  'reject-format': OfferResult.REJECT_FORMAT,
}

const APPLY_RESULTS: Readonly<Record<ApplyChunkResponse['result'], ApplyResult>> = {
  accept: ApplyResult.ACCEPT,
  abort: ApplyResult.ABORT,
  retry: ApplyResult.RETRY,
  'retry-snapshot': ApplyResult.RETRY_SNAPSHOT,
  'reject-snapshot': ApplyResult.REJECT_SNAPSHOT,
}

/**
 * The calls about snapshots, one at a time. When one fails, it is logged; others are told that there is nothing here, and a state
 * that is being restored is given up.
 */
export function createSnapshotCalls(
  application: () => Application,
  log: EngineLog,
): (request: SnapshotRequest) => Promise<AbciAnswer> {
  const inTurn = createSerialQueue()

  const call = async (request: SnapshotRequest): Promise<AbciAnswer> => {
    switch (request.case) {
      case 'listSnapshots': {
        const snapshots = application().listSnapshots().map(toWireSnapshot)
        return { case: 'listSnapshots', value: { snapshots } }
      }
      case 'loadSnapshotChunk': {
        const { height, format, chunk: index } = request.value
        const chunk = await application().loadSnapshotChunk(toNumber(height), format, index)
        return { case: 'loadSnapshotChunk', value: { chunk } }
      }
      case 'offerSnapshot': {
        const { snapshot, appHash } = request.value
        const result = await application().offerSnapshot(fromSnapshot(snapshot), appHash)
        return { case: 'offerSnapshot', value: { result: OFFER_RESULTS[result] } }
      }
      case 'applySnapshotChunk': {
        const { index, chunk, sender } = request.value
        const response = await application().applySnapshotChunk(index, chunk, sender)
        const result = APPLY_RESULTS[response.result]
        const refetchChunks = [...response.refetchChunks]
        const rejectSenders = [...response.rejectSenders]
        return { case: 'applySnapshotChunk', value: { result, refetchChunks, rejectSenders } }
      }
    }
  }

  return (request) =>
    inTurn(async () => {
      try {
        return await call(request)
      } catch (error) {
        if (error instanceof MalformedRequest) throw error
        log.error('snapshot call failed', { method: request.case, error: String(error) })
        return givenUp(request)
      }
    })
}

function givenUp(request: SnapshotRequest): AbciAnswer {
  switch (request.case) {
    case 'listSnapshots':
      return { case: 'listSnapshots', value: { snapshots: [] } }
    case 'loadSnapshotChunk':
      return { case: 'loadSnapshotChunk', value: { chunk: new Uint8Array(0) } }
    case 'offerSnapshot':
      return { case: 'offerSnapshot', value: { result: OfferResult.ABORT } }
    case 'applySnapshotChunk':
      return { case: 'applySnapshotChunk', value: { result: ApplyResult.ABORT } }
  }
}
