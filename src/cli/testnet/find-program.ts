import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CliError } from '../cli-error.ts'

/** The file that starts `boule`: of the checkout or of the package that this is a part of. Throws `CliError`. */
export function findProgram(): string {
  for (const place of ['../../../bin/boule', '../bin/boule']) {
    const file = fileURLToPath(new URL(place, import.meta.url))
    if (existsSync(file)) return file
  }
  throw new CliError('bin/boule is not where it belongs: install Boule again')
}
