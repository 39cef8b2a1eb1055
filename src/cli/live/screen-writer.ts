/** Draws a block of lines at the bottom of the terminal and redraws it in place. */
export interface ScreenWriter {
  readonly draw: (lines: readonly string[]) => void
  /** After a change of size nothing on the screen is where it was: clears it before the next draw. */
  readonly reset: () => void
  /** Leaves the last picture on the screen and gives the cursor back. */
  readonly end: () => void
}

const HIDE_CURSOR = '\u001b[?25l'
const SHOW_CURSOR = '\u001b[?25h'
// Terminals that know it show the whole frame at once; the others ignore it.
const BEGIN_FRAME = '\u001b[?2026h'
const END_FRAME = '\u001b[?2026l'
const CLEAR_LINE = '\u001b[2K'
const CLEAR_BELOW = '\u001b[J'
const CLEAR_SCREEN = '\u001b[2J\u001b[H'

/** Writes only lines that changed, in one piece, so that nothing flickers and text can be selected. */
export function createScreenWriter(write: (text: string) => void): ScreenWriter {
  let shown: readonly string[] = []
  let isHidden = false
  return {
    draw: (lines) => {
      const up = shown.length === 0 ? '' : `\u001b[${shown.length}A\r`
      let frame = `${isHidden ? '' : HIDE_CURSOR}${BEGIN_FRAME}${up}`
      isHidden = true
      lines.forEach((line, index) => {
        frame += line === shown[index] ? '\r\n' : `${CLEAR_LINE}${line}\r\n`
      })
      if (lines.length < shown.length) frame += CLEAR_BELOW
      shown = lines
      write(frame + END_FRAME)
    },
    reset: () => {
      shown = []
      write(CLEAR_SCREEN)
    },
    end: () => {
      if (isHidden) write(SHOW_CURSOR)
      isHidden = false
    },
  }
}
