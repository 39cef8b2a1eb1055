import type { ViewEpoch } from './dev-view.ts'
import type { Segment } from './segment.ts'

/**
 * The epoch as a bar of `width` columns: what is done, what is to come, and a mark at the election
 * point. At the election block itself and after it the mark is lit.
 */
export function drawEpochBar(epoch: ViewEpoch, height: number, width: number): readonly Segment[] {
  const blocks = epoch.endHeight - epoch.startHeight + 1
  const column = (at: number): number =>
    Math.min(width - 1, Math.floor(((at - epoch.startHeight) * width) / blocks))
  const done = Math.min(
    width,
    Math.max(0, Math.round(((height - epoch.startHeight + 1) * width) / blocks)),
  )
  const mark = column(epoch.electionHeight)
  const piece = (from: number, to: number): Segment[] => {
    const full = Math.max(0, Math.min(done, to) - from)
    const empty = to - from - full
    return [
      { text: '█'.repeat(full), style: 'good' },
      { text: '░'.repeat(empty), style: 'faint' },
    ]
  }
  return [
    ...piece(0, mark),
    height >= epoch.electionHeight
      ? { text: '◆', style: 'accent' }
      : { text: '◇', style: 'accent' },
    ...piece(mark + 1, width),
  ]
}
