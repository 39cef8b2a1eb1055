import type { Terminal } from '../terminal/terminal.ts'
import { describeEvent, describeNews } from './news-text.ts'
import type { TestnetOutput } from './testnet-output.ts'
import type { Testnet, TestnetEvent } from './testnet.ts'

/** What follows from what is said anyway. */
const UNTOLD: ReadonlySet<TestnetEvent['what']> = new Set(['starting', 'stopped'])

/** For a pipe: what the testnet is, and then a line for each thing that happens. */
export function createTestnetLineOutput(
  terminal: Pick<Terminal, 'write'>,
  introduce: (testnet: Testnet) => string,
  nowMs: () => number,
): TestnetOutput {
  const write = (text: string): void =>
    terminal.write(`${new Date(nowMs()).toISOString().slice(11, 19)}  ${text}\n`)
  return {
    event: (event) => {
      if (!UNTOLD.has(event.what)) write(describeEvent(event))
    },
    ready: (testnet) => terminal.write(introduce(testnet)),
    look: (_view, news) => {
      for (const one of news) {
        const text = describeNews(one)
        if (text !== undefined) write(text)
      }
    },
    end: () => undefined,
  }
}
