/** A piece of a line and how it looks. Every character is one column wide: names are ASCII. */
export interface Segment {
  readonly text: string
  readonly style?: Style
}

export type Style = 'strong' | 'faint' | 'good' | 'warn' | 'bad' | 'accent'

const CODES: Readonly<Record<Style, string>> = {
  strong: '1',
  faint: '2',
  good: '32',
  warn: '33',
  bad: '31',
  accent: '36',
}

/** A line of `segments`, cut at `columns`. Without colour the styles have no effect. */
export function paintLine(
  segments: readonly Segment[],
  columns: number,
  hasColor: boolean,
): string {
  let left = columns
  let line = ''
  for (const { text, style } of segments) {
    if (left <= 0) break
    const shown = cut(text, left)
    left -= lengthOf(shown)
    line += hasColor && style !== undefined ? `\u001b[${CODES[style]}m${shown}\u001b[0m` : shown
  }
  return line.trimEnd()
}

/** `text` in `width` columns: cut with an ellipsis, or filled with blanks on the right. */
export function padEnd(text: string, width: number): string {
  const shown = cut(text, width)
  return shown + ' '.repeat(Math.max(0, width - lengthOf(shown)))
}

/** The same with the blanks on the left. */
export function padStart(text: string, width: number): string {
  const shown = cut(text, width)
  return ' '.repeat(Math.max(0, width - lengthOf(shown))) + shown
}

/** `text` in lines of `width` columns, broken between words; what does not fit into `most` lines is on the last. */
export function wrapWords(text: string, width: number, most: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (lines.length + 1 < most && line !== '' && lengthOf(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

function cut(text: string, width: number): string {
  const characters = [...text]
  if (characters.length <= width) return text
  return width <= 0 ? '' : `${characters.slice(0, width - 1).join('')}…`
}

function lengthOf(text: string): number {
  return [...text].length
}
