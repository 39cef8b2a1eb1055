import { CalcInputError } from './calc-input-error.ts'
import { calcDraw } from './calc-draw.ts'
import { calcEpoch } from './calc-epoch.ts'
import { calcRanking } from './calc-ranking.ts'
import { calcSchedule } from './calc-schedule.ts'
import { calcVotes } from './calc-votes.ts'
import { describe } from './read-fields.ts'

/** What `boule calc` can compute, by the word after it. */
export const CALCULATIONS = {
  votes: calcVotes,
  draw: calcDraw,
  schedule: calcSchedule,
  ranking: calcRanking,
  epoch: calcEpoch,
} as const satisfies Readonly<Record<string, (input: unknown) => object>>

export type CalcKind = keyof typeof CALCULATIONS

export const CALC_KINDS = Object.keys(CALCULATIONS) as readonly CalcKind[]

/**
 * Longest line taken, in characters. A longer one is answered with an error and not kept in memory.
 */
export const MAX_LINE_LENGTH = 16 * 1024 * 1024

/**
 * Reads JSON lines and writes one answer line for each, in order. A line that cannot be computed is
 * answered with `{"error":"line N: …","line":N}` and the others go on.
 *
 * `input` gives text in pieces of any size, `write` takes one line without its line break.
 * Returns the exit code: 0, or 1 when a line was wrong.
 */
export async function runCalc(
  kind: CalcKind,
  input: AsyncIterable<string>,
  write: (line: string) => void,
): Promise<0 | 1> {
  let exitCode: 0 | 1 = 0
  let lineNumber = 0
  for await (const line of splitLines(input)) {
    lineNumber++
    const answer = answerLine(kind, lineNumber === 1 ? withoutByteOrderMark(line) : line)
    if (typeof answer === 'string') {
      exitCode = 1
      write(JSON.stringify({ error: `line ${lineNumber}: ${answer}`, line: lineNumber }))
    } else {
      write(JSON.stringify(answer))
    }
  }
  return exitCode
}

/** The answer to one line, or what is wrong with it as text. */
function answerLine(kind: CalcKind, line: string | undefined): object | string {
  if (line === undefined) return `the line must be at most ${MAX_LINE_LENGTH} characters long`
  if (line.trim() === '') return 'the line must be a JSON object, got an empty line'
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return `the line must be JSON, got ${describe(line)}`
  }
  try {
    return CALCULATIONS[kind](parsed)
  } catch (error) {
    if (error instanceof CalcInputError) return error.message
    throw error
  }
}

/** Some shells put a byte order mark in front of what they pipe. */
function withoutByteOrderMark(line: string | undefined): string | undefined {
  return line?.startsWith('\uFEFF') ? line.slice(1) : line
}

/**
 * The lines of a text that comes in pieces; `undefined` stands for one that is too long. A last
 * line needs no line break.
 */
async function* splitLines(input: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let pending: string[] = []
  let pendingLength = 0
  let isTooLong = false
  const keep = (piece: string) => {
    pendingLength += piece.length
    isTooLong ||= pendingLength > MAX_LINE_LENGTH
    if (isTooLong) pending = []
    else pending.push(piece)
  }
  const take = () => {
    const line = isTooLong ? undefined : pending.join('')
    pending = []
    pendingLength = 0
    isTooLong = false
    return line
  }
  for await (const chunk of input) {
    let start = 0
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      keep(chunk.slice(start, end))
      yield take()
      start = end + 1
    }
    if (start < chunk.length) keep(chunk.slice(start))
  }
  if (pendingLength > 0) yield take()
}
