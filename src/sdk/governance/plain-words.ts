/** Controls of a terminal, and marks that turn the direction of writing around what follows. */
const TREACHEROUS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu
const TREACHEROUS_BUT_LINES = /[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n\t]/gu
const LONGEST_LINE = 120

/** What a stranger wrote, as one line that steers no terminal: a title, a reason. */
export function plainLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replace(TREACHEROUS, '�')
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line
}

/** The same for a text of several lines. */
export function plainText(text: string): string {
  return text.replace(TREACHEROUS_BUT_LINES, '�')
}
