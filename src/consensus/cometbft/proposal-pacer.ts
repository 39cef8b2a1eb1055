import type { Application } from '#protocol/abci.ts'
import type { Clock } from '../embedded/clock.ts'

/** The timetable of the chain, as its state has it. */
export interface Timetable {
  /** When the block at `height` is to be proposed, in unix milliseconds; `undefined` for at once. */
  releaseTimeMs(height: number): number | undefined
  /** Time from one block to the next. */
  intervalMs(): number
}

export interface ProposalPacer {
  /** The application, but that a proposal waits until its block is due. Transactions that come meanwhile are in it. */
  pace(application: Application): Application
  /** Nothing waits any more. */
  stop(): void
}

/**
 * CometBFT does nothing else for consensus while it waits for a proposal, so a node never waits longer than one interval, however
 * far behind its clock is: its proposals would come late, and it would hold up nobody but itself.
 */
export function createProposalPacer(timetable: Timetable, clock: Clock): ProposalPacer {
  let endWait: (() => void) | undefined
  let isStopped = false

  const wait = async (height: number): Promise<void> => {
    const releaseMs = timetable.releaseTimeMs(height)
    if (releaseMs === undefined || isStopped) return
    const waitMs = Math.min(releaseMs - clock.nowMs(), timetable.intervalMs())
    if (waitMs <= 0) return
    await new Promise<void>((resolve) => {
      const cancel = clock.after(waitMs, resolve)
      endWait = () => {
        cancel()
        resolve()
      }
    })
    endWait = undefined
  }

  return {
    pace: (application) => ({
      ...application,
      prepareProposal: async (request) => {
        await wait(request.height)
        return application.prepareProposal(request)
      },
    }),
    stop: () => {
      isStopped = true
      endWait?.()
    },
  }
}
