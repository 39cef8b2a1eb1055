import type { Progress } from '#indexer/follow/follow-chain.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { whole } from '../words.ts'

const EVERY_MS = 5_000

/** Says how far a catching up is, now and then, and when it is done. Single blocks at the head are not worth a line. */
export function showProgress(terminal: Pick<Terminal, 'note'>): (progress: Progress) => void {
  let saidMs = performance.now()
  let events = 0
  let isBehind = false
  return ({ height, headHeight, events: added }) => {
    const nowMs = performance.now()
    events += added
    if (height < headHeight) {
      isBehind = true
      if (nowMs - saidMs < EVERY_MS) return
      const rate = Math.round((events * 1_000) / (nowMs - saidMs))
      terminal.note(
        `block ${whole(height)} of ${whole(headHeight)}, ${whole(rate)} events a second`,
      )
    } else if (isBehind) {
      isBehind = false
      terminal.note(`block ${whole(height)}: the index is up to date`)
    }
    saidMs = nowMs
    events = 0
  }
}
