import type { Terminal } from '../terminal/terminal.ts'

/** A signal that says so when the process is asked to end. */
export function stopSignal(terminal: Pick<Terminal, 'onStop' | 'atEnd'>): AbortSignal {
  const stopping = new AbortController()
  const undo = terminal.onStop(() => stopping.abort())
  terminal.atEnd(async () => undo())
  return stopping.signal
}
