import type { PrivateKeyAccount } from 'viem/accounts'
import type { Address } from '#base/address.ts'
import { AddressError, parseAddress } from '#base/io-address.ts'
import { CliError } from '../cli-error.ts'
import { keystoreFolder, listAccounts, readAccount, type StoredAccount } from '../keystore/keystore-folder.ts'
import { readPassword } from '../keystore/read-password.ts'
import type { SenderOptions } from '../options/network-options.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { DEV_ACCOUNTS, deriveDevAccounts } from './dev-accounts.ts'
import { isDevnet } from './is-devnet.ts'
import type { Network } from './open-network.ts'

const DEV_NAME = /^dev:(\d{1,4})$/

/** The account of `--from`, unlocked. The password is asked for only once it is clear whose it is. */
export async function resolveSigner(
  terminal: Terminal,
  network: Network,
  options: SenderOptions,
): Promise<PrivateKeyAccount> {
  const from = options.from ?? terminal.environment['BOULE_FROM']
  if (from === undefined || from === '') {
    const example = isDevnet(network.chainId) ? 'dev:0' : 'alice'
    throw new CliError(`say who signs with --from, such as --from ${example}`, 2)
  }
  const dev = DEV_NAME.exec(from)
  if (dev !== null) return openDevAccount(network, Number(dev[1]))
  const stored = findStored(keystoreFolder(terminal), from)
  const { decryptKey } = await import('../keystore/keystore-file.ts')
  const file = readAccount(keystoreFolder(terminal), stored.name)
  const password = await readPassword(terminal, options.passwordFile, `Password of ${stored.name}: `)
  return toAccount(await decryptKey(file, password), stored.address)
}

/** The address that `text` names: an address, a stored account, or a dev account. No password is needed. */
export async function resolveAddress(
  terminal: Terminal,
  network: Network,
  text: string,
): Promise<Address> {
  const dev = DEV_NAME.exec(text)
  if (dev !== null) return (await openDevAccount(network, Number(dev[1]))).address.toLowerCase() as Address
  return isAddressLike(text) ? readAddress(text) : findStored(keystoreFolder(terminal), text).address
}

async function openDevAccount(network: Network, index: number): Promise<PrivateKeyAccount> {
  if (!isDevnet(network.chainId)) {
    throw new CliError(
      `dev:${index} has a public key and is for devnets only; ${network.url} is chain ${network.chainId}`,
    )
  }
  const account = (await deriveDevAccounts())[index]
  if (account === undefined) {
    throw new CliError(`there is no dev:${index}; the devnet has dev:0 to dev:${DEV_ACCOUNTS - 1}`, 2)
  }
  const { privateKeyToAccount } = await import('viem/accounts')
  return privateKeyToAccount(account.privateKey)
}

function findStored(folder: string, nameOrAddress: string): StoredAccount {
  const accounts = listAccounts(folder)
  const found = isAddressLike(nameOrAddress)
    ? accounts.find((one) => one.address === readAddress(nameOrAddress))
    : accounts.find((one) => one.name === nameOrAddress)
  if (found !== undefined) return found
  const known = accounts.map((one) => one.name).join(', ')
  const advice = known === '' ? 'make one with `boule account new NAME`' : `there are: ${known}`
  throw new CliError(`no account "${nameOrAddress}" in ${folder}; ${advice}`)
}

function isAddressLike(text: string): boolean {
  return /^(?:0x|io1)/i.test(text)
}

function readAddress(text: string): Address {
  try {
    return parseAddress(text)
  } catch (error) {
    throw error instanceof AddressError ? new CliError(error.message, 2) : error
  }
}

async function toAccount(privateKey: Uint8Array, expected: Address): Promise<PrivateKeyAccount> {
  const [{ privateKeyToAccount }, { toHex }] = await Promise.all([
    import('viem/accounts'),
    import('#base/hex.ts'),
  ])
  const account = privateKeyToAccount(toHex(privateKey))
  if (account.address.toLowerCase() !== expected) {
    throw new CliError(`the key in the file is not that of ${expected}; the file was changed by hand`)
  }
  return account
}
