/** A command of `boule` in a document or unit, as the program gets it. */
export interface BouleCommand {
  readonly place: string
  readonly words: readonly string[]
}

const FENCE = '```'

/** The commands of `boule` in the blocks of a document that are for a shell. */
export function readBouleCommands(file: string, markdown: string): readonly BouleCommand[] {
  const commands: BouleCommand[] = []
  let isShell = false
  let begun = ''
  for (const [index, line] of markdown.split('\n').entries()) {
    if (line.startsWith(FENCE)) {
      isShell = /^```sh\b/.test(line)
      continue
    }
    if (!isShell || line.startsWith('#')) continue
    if (line.endsWith('\\')) {
      begun += `${line.slice(0, -1)} `
      continue
    }
    for (const words of splitCommands(begun + line)) {
      const at = prefixLength(words)
      if (words[at] === 'boule') {
        commands.push({ place: `${file}:${index + 1}`, words: words.slice(at + 1) })
      }
    }
    begun = ''
  }
  return commands
}

const AS_NODE_USER = 'sudo -u boule -H'.split(' ')

/** Words in front of a command: another user. */
function prefixLength(words: readonly string[]): number {
  return AS_NODE_USER.every((word, at) => words[at] === word) ? AS_NODE_USER.length : 0
}

/** The commands of a line, each as its words without redirections; `$(cat FILE)` stays as `FILE`. */
function splitCommands(line: string): readonly (readonly string[])[] {
  return line
    .replaceAll(/\$\(cat (\S+)\)/g, '$1')
    .replaceAll(/\s>\s*\S+/g, '')
    .split(/\s*(?:&&|\|\||[|;&])\s*/)
    .map(splitWords)
}

export function splitWords(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  )
}
