import type { PrivateKeyAccount } from 'viem/accounts'
import type { Address } from '#base/address.ts'
import { AddressError, parseAddress } from '#base/io-address.ts'
import { CliError } from '../cli-error.ts'
import {
  keystoreFolder,
  listAccounts,
  readAccount,
  type StoredAccount,
} from '../keystore/keystore-folder.ts'
import { readPassword } from '../keystore/read-password.ts'
import type { SenderOptions } from '../options/network-options.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { DEV_ACCOUNTS, deriveDevAccounts } from './dev-accounts.ts'
import { isDevnet } from './is-devnet.ts'
import type { Network } from './open-network.ts'

/** `dev:0` … `dev:9`, or `dev:NAME` for the owner of one of the devnet’s delegates. */
const DEV_NAME = /^dev:(.{1,40})$/

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
  if (dev !== null) return openDevAccount(network, dev[1] ?? '')
  const stored = findStored(keystoreFolder(terminal), from)
  const { decryptKey } = await import('../keystore/keystore-file.ts')
  const file = readAccount(keystoreFolder(terminal), stored.name)
  const password = await readPassword(
    terminal,
    options.passwordFile,
    `Password of ${stored.name}: `,
  )
  return toAccount(await decryptKey(file, password), stored.address)
}

/** The address that `text` names: an address, a stored account, or a dev account. No password is needed. */
export async function resolveAddress(
  terminal: Terminal,
  network: Network,
  text: string,
): Promise<Address> {
  const dev = DEV_NAME.exec(text)
  if (dev !== null)
    return (await openDevAccount(network, dev[1] ?? '')).address.toLowerCase() as Address
  return isAddressLike(text)
    ? readAddress(text)
    : findStored(keystoreFolder(terminal), text).address
}

async function openDevAccount(network: Network, which: string): Promise<PrivateKeyAccount> {
  if (!isDevnet(network.chainId)) {
    throw new CliError(
      `dev:${which} has a public key and is for devnets only; ${network.url} is chain ${network.chainId}`,
    )
  }
  if (!/^\d+$/.test(which)) return openDevOwner(network, which)
  const account = (await deriveDevAccounts())[Number(which)]
  if (account === undefined) {
    throw new CliError(
      `there is no dev:${which}; the devnet has dev:0 to dev:${DEV_ACCOUNTS - 1}`,
      2,
    )
  }
  const { privateKeyToAccount } = await import('viem/accounts')
  return privateKeyToAccount(account.privateKey)
}

/** The owners of a devnet's first delegates have public keys, too, so that one can be them. */
async function openDevOwner(network: Network, name: string): Promise<PrivateKeyAccount> {
  const [{ computeDevSeed }, delegate] = await Promise.all([
    import('#params/devnet/dev-seed.ts'),
    network.client.getDelegate({ delegate: name }),
  ])
  const [{ privateKeyToAccount }, { toHex }] = await Promise.all([
    import('viem/accounts'),
    import('#base/hex.ts'),
  ])
  const account = privateKeyToAccount(toHex(computeDevSeed('owner', name)))
  if (account.address !== delegate.owner) {
    throw new CliError(
      `${name} is none of the delegates that the devnet began with: its owner’s key is not public`,
    )
  }
  return account
}

function findStored(folder: string, nameOrAddress: string): StoredAccount {
  const accounts = listAccounts(folder)
  const address = isAddressLike(nameOrAddress) ? readAddress(nameOrAddress) : undefined
  const found = accounts.find((one) =>
    address === undefined ? one.name === nameOrAddress : one.address === address,
  )
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
    throw new CliError(
      `the key in the file is not that of ${expected}; the file was changed by hand`,
    )
  }
  return account
}
