import { parseLogLine } from './log-line.ts'

/** Keeps the line that says why a process ended. */
export interface LastWords {
  hear(line: string): void
  /** Empty when nothing told of a failure. */
  readonly text: string
}

const MAX_LENGTH = 500

/**
 * CometBFT tells its end in one of three ways: a line `ERROR: …` or `panic: …` (of several, the first: what follows is its trace),
 * a plain line, or an error in the log.
 */
export function createLastWords(): LastWords {
  let verdict: string | undefined
  let plain: string | undefined
  let logged: string | undefined
  return {
    hear: (line) => {
      const record = parseLogLine(line)
      if (record === undefined) {
        const [, words] = /^(?:ERROR|panic|fatal error): (.+)/.exec(line) ?? []
        if (words !== undefined) verdict ??= words
        else if (line.trim() !== '') plain = line.trim()
      } else if (record.level === 'error' || record.level === 'warn') {
        const cause = record.fields['err']
        logged = cause === undefined ? record.event : `${record.event}: ${cause}`
      }
    },
    get text() {
      return (verdict ?? plain ?? logged ?? '').slice(0, MAX_LENGTH)
    },
  }
}
