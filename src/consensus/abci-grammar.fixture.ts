import type { Application } from '#protocol/abci.ts'

/** A call that no engine may make at this point. */
export class GrammarError extends Error {
  override readonly name = 'GrammarError'
}

/** Calls seen so far, by name. */
export type CallCounts = Partial<Record<keyof Application, number>>

export interface GuardedApplication {
  readonly application: Application
  readonly counts: CallCounts
}

/** Calls of different lanes may overlap, those of one may not. */
type Lane = 'blocks' | 'transactions' | 'snapshots'

/**
 * Passes calls on and throws when their order breaks the grammar of ABCI 2.0 (spec/abci/abci++_comet_expected_behavior.md):
 *
 *     start            = [init-chain] *consensus-height
 *     consensus-height = *([prepare-proposal] *process-proposal) *(finalize-block discard) finalize-block commit
 *
 * `discard` may come at any other point too; before the first block, the chain may then be initialised again. With `start` `ready` it
 * is initialised and has no block yet. Heights follow one another, and times rise.
 */
export function guardGrammar(
  application: Application,
  start: 'new' | 'ready' = 'new',
): GuardedApplication {
  const counts: CallCounts = {}
  let phase: 'new' | 'ready' | 'finalised' = start
  /** Where a discard leads back to. */
  let committedPhase: 'new' | 'ready' = start
  let height = 0
  let timeMs = 0
  let open: { readonly height: number; readonly timeMs: number } | undefined
  const inFlight: Partial<Record<Lane, string>> = {}

  const count = (call: keyof Application): void => {
    counts[call] = (counts[call] ?? 0) + 1
  }
  const enter = (call: keyof Application, lane: Lane): void => {
    const other = inFlight[lane]
    if (other !== undefined) throw new GrammarError(`${call} while ${other} is not answered`)
    count(call)
  }
  const during = async <T>(
    call: keyof Application,
    run: () => Promise<T>,
    lane: Lane = 'blocks',
  ): Promise<T> => {
    enter(call, lane)
    inFlight[lane] = call
    try {
      return await run()
    } finally {
      delete inFlight[lane]
    }
  }
  const expectProposalOf = (call: string, given: number): void => {
    if (phase !== 'ready') throw new GrammarError(`${call} in phase ${phase}`)
    if (given !== height + 1) throw new GrammarError(`${call} of ${given} after height ${height}`)
  }

  const guarded: Application = {
    info: () => {
      count('info')
      const info = application.info()
      if (info.lastBlockHeight > 0 && phase === 'new') {
        phase = 'ready'
        committedPhase = 'ready'
        height = info.lastBlockHeight
      }
      return info
    },
    initChain: (request) => {
      enter('initChain', 'blocks')
      if (phase !== 'new') throw new GrammarError(`initChain in phase ${phase}`)
      phase = 'ready'
      height = request.initialHeight - 1
      return application.initChain(request)
    },
    checkTx: (raw) => during('checkTx', () => application.checkTx(raw), 'transactions'),
    insertTx: (raw) => during('insertTx', () => application.insertTx(raw), 'transactions'),
    reapTxs: (maxBytes) => {
      enter('reapTxs', 'transactions')
      return application.reapTxs(maxBytes)
    },
    prepareProposal: (request) =>
      during('prepareProposal', () => {
        expectProposalOf('prepareProposal', request.height)
        return application.prepareProposal(request)
      }),
    processProposal: (request) =>
      during('processProposal', () => {
        expectProposalOf('processProposal', request.height)
        return application.processProposal(request)
      }),
    finalizeBlock: (request) =>
      during('finalizeBlock', () => {
        expectProposalOf('finalizeBlock', request.height)
        if (request.timeMs <= timeMs) throw new GrammarError('time does not rise')
        phase = 'finalised'
        open = { height: request.height, timeMs: request.timeMs }
        return application.finalizeBlock(request)
      }),
    commit: () =>
      during('commit', async () => {
        if (phase !== 'finalised' || open === undefined) {
          throw new GrammarError(`commit in phase ${phase}`)
        }
        const response = await application.commit()
        phase = 'ready'
        committedPhase = 'ready'
        height = open.height
        timeMs = open.timeMs
        open = undefined
        return response
      }),
    discard: () => {
      enter('discard', 'blocks')
      phase = committedPhase
      open = undefined
      application.discard()
    },
    listSnapshots: () => {
      enter('listSnapshots', 'snapshots')
      return application.listSnapshots()
    },
    loadSnapshotChunk: (...chunk) =>
      during('loadSnapshotChunk', () => application.loadSnapshotChunk(...chunk), 'snapshots'),
    offerSnapshot: (...offer) =>
      during('offerSnapshot', () => application.offerSnapshot(...offer), 'snapshots'),
    applySnapshotChunk: (...chunk) =>
      during('applySnapshotChunk', () => application.applySnapshotChunk(...chunk), 'snapshots'),
  }
  return { application: guarded, counts }
}
