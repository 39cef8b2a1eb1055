/** Longer files are split; about 150 lines is the aim. */
export const MAX_LINES = 500

const VAGUE_NAMES = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'stuff'])

// Written in parts, so that this file does not find itself.
const MACHINE_FOLDERS = ['home', 'Users', 'root', 'work', 'tmp'].join('|')
const MACHINE_PATH = new RegExp(
  `(?<![\\w.~<>)}-])/(?:${MACHINE_FOLDERS})/[\\w.-]|[A-Z]:\\\\\\\\?Users`,
)
const REGISTRY_HOSTS = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['npm', 'pkg', 'github', 'com'],
  ['proxy', 'golang', 'org'],
  ['files', 'pythonhosted', 'org'],
  ['index', 'crates', 'io'],
].map((parts) => parts.join('.'))

/** Whether a path has a part that says nothing about what is in it. */
export function hasVagueName(file: string): boolean {
  return file.split(/[/.-]/).some((part) => VAGUE_NAMES.has(part.toLowerCase()))
}

/** The lines of a text that name a place on one machine or the host of a package registry. */
export function findMachineTraces(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const path = MACHINE_PATH.exec(line)?.[0]
    const host = REGISTRY_HOSTS.find((each) => line.includes(each))
    const trace = path ?? host
    return trace === undefined ? [] : [`${index + 1}: ${trace}`]
  })
}
