import type { BlockContext } from '#protocol/action.ts'
import type { Machine } from '#protocol/machine.ts'
import { RpcFault } from '../errors.ts'
import { computeImpact } from './compute-impact.ts'
import type { ImpactRecord, ImpactRequest } from './impact-records.ts'

/** Impacts that are asked for and not answered; they are worked out one after another. */
export const MAX_IMPACTS_AT_ONCE = 4
/** Rest for each time of work: whoever asks, and with whatever script, takes at most a quarter of the thread that makes blocks. */
const REST_PER_WORK = 3

export type ImpactPort = (request: ImpactRequest) => Promise<ImpactRecord>

/** Works out impacts on the state of a node that goes on making blocks. `settled` is that of `RpcBackend`. */
export function createImpactPort(
  machine: Pick<Machine, 'tryOut'>,
  settled: () => Promise<void> | undefined,
): ImpactPort {
  let waiting = 0
  let workMs = 0
  let last: Promise<unknown> = Promise.resolve()
  const tryOut = <T>(run: (context: BlockContext) => T): T => {
    const begunMs = performance.now()
    try {
      return machine.tryOut(run)
    } finally {
      workMs += performance.now() - begunMs
    }
  }
  const pause = async (): Promise<void> => {
    const restMs = Math.ceil(workMs * REST_PER_WORK)
    workMs = 0
    await new Promise((resolve) => setTimeout(resolve, restMs))
    for (let wait = settled(); wait !== undefined; wait = settled()) await wait
  }
  return async (request) => {
    if (waiting >= MAX_IMPACTS_AT_ONCE) {
      throw new RpcFault(
        'limitExceeded',
        `${MAX_IMPACTS_AT_ONCE} impacts are being worked out, which is the most at once; ask again in a moment`,
      )
    }
    waiting++
    const answer = last.then(() => computeImpact({ tryOut, pause }, request))
    last = answer.catch(() => undefined)
    try {
      return await answer
    } finally {
      waiting--
    }
  }
}
