import fs from 'node:fs'
import { dirname } from 'node:path'
import { CometbftError } from '../cometbft-error.ts'

const OTHERS = 0o077

/**
 * Reads a file that nobody but its owner may read; `undefined` when it is not there.
 * Throws `CometbftError` `key` when others may.
 */
export function readPrivateFile(path: string): string | undefined {
  if (!fs.existsSync(path)) return undefined
  const file = fs.openSync(path, 'r')
  try {
    if (process.platform !== 'win32' && (fs.fstatSync(file).mode & OTHERS) !== 0) {
      throw new CometbftError(
        'key',
        `${path} is open to other users of this machine: run \`chmod 600 ${path}\`; if others could have read it, make a new key`,
      )
    }
    return fs.readFileSync(file, 'utf8')
  } finally {
    fs.closeSync(file)
  }
}

/** Writes so that after a crash the old content or the new one is there, never a part, and that at no moment others may read it. */
export function writePrivateFile(path: string, text: string): void {
  writeAtomically(path, text, 0o600)
}

/** The same for what others may read. */
export function writePublicFile(path: string, text: string): void {
  writeAtomically(path, text, 0o644)
}

function writeAtomically(path: string, text: string, mode: number): void {
  const temporary = `${path}.tmp`
  fs.rmSync(temporary, { force: true })
  const file = fs.openSync(temporary, 'wx', mode)
  try {
    fs.writeFileSync(file, text)
    fs.fsyncSync(file)
  } finally {
    fs.closeSync(file)
  }
  fs.renameSync(temporary, path)
  const folder = fs.openSync(dirname(path), 'r')
  try {
    fs.fsyncSync(folder)
  } finally {
    fs.closeSync(folder)
  }
}
