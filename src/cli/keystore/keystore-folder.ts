import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { type Address, toAddress } from '#base/address.ts'
import { CliError } from '../cli-error.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type KeystoreFile, parseKeystoreFile } from './keystore-file.ts'

/** A key on this machine. */
export interface StoredAccount {
  readonly name: string
  readonly address: Address
  readonly path: string
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const SUFFIX = '.json'

/** Where the keys of this person are: `$BOULE_HOME/keystore`, or `~/.boule/keystore`. */
export function keystoreFolder(terminal: Pick<Terminal, 'environment'>): string {
  const home = terminal.environment['BOULE_HOME'] || path.join(homedir(), '.boule')
  return path.join(home, 'keystore')
}

/** The accounts of `folder` by name; files that are no keystore are left out. */
export function listAccounts(folder: string): readonly StoredAccount[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .toSorted()
    .flatMap((file) => {
      const name = file.slice(0, -SUFFIX.length)
      try {
        const { address } = readAccount(folder, name)
        return [{ name, address: toAddress(`0x${address}`), path: path.join(folder, file) }]
      } catch {
        return []
      }
    })
}

export function readAccount(folder: string, name: string): KeystoreFile {
  const file = path.join(folder, `${name}${SUFFIX}`)
  return parseKeystoreFile(readFileSync(file, 'utf8'), file)
}

/** Throws `CliError` unless `name` may name a new account in `folder`. */
export function checkNewName(folder: string, name: string): void {
  if (!NAME.test(name)) {
    throw new CliError(
      `"${name}" cannot name an account; use up to 64 letters, digits, dots, dashes and underscores`,
      2,
    )
  }
  if (name.toLowerCase().startsWith('0x') || name.startsWith('io1')) {
    throw new CliError(`"${name}" looks like an address; choose another name`, 2)
  }
  if (existsSync(path.join(folder, `${name}${SUFFIX}`))) {
    throw new CliError(`an account "${name}" exists already in ${folder}; choose another name`)
  }
}

/** Writes a new account. Nobody else on the machine may read it; an existing file is never replaced. */
export function saveAccount(folder: string, name: string, file: KeystoreFile): string {
  checkNewName(folder, name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const target = path.join(folder, `${name}${SUFFIX}`)
  writeFileSync(target, `${JSON.stringify(file, null, 2)}\n`, { flag: 'wx', mode: 0o600 })
  // The mode above passes through the umask, which may only take away; this makes it exact.
  chmodSync(target, 0o600)
  return target
}
