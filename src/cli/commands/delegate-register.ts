import path from 'node:path'
import { Argument, type Command } from 'commander'
import type { Address } from '#base/address.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { CliError } from '../cli-error.ts'
import type { DelegateKeys } from '../keys/key-file.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import {
  type ActionReport,
  openSession,
  printReports,
  runAction,
  type Session,
} from '../network/session.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import { parseAmountOption, wholeOption } from '../options/parse-options.ts'
import type { CommandHome } from '../program.ts'

interface RegisterOptions extends SenderOptions {
  readonly days: number
  readonly autoStake?: true
  readonly operator?: string
  readonly reward?: string
  readonly owner?: string
  readonly keys?: string
}

/** `boule delegate register`: becomes a delegate. */
export function addDelegateRegister({ terminal }: CommandHome, parent: Command): void {
  const command = parent
    .command('register')
    .description('register a delegate, with a self-stake or without')
    .argument('<name>', '1 to 12 characters, a to z and 0 to 9')
    .addArgument(
      new Argument('[self-stake]', 'coins to lock for itself')
        .argParser(parseAmountOption)
        .default(0n, 'none'),
    )
    .option('--days <days>', 'duration of the self-stake', wholeOption(0, 1050), 0)
    .option('--auto-stake', 'the self-stake’s time does not run, and its votes are more')
    .option('--operator <account>', 'address that may set keys (default: the signer)')
    .option('--reward <account>', 'address that is granted the rewards (default: the signer)')
    .option('--owner <account>', 'address that owns the delegate (default: the signer)')
    .option('--keys <file>', 'set the keys of this file, too; see `boule keys new`')
  addSenderOptions(command).action(
    async (name: string, amountRau: bigint, options: RegisterOptions) => {
      const keys = await loadKeys(terminal.folder, options.keys)
      const session = await openSession(terminal, options)
      const signer = session.account.address.toLowerCase() as Address
      const resolve = async (text: string | undefined): Promise<Address> =>
        text === undefined ? signer : resolveAddress(terminal, session.network, text)
      const [operator, reward, owner] = await Promise.all(
        [options.operator, options.reward, options.owner].map(resolve),
      )
      if (keys !== undefined && owner !== signer && operator !== signer) {
        throw new CliError('--keys needs the signer to be owner or operator of the delegate', 2)
      }
      const reports = [
        await register(session, { name, amountRau, options, operator, reward, owner, keys }),
        ...(keys === undefined ? [] : await setKeys(session, name, keys)),
      ]
      printReports(session, reports)
    },
  )
}

// Loaded only when needed: the BLS library is native and slow to start.
async function setKeys(
  session: Session,
  name: string,
  keys: DelegateKeys,
): Promise<readonly ActionReport[]> {
  const { setDelegateKeys } = await import('../keys/set-delegate-keys.ts')
  return setDelegateKeys(session, name, keys)
}

async function loadKeys(
  folder: string,
  file: string | undefined,
): Promise<DelegateKeys | undefined> {
  if (file === undefined) return undefined
  const { readDelegateKeys } = await import('../keys/key-file.ts')
  return readDelegateKeys(path.resolve(folder, file))
}

interface Registration {
  readonly name: string
  readonly amountRau: bigint
  readonly options: RegisterOptions
  readonly operator: Address | undefined
  readonly reward: Address | undefined
  readonly owner: Address | undefined
  readonly keys: DelegateKeys | undefined
}

async function register(session: Session, registration: Registration): Promise<ActionReport> {
  const { name, amountRau, options, keys } = registration
  const signer = session.account.address
  const rules = await session.client.getRules()
  const fee = BigInt(String(rules['registrationFeeRau']?.value ?? 0))
  const stake =
    amountRau === 0n
      ? 'without a self-stake'
      : `with a self-stake of ${formatCoins(amountRau)} coins for ${options.days} days, auto-stake ${options.autoStake ? 'on' : 'off'}`
  const words = `registers the delegate ${name} ${stake}, for a fee of ${formatCoins(fee)} coins`
  return runAction(session, words, (sender) =>
    session.client.registerDelegate({
      ...sender,
      name,
      operator: registration.operator ?? signer,
      reward: registration.reward ?? signer,
      owner: registration.owner ?? signer,
      amountRau,
      durationDays: options.days,
      autoStake: options.autoStake === true,
      ...(keys === undefined ? {} : { blsKey: keys.bls.publicKey }),
    }),
  )
}
