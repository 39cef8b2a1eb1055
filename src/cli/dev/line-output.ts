import { reportLines } from '../live/report-lines.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { DevOutput } from './dev-output.ts'
import { formatIntro } from './intro.ts'

/** For a pipe: a line for each block, and one for each thing that happened. */
export function createLineOutput(terminal: Pick<Terminal, 'write' | 'note'>): DevOutput {
  return {
    showsCurrent: false,
    mostBehind: Number.POSITIVE_INFINITY,
    start: (intro) => terminal.write(formatIntro(intro)),
    block: async (report) => {
      terminal.write(
        reportLines(report)
          .map((line) => `${line}\n`)
          .join(''),
      )
    },
    log: (line) => terminal.note(line),
    portal: (url) => terminal.write(`the portal is at ${url}\n`),
    end: () => undefined,
  }
}
