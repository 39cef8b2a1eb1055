import { readFileSync } from 'node:fs'

/** A command of a guide, and what its output must contain. */
export interface GuideCommand {
  readonly line: number
  readonly command: string
  readonly says: readonly string[]
  /** It fails, and says so in these words. */
  readonly refused: readonly string[]
}

const FENCE = '```'
const SAYS = '# says: '
const REFUSED = '# refused: '

/**
 * The commands of a guide that a test runs: the lines of its blocks that begin with a fence and `sh run`, each with the
 * `# says:` and `# refused:` lines below it.
 */
export function readGuide(file: URL): readonly GuideCommand[] {
  const commands: { line: number; command: string; says: string[]; refused: string[] }[] = []
  let isRun = false
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.startsWith(FENCE)) isRun = line === `${FENCE}sh run`
    else if (!isRun || line.trim() === '') continue
    else if (line.startsWith(SAYS)) commands.at(-1)?.says.push(line.slice(SAYS.length))
    else if (line.startsWith(REFUSED)) commands.at(-1)?.refused.push(line.slice(REFUSED.length))
    else commands.push({ line: index + 1, command: line, says: [], refused: [] })
  }
  return commands
}
