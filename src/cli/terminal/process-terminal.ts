import { askSecret } from './ask-secret.ts'
import { replaceProcess } from './replace-process.ts'
import type { Screen, Terminal } from './terminal.ts'

/** The terminal of this process. */
export function createProcessTerminal(): Omit<Terminal, 'atEnd'> {
  // A reader that goes away (`boule … | head`) ends the command quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    // The terminal was closed; the signal that comes with it ends the command in order.
    if (error.code === 'EIO') return
    throw error
  })
  return {
    write: (text) => void process.stdout.write(text),
    note: (line) => void process.stderr.write(`${line}\n`),
    input: () => process.stdin.setEncoding('utf8') as AsyncIterable<string>,
    askSecret: (question) => askSecret(question, process.stdin, process.stderr),
    screen: process.stdout.isTTY ? createScreen() : undefined,
    environment: process.env,
    folder: process.cwd(),
    onStop: (stop) => listenToSignals(stop),
    replaceBy: replaceProcess,
  }
}

function listenToSignals(stop: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  let isStopping = false
  const listener = (): void => {
    if (isStopping) {
      // At once; all that could stay behind is a hidden cursor.
      if (process.stdout.isTTY) process.stdout.write('\u001b[?25h')
      process.exit(130)
    }
    isStopping = true
    stop()
  }
  for (const signal of signals) process.on(signal, listener)
  // Who started this program with a channel is gone, however that happened.
  process.on('disconnect', listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
    process.off('disconnect', listener)
  }
}

function createScreen(): Screen {
  const { stdin, stdout } = process
  return {
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    // https://no-color.org: present and not empty.
    hasColor: (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb',
    onResize: (redraw) => {
      stdout.on('resize', redraw)
      return () => void stdout.off('resize', redraw)
    },
    onKey: (press) => {
      if (!stdin.isTTY) return () => undefined
      const listener = (chunk: Buffer): void => press(chunk.toString('utf8'))
      stdin.setRawMode(true)
      stdin.resume()
      stdin.on('data', listener)
      return () => {
        stdin.off('data', listener)
        stdin.setRawMode(false)
        stdin.pause()
      }
    },
  }
}
