import path from 'node:path'
import { CliError } from '../cli-error.ts'
import { readText } from '../read-file.ts'
import type { Terminal } from '../terminal/terminal.ts'

/**
 * The password of an account: from the file of `--password-file` or `BOULE_PASSWORD_FILE` (its first
 * line), else asked for without echo. Never from an argument, which every process could read.
 */
export async function readPassword(
  terminal: Terminal,
  passwordFile: string | undefined,
  question: string,
): Promise<string> {
  const file = passwordFile ?? terminal.environment['BOULE_PASSWORD_FILE']
  if (file !== undefined && file !== '') return readFirstLine(path.resolve(terminal.folder, file))
  const typed = await terminal.askSecret(question)
  if (typed !== undefined) return typed
  throw new CliError(
    'no password: run this on a terminal, or name a file that holds it with --password-file',
  )
}

/** The same for a new account: typed twice, at least 8 characters. */
export async function readNewPassword(
  terminal: Terminal,
  passwordFile: string | undefined,
): Promise<string> {
  const password = await readPassword(terminal, passwordFile, 'New password: ')
  if ([...password].length < 8) throw new CliError('a password has at least 8 characters')
  const isTyped = (passwordFile ?? terminal.environment['BOULE_PASSWORD_FILE'] ?? '') === ''
  if (isTyped) {
    const again = await terminal.askSecret('The same again: ')
    if (again !== password) throw new CliError('the two passwords differ; nothing was written')
  }
  return password
}

function readFirstLine(file: string): string {
  return readText(file).split(/\r?\n/, 1)[0] ?? ''
}
