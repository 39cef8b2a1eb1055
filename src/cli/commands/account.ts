import path from 'node:path'
import { CliError } from '../cli-error.ts'
import {
  checkNewName,
  keystoreFolder,
  listAccounts,
  saveAccount,
} from '../keystore/keystore-folder.ts'
import { readNewPassword, readPassword } from '../keystore/read-password.ts'
import { addJsonOption, type JsonOption } from '../options/network-options.ts'
import { formatTable, printJson } from '../print.ts'
import { readText } from '../read-file.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface AccountOptions extends JsonOption {
  readonly passwordFile?: string
}

/** `boule account new|import|list`: encrypted keys on this machine. */
export function addAccountCommands({ program, terminal }: CommandHome): void {
  const account = program.command('account').description('keys of this machine, encrypted')
  addJsonOption(account.command('new').argument('<name>', 'how you call the account'))
    .description('make a new key')
    .option(
      '--password-file <file>',
      'file whose first line is the password (default: $BOULE_PASSWORD_FILE)',
    )
    .action((name: string, options: AccountOptions) => createAccount(terminal, name, options))
  addJsonOption(account.command('import').argument('<name>', 'how you call the account'))
    .description('take over a private key, or a keystore file of another tool')
    .argument(
      '[file]',
      'file that holds 0x and 64 hex digits, or an Ethereum keystore; else it is asked for',
    )
    .option(
      '--password-file <file>',
      'file whose first line is the password (default: $BOULE_PASSWORD_FILE)',
    )
    .action((name: string, file: string | undefined, options: AccountOptions) =>
      importAccount(terminal, name, file, options),
    )
  addJsonOption(account.command('list'))
    .description('names and addresses of the stored accounts')
    .action((options: JsonOption) => showAccounts(terminal, options))
}

async function createAccount(
  terminal: Terminal,
  name: string,
  options: AccountOptions,
): Promise<void> {
  checkNewName(keystoreFolder(terminal), name)
  const { randomBytes } = await import('node:crypto')
  await storeKey(terminal, name, randomBytes(32), options)
}

async function importAccount(
  terminal: Terminal,
  name: string,
  file: string | undefined,
  options: AccountOptions,
): Promise<void> {
  checkNewName(keystoreFolder(terminal), name)
  if (file === undefined) {
    const typed = await terminal.askSecret('Private key: ')
    if (typed === undefined) {
      throw new CliError('no key: run this on a terminal, or name a file that holds the key')
    }
    return storeKey(terminal, name, parsePrivateKey(typed, 'what was typed'), options)
  }
  const text = readText(path.resolve(terminal.folder, file)).trim()
  if (!text.startsWith('{')) return storeKey(terminal, name, parsePrivateKey(text, file), options)
  const { decryptKey, parseKeystoreFile } = await import('../keystore/keystore-file.ts')
  const keystore = parseKeystoreFile(text, file)
  const password = await readPassword(terminal, options.passwordFile, `Password of ${file}: `)
  const opened = await decryptKey(keystore, password)
  await storeKey(terminal, name, opened, options, password)
}

// The message never repeats what was given: it may be a key with one digit too many.
function parsePrivateKey(text: string, source: string): Uint8Array {
  const digits = text.trim().replace(/^0x/, '')
  if (!/^[0-9a-fA-F]{64}$/.test(digits)) {
    throw new CliError(`${source} is not a private key; one has 64 hex digits, perhaps after 0x`)
  }
  return Uint8Array.from(Buffer.from(digits, 'hex'))
}

async function storeKey(
  terminal: Terminal,
  name: string,
  privateKey: Uint8Array,
  options: AccountOptions,
  knownPassword?: string,
): Promise<void> {
  const [{ privateKeyToAccount }, { encryptKey }, { toAddress }, { toHex }] = await Promise.all([
    import('viem/accounts'),
    import('../keystore/keystore-file.ts'),
    import('#base/address.ts'),
    import('#base/hex.ts'),
  ])
  const address = addressOfKey(() => privateKeyToAccount(toHex(privateKey)).address)
  const folder = keystoreFolder(terminal)
  const known = listAccounts(folder).find((one) => one.address === address.toLowerCase())
  if (known !== undefined) throw new CliError(`this key is stored already, as "${known.name}"`)
  const password = knownPassword ?? (await readNewPassword(terminal, options.passwordFile))
  const file = saveAccount(folder, name, await encryptKey(privateKey, toAddress(address), password))
  if (options.json) return printJson(terminal, { name, address, file })
  terminal.write(`${address}\n`)
  terminal.note(`Stored as "${name}" in ${file}. Without its password the key is lost: keep both.`)
}

function addressOfKey(derive: () => string): string {
  try {
    return derive()
  } catch {
    throw new CliError(
      'this number is not a private key: it is zero, or not below the curve’s order',
    )
  }
}

function showAccounts(terminal: Terminal, options: JsonOption): void {
  const folder = keystoreFolder(terminal)
  const accounts = listAccounts(folder)
  if (options.json) return printJson(terminal, accounts)
  if (accounts.length === 0) {
    return terminal.note(`No accounts in ${folder}; make one with \`boule account new NAME\`.`)
  }
  terminal.write(
    formatTable(
      [
        { title: 'name', text: (one) => one.name },
        { title: 'address', text: (one) => one.address },
      ],
      accounts,
    ),
  )
}
