import type { Application, InsertTxResult } from '#protocol/abci.ts'
import type { EngineLog } from '../engine-log.ts'
import type { AbciAnswer, AbciRequest } from './messages.ts'
import { createSerialQueue } from './serial-queue.ts'

export type TransactionRequest = AbciRequest<'checkTx' | 'insertTx' | 'reapTxs'>

/** 0 is taken; from 32,000 on CometBFT asks again later; any other is remembered as wrong for ever. */
const INSERT_CODES: Readonly<Record<InsertTxResult, number>> = {
  taken: 0,
  retry: 32_000,
  refused: 1,
}

/** For a transaction that could not be checked; which one does not matter to CometBFT as long as it is not 0. */
const CHECK_FAILED = 1

/**
 * The calls about waiting transactions, one at a time. None of them decides anything of a block: what goes wrong is logged, and the
 * answer is the one that does no harm.
 */
export function createTransactionCalls(
  application: () => Application,
  log: EngineLog,
): (request: TransactionRequest) => Promise<AbciAnswer> {
  const inTurn = createSerialQueue()

  const call = async (request: TransactionRequest): Promise<AbciAnswer> => {
    switch (request.case) {
      case 'checkTx': {
        const { code, log } = await application().checkTx(request.value.tx)
        return { case: 'checkTx', value: { code, log } }
      }
      case 'insertTx': {
        const result = await application().insertTx(request.value.tx)
        return { case: 'insertTx', value: { code: INSERT_CODES[result] } }
      }
      case 'reapTxs': {
        const txs = application().reapTxs(Number(request.value.maxBytes))
        return { case: 'reapTxs', value: { txs: [...txs] } }
      }
    }
  }

  return (request) =>
    inTurn(async () => {
      try {
        return await call(request)
      } catch (error) {
        log.error('transaction call failed', { method: request.case, error: String(error) })
        return harmless(request)
      }
    })
}

function harmless(request: TransactionRequest): AbciAnswer {
  switch (request.case) {
    case 'checkTx':
      return { case: 'checkTx', value: { code: CHECK_FAILED, log: 'cannot be checked now' } }
    case 'insertTx':
      return { case: 'insertTx', value: { code: INSERT_CODES.retry } }
    case 'reapTxs':
      return { case: 'reapTxs', value: { txs: [] } }
  }
}
