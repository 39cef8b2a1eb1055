import { InvalidArgumentError } from 'commander'
import { isIP } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AddressError, parseAddress } from '#base/io-address.ts'
import { stopSignal } from '../bundle/stop-signal.ts'
import { CliError } from '../cli-error.ts'
import { DEFAULT_RPC } from '../options/network-options.ts'
import { parseHttpOption, parsePortOption } from '../options/parse-options.ts'
import { repeatedOption } from '../options/repeated-option.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { buildPortalFiles } from './build-portal.ts'
import type { PortalOptions } from './start-portal.ts'

interface PortalCommandOptions {
  readonly rpc?: string
  readonly port: number
  readonly host: string
  readonly data: string
  /** False with `--no-index`. */
  readonly index: boolean
  readonly origin?: string
  readonly allowHost: readonly string[]
  readonly trustProxy: readonly string[]
  readonly moderator: readonly string[]
}

export const DEFAULT_PORTAL_PORT = 8546
/** Where the embedded database is, from the working directory. */
const DEFAULT_PORTAL_DATA = path.join('.boule', 'portal')

/** `boule portal`: index, API and portal of a network, in one process. */
export function addPortalCommand({ program, terminal }: CommandHome): void {
  program
    .command('portal')
    .description('serve the portal and the API of a network, from an index of its blocks')
    .option(
      '--rpc <url>',
      `HTTP address of the node (default: $BOULE_RPC, or ${DEFAULT_RPC})`,
      parseHttpOption,
    )
    .option('--port <port>', 'port, 0 for any that is free', parsePortOption, DEFAULT_PORTAL_PORT)
    .option('--host <address>', 'address of this machine to listen at', '127.0.0.1')
    .option(
      '--data <folder>',
      'where the embedded database is; with DATABASE_URL PostgreSQL is used instead',
      DEFAULT_PORTAL_DATA,
    )
    .option('--no-index', 'another process indexes the same PostgreSQL database')
    .option('--origin <url>', 'address of the site as browsers see it, behind a proxy', parseOrigin)
    .addOption(
      repeatedOption('--allow-host <name>', 'name under which it may be asked for', (name) => name),
    )
    .addOption(
      repeatedOption(
        '--trust-proxy <address>',
        'proxy whose X-Forwarded-For is believed',
        parseProxy,
      ),
    )
    .addOption(
      repeatedOption('--moderator <address>', 'account that may hide posts', parseModerator),
    )
    .action((options: PortalCommandOptions) => runPortal(terminal, readOptions(terminal, options)))
}

async function runPortal(terminal: Terminal, options: PortalOptions): Promise<void> {
  const { startPortal } = await import('./start-portal.ts')
  const signal = stopSignal(terminal)
  await buildPortalFiles(terminal.note)
  const portal = await startPortal(options)
  terminal.atEnd(() => portal.close())
  terminal.write(`the portal is at ${portal.url}\n`)
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
  await Promise.race([stopped, portal.ended])
}

function readOptions(terminal: Terminal, options: PortalCommandOptions): PortalOptions {
  const { environment, folder } = terminal
  const databaseUrl = environment['DATABASE_URL']
  if (!options.index && databaseUrl === undefined) {
    throw new CliError('--no-index needs DATABASE_URL: the embedded database is of one process', 2)
  }
  return {
    rpcUrl: parseHttpOption(options.rpc ?? environment['BOULE_RPC'] ?? DEFAULT_RPC),
    port: options.port,
    host: options.host,
    ...(databaseUrl === undefined
      ? { dataDir: path.resolve(folder, options.data) }
      : { databaseUrl }),
    isIndexing: options.index,
    ...(options.origin === undefined ? {} : { publicOrigin: options.origin }),
    allowedHosts: options.allowHost,
    ...(options.trustProxy.length === 0 ? {} : { trustedProxies: options.trustProxy }),
    moderators: options.moderator,
    portalDirectory: findPortalFiles(),
    log: terminal.note,
  }
}

/** Where the built portal lies: in `dist/portal`, from the sources as well as from the packed program. */
function findPortalFiles(): string {
  const here = fileURLToPath(import.meta.url)
  const root = here.includes(`${path.sep}src${path.sep}cli${path.sep}`)
    ? path.resolve(here, '../../../../dist')
    : path.dirname(here)
  return path.join(root, 'portal')
}

function parseOrigin(text: string): string {
  const url = new URL(parseHttpOption(text))
  if (url.href === `${url.origin}/`) return url.origin
  throw new InvalidArgumentError(`write an address without a path, such as ${url.origin}.`)
}

/** An address, or a network as `ADDRESS/BITS`. */
function parseProxy(text: string): string {
  const [address = '', bits, ...rest] = text.split('/')
  const most = isIP(address) === 4 ? 32 : 128
  const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
  if (isIP(address) !== 0 && isNetwork && rest.length === 0) return text
  throw new InvalidArgumentError(
    `"${text}" is no IP address: 127.0.0.1, or a network as 10.0.0.0/8.`,
  )
}

function parseModerator(text: string): string {
  try {
    return parseAddress(text)
  } catch (error) {
    if (!(error instanceof AddressError)) throw error
    throw new InvalidArgumentError(`${error.message}.`)
  }
}
