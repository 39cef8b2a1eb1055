import { existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { CliError } from './cli-error.ts'

/**
 * Makes a folder and those above it. Step by step: Node's own recursive mkdir never returns where the system refuses with
 * "no such file", as it does below /proc. Throws `CliError`.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new CliError(`${folder}: it is a file, not a folder`)
    return
  }
  makeFolder(path.dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    throw new CliError(
      `cannot make the folder ${folder} (${code ?? 'unknown error'}); name another`,
      1,
      {
        cause: error,
      },
    )
  }
}
