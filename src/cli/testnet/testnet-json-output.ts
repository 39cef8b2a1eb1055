import { printJsonLine } from '../print.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { TestnetOutput } from './testnet-output.ts'

/** For programs: a JSON line when all nodes answer (`"type":"ready"`), and one for each thing that happens. */
export function createTestnetJsonOutput(terminal: Pick<Terminal, 'write'>): TestnetOutput {
  return {
    event: (event) => printJsonLine(terminal, { type: 'node', ...event }),
    ready: ({ dir, genesis, genesisFile, nodes }) => {
      const { chainId } = genesis
      printJsonLine(terminal, {
        type: 'ready',
        chainId,
        dir,
        genesisFile,
        nodes: nodes.map(({ name, isDelegate, rpcUrl, metricsUrl, engineUrl, logFile }) => {
          return { name, isDelegate, rpcUrl, metricsUrl, engineUrl, logFile }
        }),
      })
    },
    look: (_view, news) => {
      for (const one of news) printJsonLine(terminal, one)
    },
    end: () => undefined,
  }
}
