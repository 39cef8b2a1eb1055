import type { DevView } from '../live/dev-view.ts'
import { EMPTY_MEMORY, readDevView, rememberBlock, rememberLine } from '../live/read-dev-view.ts'
import { renderDevView } from '../live/render-dev-view.ts'
import { createScreenWriter } from '../live/screen-writer.ts'
import type { Screen, Terminal } from '../terminal/terminal.ts'
import type { DevOutput } from './dev-output.ts'
import { formatIntro } from './intro.ts'

const QUIT_KEYS: readonly string[] = ['q', 'Q', '\u0003', '\u0004']

/** For a terminal: the introduction, and below it a view that is redrawn in place with every block. */
export function createLiveOutput(
  terminal: Pick<Terminal, 'write'>,
  screen: Screen,
  quit: () => void,
): DevOutput {
  const writer = createScreenWriter(terminal.write)
  let memory = EMPTY_MEMORY
  let shown: DevView | undefined
  let place: Pick<DevView, 'portalUrl'> = {}
  const draw = (): void => {
    if (shown === undefined) return
    const { columns, rows } = screen.size()
    // One row stays free for the cursor, so that the terminal does not scroll.
    const size = { columns, rows: rows - 1, hasColor: screen.hasColor }
    writer.draw(renderDevView({ ...shown, ...place }, size))
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
    showsCurrent: true,
    mostBehind: 20,
    start: (intro) => terminal.write(formatIntro(intro)),
    block: async (report, { client, names, rpcUrl }, isNewest) => {
      memory = rememberBlock(memory, report)
      if (!isNewest) return
      const next = await readDevView(client, rpcUrl, report, memory, names)
      memory = next.memory
      shown = next.view
      draw()
    },
    log: (line) => {
      memory = rememberLine(memory, line)
    },
    portal: (portalUrl) => {
      place = { portalUrl }
      draw()
    },
    end: () => {
      for (const take of undo) take()
      writer.end()
    },
  }
}
