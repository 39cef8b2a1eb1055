import type { ReadStream, WriteStream } from 'node:tty'

const ENTER = ['\r', '\n', '\u0004']
const BACKSPACE = ['\u007f', '\b']
const CTRL_C = '\u0003'

/**
 * Asks a question on a terminal and reads the answer without showing it. Undefined when `input` is
 * not a terminal, or when the question is left with Ctrl-C.
 */
export function askSecret(
  question: string,
  input: Pick<ReadStream, 'isTTY' | 'setRawMode' | 'resume' | 'pause' | 'on' | 'off'>,
  output: Pick<WriteStream, 'write'>,
): Promise<string | undefined> {
  if (!input.isTTY) return Promise.resolve(undefined)
  output.write(question)
  input.setRawMode(true)
  input.resume()
  return new Promise((resolve) => {
    let typed = ''
    const end = (answer: string | undefined): void => {
      input.off('data', read)
      input.setRawMode(false)
      input.pause()
      output.write('\n')
      resolve(answer)
    }
    const read = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === CTRL_C) return end(undefined)
        if (ENTER.includes(character)) return end(typed)
        typed = BACKSPACE.includes(character) ? [...typed].slice(0, -1).join('') : typed + character
      }
    }
    input.on('data', read)
  })
}
