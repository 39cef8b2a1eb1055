import { readFileSync } from 'node:fs'

/** A command of a guide, and what its output must contain. */
export interface GuideCommand {
  readonly line: number
  readonly command: string
  readonly says: readonly string[]
  /** It fails, and says so in these words. */
  readonly refused: readonly string[]
  /** What its output contains at last: it is typed until then. */
  readonly soon: readonly string[]
  /** It goes on, in a terminal of its own, to the end of the guide. */
  readonly stays: boolean
}

const FENCE = '```'
const SAYS = '# says: '
const REFUSED = '# refused: '
const SOON = '# soon: '

/**
 * The commands of a guide that a test runs: the lines of its blocks that begin with a fence and `sh run` or `sh start`, each with
 * the `# says:`, `# soon:` and `# refused:` lines below it.
 */
export function readGuide(file: URL): readonly GuideCommand[] {
  const commands: (GuideCommand & { says: string[]; refused: string[]; soon: string[] })[] = []
  let kind = ''
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    const last = commands.at(-1)
    if (line.startsWith(FENCE)) kind = line.slice(FENCE.length)
    else if ((kind !== 'sh run' && kind !== 'sh start') || line.trim() === '') continue
    else if (line.startsWith(SAYS)) last?.says.push(line.slice(SAYS.length))
    else if (line.startsWith(REFUSED)) last?.refused.push(line.slice(REFUSED.length))
    else if (line.startsWith(SOON)) last?.soon.push(line.slice(SOON.length))
    else {
      const stays = kind === 'sh start'
      commands.push({ line: index + 1, command: line, says: [], refused: [], soon: [], stays })
    }
  }
  return commands
}
