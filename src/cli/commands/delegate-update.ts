import path from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { keccak256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import type { ProfileContent } from '#sdk/actions/set-profile.ts'
import type { Profile } from '#sdk/reads/records.ts'
import { CliError } from '../cli-error.ts'
import { findOwnDelegate } from '../network/own-delegate.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import {
  type ActionReport,
  openSession,
  printReports,
  runAction,
  type Session,
} from '../network/session.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import type { CommandHome } from '../program.ts'
import { readBytes } from '../read-file.ts'

interface UpdateOptions extends SenderOptions {
  readonly name?: string
  readonly operator?: string
  readonly reward?: string
  readonly displayName?: string
  readonly group?: string
  readonly website?: string
  readonly region?: string
  readonly logo?: string
  readonly text?: string
  readonly link?: readonly string[]
  readonly blockCommission?: number
  readonly epochCommission?: number
  readonly bonusCommission?: number
}

/** `boule delegate update`: name, addresses and profile; what is not named stays as it is. */
export function addDelegateUpdate({ terminal }: CommandHome, parent: Command): void {
  const command = parent
    .command('update')
    .description('change a delegate: what is not named stays as it is')
    .argument('<delegate>', 'name of the delegate')
    .option('--name <name>', 'a new name')
    .option('--operator <account>', 'another operator')
    .option('--reward <account>', 'another reward address')
    .option('--display-name <text>', 'name for people, up to 64 bytes')
    .option('--group <text>', 'what it belongs to, up to 32 bytes')
    .option('--website <url>', 'up to 128 bytes')
    .option('--region <text>', 'up to 64 bytes')
    .option('--logo <file>', 'its hash goes into the profile')
    .option('--text <file>', 'its hash goes into the profile')
    .option('--link <url...>', 'up to 8 links; replaces all')
    .option(
      '--block-commission <percent>',
      'part of block rewards that the delegate keeps',
      parsePercent,
    )
    .option(
      '--epoch-commission <percent>',
      'part of epoch rewards that the delegate keeps',
      parsePercent,
    )
    .option('--bonus-commission <percent>', 'part of bonuses that the delegate keeps', parsePercent)
  addSenderOptions(command).action(async (delegate: string, options: UpdateOptions) => {
    const content = readContent(terminal.folder, options)
    const changesProfile = Object.keys(content).length > 0
    const changesRegistration = [options.name, options.operator, options.reward].some(
      (one) => one !== undefined,
    )
    if (!changesProfile && !changesRegistration) {
      throw new CliError('nothing to change; see `boule delegate update --help`', 2)
    }
    const session = await openSession(terminal, options)
    const found = await findOwnDelegate(session, delegate)
    printReports(session, [
      ...(changesRegistration ? [await updateRegistration(session, delegate, options)] : []),
      ...(changesProfile ? [await updateProfile(session, delegate, found.profile, content)] : []),
    ])
  })
}

/** Percent with up to two decimals to basis points, exactly. */
function parsePercent(text: string): number {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text)
  const basisPoints =
    match === null ? Number.NaN : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  if (!(basisPoints <= 10_000)) {
    throw new InvalidArgumentError(
      'write percent from 0 to 100 with at most two decimals, such as 12.5.',
    )
  }
  return basisPoints
}

function readContent(folder: string, options: UpdateOptions): ProfileContent {
  const { displayName, group, website, region, logo, text, link } = options
  const { blockCommission, epochCommission, bonusCommission } = options
  const all: { readonly [F in keyof ProfileContent]: ProfileContent[F] | undefined } = {
    displayName,
    group,
    website,
    region,
    logoHash: logo === undefined ? undefined : hashFile(folder, logo),
    textHash: text === undefined ? undefined : hashFile(folder, text),
    links: link,
    blockCommissionBps: blockCommission,
    epochCommissionBps: epochCommission,
    bonusCommissionBps: bonusCommission,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

function hashFile(folder: string, file: string): Hex {
  return toHex(keccak256(readBytes(path.resolve(folder, file))))
}

async function updateRegistration(
  session: Session,
  delegate: string,
  options: UpdateOptions,
): Promise<ActionReport> {
  const { terminal, network, client } = session
  const operator =
    options.operator === undefined
      ? {}
      : { operator: await resolveAddress(terminal, network, options.operator) }
  const reward =
    options.reward === undefined
      ? {}
      : { reward: await resolveAddress(terminal, network, options.reward) }
  const name = options.name === undefined ? {} : { name: options.name }
  const changes = [
    ...(options.name === undefined ? [] : [`name ${options.name}`]),
    ...(operator.operator === undefined ? [] : [`operator ${operator.operator}`]),
    ...(reward.reward === undefined ? [] : [`reward address ${reward.reward}`]),
  ]
  return runAction(session, `updates ${delegate}: ${changes.join(', ')}`, (sender) =>
    client.updateDelegate({ ...sender, ...name, ...operator, ...reward }),
  )
}

/** The protocol replaces the whole profile, so what is not named is taken over from the one before. */
async function updateProfile(
  session: Session,
  delegate: string,
  before: Profile | null,
  content: ProfileContent,
): Promise<ActionReport> {
  const {
    logoHash,
    textHash,
    version: _version,
    height: _height,
    ...kept
  } = before ?? {
    logoHash: null,
    textHash: null,
    version: 0,
    height: 0,
  }
  const changed = Object.keys(content).join(', ')
  return runAction(session, `updates the profile of ${delegate}: ${changed}`, (sender) =>
    session.client.setProfile({
      ...sender,
      ...kept,
      ...(logoHash === null ? {} : { logoHash }),
      ...(textHash === null ? {} : { textHash }),
      ...content,
    }),
  )
}
