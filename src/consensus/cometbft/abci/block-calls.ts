import type { Application, InfoResponse } from '#protocol/abci.ts'
import type { EngineLog } from '../engine-log.ts'
import type { Failure } from './failure.ts'
import { ResponseProcessProposal_ProposalStatus as Status } from './generated/tendermint/abci/types_pb.js'
import type { AbciAnswer, AbciRequest } from './messages.ts'
import { MalformedRequest, RefusedRequest } from './request-errors.ts'
import { createSerialQueue } from './serial-queue.ts'
import {
  fromFinalizeBlock,
  fromInitChain,
  fromPrepareProposal,
  fromProcessProposal,
  toFinalizeBlockAnswer,
  toInitChainAnswer,
} from './translate.ts'

export type BlockRequest = AbciRequest<
  'initChain' | 'prepareProposal' | 'processProposal' | 'finalizeBlock' | 'commit'
>

/** The connection on which a call came in. */
export interface Caller {
  readonly isClosed: boolean
  close(): void
}

export interface BlockCallsOptions {
  readonly application: () => Application
  readonly log: EngineLog
  readonly failure: Failure
}

/**
 * The calls that make blocks, one at a time, from whichever connection they come. The connection of the last one owns the block that
 * is being made: when it closes, or another one calls, that block is dropped.
 */
export interface BlockCalls {
  /**
   * `undefined` when nothing may be answered: the caller is closed, or the application has failed. Throws `MalformedRequest` and
   * `RefusedRequest`; then the application has not been called.
   */
  answer(caller: Caller, request: BlockRequest): Promise<AbciAnswer | undefined>
  /** Waits for a commit that is under way, so that it never tells of a block that is committed a moment later. */
  info(): Promise<InfoResponse | undefined>
  /** The caller is closed, and its last call has been answered or dropped. */
  leave(caller: Caller): Promise<void>
}

export function createBlockCalls({ application, log, failure }: BlockCallsOptions): BlockCalls {
  const inTurn = createSerialQueue()
  let owner: Caller | undefined
  /** The owner's block that waits for its commit. */
  let finalisedHeight: number | undefined
  let commitUnderWay: Promise<unknown> = Promise.resolve()

  /** Whatever the application throws is the end: any answer might be wrong. */
  const orFail = async <T>(during: string, run: () => Promise<T>): Promise<T | undefined> => {
    if (failure.hasHappened) return undefined
    try {
      return await run()
    } catch (error) {
      if (error instanceof MalformedRequest || error instanceof RefusedRequest) throw error
      failure.report(during, error)
      return undefined
    }
  }

  const discard = (): void => {
    finalisedHeight = undefined
    application().discard()
  }

  const takeOver = (caller: Caller): void => {
    if (owner === caller) return
    if (owner !== undefined) {
      log.warn('consensus connection replaced by another one')
      owner.close()
      discard()
    }
    owner = caller
  }

  const expectHeight = (method: string, height: number): void => {
    if (finalisedHeight !== undefined) {
      throw new RefusedRequest(`${method} while block ${finalisedHeight} waits for its commit`)
    }
    const { lastBlockHeight } = application().info()
    if (height !== lastBlockHeight + 1) {
      throw new RefusedRequest(`${method} for height ${height} after block ${lastBlockHeight}`)
    }
  }

  const call = async (request: BlockRequest): Promise<AbciAnswer> => {
    switch (request.case) {
      case 'initChain': {
        const given = fromInitChain(request)
        expectHeight('InitChain', 1)
        return { case: 'initChain', value: toInitChainAnswer(application().initChain(given)) }
      }
      case 'prepareProposal': {
        const given = fromPrepareProposal(request)
        expectHeight('PrepareProposal', given.height)
        const txs = await application().prepareProposal(given)
        return { case: 'prepareProposal', value: { txs: [...txs] } }
      }
      case 'processProposal': {
        const given = fromProcessProposal(request)
        expectHeight('ProcessProposal', given.height)
        const isGood = await application().processProposal(given)
        return {
          case: 'processProposal',
          value: { status: isGood ? Status.ACCEPT : Status.REJECT },
        }
      }
      case 'finalizeBlock': {
        const given = fromFinalizeBlock(request)
        expectHeight('FinalizeBlock', given.height)
        finalisedHeight = given.height
        const response = await application().finalizeBlock(given)
        return { case: 'finalizeBlock', value: toFinalizeBlockAnswer(response) }
      }
      case 'commit': {
        if (finalisedHeight === undefined) {
          throw new RefusedRequest('Commit without a block that was finalised')
        }
        const { retainHeight } = await application().commit()
        finalisedHeight = undefined
        return { case: 'commit', value: { retainHeight: BigInt(retainHeight) } }
      }
    }
  }

  return {
    answer: (caller, request) =>
      inTurn(() => {
        // While it waited, the caller may have been replaced.
        if (caller.isClosed) return undefined
        const answer = orFail(request.case, async () => {
          takeOver(caller)
          return call(request)
        })
        if (request.case === 'commit') commitUnderWay = answer.catch(() => {})
        return answer
      }),
    info: async () => {
      await commitUnderWay
      return orFail('info', async () => application().info())
    },
    leave: (caller) =>
      inTurn(() => {
        if (owner !== caller) return undefined
        owner = undefined
        return orFail('discard', async () => discard())
      }),
  }
}
