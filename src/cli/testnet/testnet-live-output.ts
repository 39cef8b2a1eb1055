import { createScreenWriter } from '../live/screen-writer.ts'
import type { Screen, Terminal } from '../terminal/terminal.ts'
import { describeEvent, describeNews } from './news-text.ts'
import { renderTestnetView } from './render-testnet-view.ts'
import type { TestnetOutput } from './testnet-output.ts'
import type { Testnet } from './testnet.ts'
import type { TestnetView } from './testnet-view.ts'

const QUIT_KEYS: readonly string[] = ['q', 'Q', '\u0003', '\u0004']
const KEPT_RECENT = 20

/** For a terminal: the introduction, and below it a view of all nodes that is redrawn in place. */
export function createTestnetLiveOutput(
  terminal: Pick<Terminal, 'write'>,
  screen: Screen,
  introduce: (testnet: Testnet) => string,
  quit: () => void,
): TestnetOutput {
  const writer = createScreenWriter(terminal.write)
  let recent: readonly string[] = []
  let shown: TestnetView | undefined
  const started = new Set<string>()
  let isReady = false

  const remember = (text: string): void => {
    recent = [text, ...recent].slice(0, KEPT_RECENT)
  }
  const draw = (): void => {
    const { columns, rows } = screen.size()
    if (!isReady) {
      writer.draw([`Starting the nodes: ${started.size} answer`])
      return
    }
    if (shown === undefined) return
    // One row stays free for the cursor, so that the terminal does not scroll.
    const size = { columns, rows: rows - 1, hasColor: screen.hasColor }
    writer.draw(renderTestnetView(shown, recent, size))
  }
  const undo = [
    screen.onKey((key) => {
      if (QUIT_KEYS.includes(key)) quit()
    }),
    screen.onResize(() => {
      writer.reset()
      draw()
    }),
  ]
  return {
    event: (event) => {
      if (event.what === 'running') started.add(event.node)
      if (isReady) remember(describeEvent(event))
      draw()
    },
    ready: (testnet) => {
      isReady = true
      // The introduction takes the place of the line about the start, and stays.
      writer.draw([])
      writer.end()
      terminal.write(introduce(testnet))
    },
    look: (view, news) => {
      for (const one of news) {
        const text = describeNews(one)
        if (text !== undefined) remember(text)
      }
      shown = view
      draw()
    },
    end: () => {
      for (const take of undo) take()
      writer.end()
    },
  }
}
