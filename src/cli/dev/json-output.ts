import { printJsonLine } from '../print.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { DevOutput } from './dev-output.ts'
import { introCommands } from './intro.ts'

/** For programs: a JSON line when it runs (`"type":"ready"`), when its portal does (`"type":"portal"`), and one for each block (`"type":"block"`). */
export function createJsonOutput(terminal: Pick<Terminal, 'write' | 'note'>): DevOutput {
  return {
    showsCurrent: false,
    mostBehind: Number.POSITIVE_INFINITY,
    start: (intro) => {
      const { rpcUrl, chainId, dataDir, height, accounts } = intro
      const commands = introCommands(intro)
      printJsonLine(terminal, {
        type: 'ready',
        rpcUrl,
        chainId,
        dataDir,
        height,
        accounts,
        commands,
      })
    },
    block: async (report) => printJsonLine(terminal, { type: 'block', ...report }),
    log: (line) => terminal.note(line),
    portal: (url) => printJsonLine(terminal, { type: 'portal', url }),
    end: () => undefined,
  }
}
