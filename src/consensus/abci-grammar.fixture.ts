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
  /** The engine has gone and another one connects: what was not committed is forgotten. */
  reconnect(): void
}

/**
 * Passes calls on and throws when their order breaks the grammar of ABCI 2.0 (spec/abci/abci++_comet_expected_behavior.md):
 *
 *     start            = [init-chain] *consensus-height
 *     consensus-height = *([prepare-proposal] *process-proposal) 1*finalize-block commit
 *
 * With `start` `ready` the chain is initialised and has no block yet. Heights follow one another, times rise, and a block that is finalised again after a reconnect is the same block.
 */
export function guardGrammar(
  application: Application,
  start: 'new' | 'ready' = 'new',
): GuardedApplication {
  const counts: CallCounts = {}
  let phase: 'new' | 'ready' | 'finalised' = start
  let height = 0
  let timeMs = 0
  let open: { readonly height: number; readonly timeMs: number } | undefined
  let inFlight: string | undefined

  const enter = (call: keyof Application): void => {
    if (inFlight !== undefined) throw new GrammarError(`${call} while ${inFlight} is not answered`)
    counts[call] = (counts[call] ?? 0) + 1
  }
  const during = async <T>(call: keyof Application, run: () => Promise<T>): Promise<T> => {
    enter(call)
    inFlight = call
    try {
      return await run()
    } finally {
      inFlight = undefined
    }
  }
  const expectProposalOf = (call: string, given: number): void => {
    if (phase !== 'ready') throw new GrammarError(`${call} in phase ${phase}`)
    if (given !== height + 1) throw new GrammarError(`${call} of ${given} after height ${height}`)
  }

  const guarded: Application = {
    info: () => {
      enter('info')
      const info = application.info()
      if (info.lastBlockHeight > 0 && phase === 'new') {
        phase = 'ready'
        height = info.lastBlockHeight
      }
      return info
    },
    initChain: (request) => {
      enter('initChain')
      if (phase !== 'new') throw new GrammarError(`initChain in phase ${phase}`)
      phase = 'ready'
      height = request.initialHeight - 1
      return application.initChain(request)
    },
    checkTx: (raw) => application.checkTx(raw),
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
        height = open.height
        timeMs = open.timeMs
        open = undefined
        return response
      }),
    listSnapshots: () => application.listSnapshots(),
    loadSnapshotChunk: (...chunk) => application.loadSnapshotChunk(...chunk),
  }
  return {
    application: guarded,
    counts,
    reconnect: () => {
      if (phase === 'finalised') phase = 'ready'
      open = undefined
    },
  }
}
