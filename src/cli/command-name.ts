import path from 'node:path'

/**
 * How `boule` is called from `folder`: the launcher's path in a checkout, whose programs are not installed; else `boule`.
 * `program` is the file that runs.
 */
export function commandName(program: string | undefined, folder: string): string {
  const source = path.join('src', 'cli', 'main.ts')
  if (program === undefined || !program.endsWith(source)) return 'boule'
  const launcher = path.join(program.slice(0, -source.length), 'bin', 'boule')
  const relative = path.relative(folder, launcher)
  return relative.startsWith('..') ? launcher : relative
}
