import path from 'node:path'
import type { Genesis } from '#params/genesis.ts'
import { CliError } from '../cli-error.ts'
import { readText } from '../read-file.ts'
import { checkGenesisFile } from './check-genesis-file.ts'

/** The genesis in a file, for commands that work with one. Throws `CliError` with its first problems. */
export async function loadGenesis(folder: string, file: string): Promise<Genesis> {
  const checked = checkGenesisFile(readText(path.resolve(folder, file)))
  if ('genesis' in checked) return checked.genesis
  const more = checked.problems.length > 3 ? `; and ${checked.problems.length - 3} more` : ''
  throw new CliError(
    `${file} is not a usable genesis: ${checked.problems.slice(0, 3).join('; ')}${more}`,
  )
}
