import type { TransferProgress } from '#bundles/fetch-bundle.ts'
import { createScreenWriter } from '../live/screen-writer.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { whole } from '../words.ts'

/** Shows on a terminal how far a transfer is; into a pipe nothing is written. */
export interface ProgressLine {
  readonly show: (progress: TransferProgress) => void
  readonly end: () => void
}

/** `doing` is what is done, such as `fetched`. */
export function createProgressLine(
  terminal: Pick<Terminal, 'screen' | 'write'>,
  doing: string,
): ProgressLine {
  if (terminal.screen === undefined) return { show: () => undefined, end: () => undefined }
  const writer = createScreenWriter(terminal.write)
  return {
    show: ({ chunks, missingChunks }) =>
      writer.draw([`${doing} ${whole(chunks - missingChunks)} of ${whole(chunks)} chunks`]),
    end: writer.end,
  }
}
