const MAX_SHOWN = 120

/** Text of others as it may stand in a line for people: in quotes, without anything that a terminal would obey, cut short. */
export function quote(text: string): string {
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
  return JSON.stringify(shown).replace(/[^\x20-\x7e…]/g, toEscape)
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Controls of a terminal, and marks that turn the direction of writing around what follows. */
const TREACHEROUS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
const TREACHEROUS_BUT_LINES = /[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n\t]/u

/** Whether a line of text shows what it says. */
export function isPlainLine(text: string): boolean {
  return text.isWellFormed() && !TREACHEROUS.test(text)
}

/** The same for a text of several lines, which may have tabs. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !TREACHEROUS_BUT_LINES.test(text)
}
