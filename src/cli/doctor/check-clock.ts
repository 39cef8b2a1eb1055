import type { RpcAnswer } from './ask-rpc.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

/** Above this the timetable of the blocks suffers; other machines' `Date` tells whole seconds only. */
const TOLERATED_MS = 500
const FIX = 'let chrony or systemd-timesyncd keep the clock (`timedatectl`)'

/**
 * The clock of this machine against that of another one, and against the last block: its header has the median time of the
 * signatures under the block before, so it is in the past.
 */
export function checkClock(
  answer: Pick<RpcAnswer<unknown>, 'sentMs' | 'receivedMs' | 'dateMs'>,
  headTimeMs: number,
  isOtherMachine: boolean,
): Finding {
  const check = 'clock'
  const aheadOfHeadMs = headTimeMs - answer.receivedMs
  if (aheadOfHeadMs > TOLERATED_MS) {
    return problem(
      check,
      `at least ${seconds(aheadOfHeadMs)} behind: the last block is from the future; ${FIX}`,
    )
  }
  const { dateMs } = answer
  if (!isOtherMachine || dateMs === undefined) {
    return ok(
      check,
      'not behind the last block; against the clock of another machine it is compared with --rpc',
    )
  }
  // Somewhere in the second that was told, somewhere between question and answer.
  const leastAheadMs = answer.sentMs - (dateMs + 1_000)
  const leastBehindMs = dateMs - answer.receivedMs
  for (const [offMs, way] of [
    [leastAheadMs, 'ahead of'],
    [leastBehindMs, 'behind'],
  ] as const) {
    if (offMs > TOLERATED_MS) {
      return warning(check, `at least ${seconds(offMs)} ${way} that of the node at --rpc; ${FIX}`)
    }
  }
  return ok(check, 'within a second of that of the node at --rpc')
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
