import { readFileSync } from 'node:fs'
import { CliError } from './cli-error.ts'

/** The bytes of a file that somebody named. Throws `CliError` that says what is wrong with it. */
export function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    // Node names the path in some of these errors only.
    throw isDirectory(error) ? new CliError(`${file}: it is a folder, not a file`) : error
  }
}

/** The text of a file that somebody named. */
export function readText(file: string): string {
  return new TextDecoder().decode(readBytes(file))
}

function isDirectory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EISDIR'
}
