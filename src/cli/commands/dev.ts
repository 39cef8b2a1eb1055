import path from 'node:path'
import type { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { openNetwork } from '../network/open-network.ts'
import {
  addJsonOption,
  addNetworkOptions,
  type JsonOption,
  type NetworkOptions,
} from '../options/network-options.ts'
import { parseIntervalOption, parsePortOption } from '../options/parse-options.ts'
import { printJson } from '../print.ts'
import { DEFAULT_PORTAL_PORT } from '../portal-commands/portal.ts'
import type { CommandHome } from '../program.ts'
import { runWithSwitch } from '../upgrade/switch-version.ts'

interface DevOptions extends JsonOption {
  readonly reset?: true
  readonly port: number
  readonly data: string
  readonly interval?: number
  readonly instant?: true
  /** False with `--no-portal`. */
  readonly portal: boolean
  readonly portalPort: number
}

/** Where a devnet keeps its state, from the working directory. */
export const DEFAULT_DEV_DATA = path.join('.boule', 'devnet')

/** `boule dev`: a whole network on this machine, and controls of it. */
export function addDevCommands(home: CommandHome): void {
  const { program, terminal } = home
  const dev = addJsonOption(program.command('dev'))
    .description('run a whole network on this machine, with funded accounts')
    .option('--port <port>', 'port of the RPC, 0 for any that is free', parsePortOption, 8545)
    .option('--data <folder>', 'where the state is kept between runs', DEFAULT_DEV_DATA)
    .option('--reset', 'forget the state and start over')
    .option('--interval <time>', 'time between blocks, such as 500ms or 2s', parseIntervalOption)
    .option('--instant', 'a block for each transaction at once, and none without')
    .option('--no-portal', 'without the portal and its API')
    .option(
      '--portal-port <port>',
      'port of the portal, 0 for any that is free',
      parsePortOption,
      DEFAULT_PORTAL_PORT,
    )
    // A mistyped `offline` would count as one argument too many; it deserves a better answer.
    .allowExcessArguments()
    .action(async (options: DevOptions, command: Command) => {
      if (command.args.length > 0) {
        throw new CliError(
          `unknown command 'dev ${command.args[0]}'; there are dev offline and dev online`,
          2,
        )
      }
      if (options.instant && options.interval !== undefined) {
        throw new CliError('--instant and --interval exclude each other', 2)
      }
      const { runDev } = await import('../dev/run-dev.ts')
      const dataDir = path.resolve(terminal.folder, options.data)
      await runWithSwitch(home, dataDir, () =>
        runDev(terminal, {
          dataDir,
          port: options.port,
          reset: options.reset === true,
          intervalMs: options.interval,
          isInstant: options.instant === true,
          json: options.json === true,
          portalPort: options.portal ? options.portalPort : undefined,
        }),
      )
    })
  addOffline(home, dev, 'offline', 'take a delegate offline: it misses its blocks')
  addOffline(home, dev, 'online', 'bring a delegate back')
}

function addOffline(
  { terminal }: CommandHome,
  dev: Command,
  name: 'offline' | 'online',
  meaning: string,
): void {
  addNetworkOptions(dev.command(name))
    .description(meaning)
    .argument('<delegate>', 'name of the delegate')
    .action(async (delegate: string, _: NetworkOptions, command: Command) => {
      // --json is an option of `dev` as well, and commander gives it to whichever comes first.
      const options = command.optsWithGlobals<NetworkOptions>()
      const { client, url } = await openNetwork(terminal, options)
      const status = await client.getStatus()
      if (!status.dev)
        throw new CliError(
          `${url} is no development network: delegates cannot be taken offline there`,
        )
      const { setOffline } = await import('#sdk/dev/set-offline.ts')
      await setOffline(client, { delegate, offline: name === 'offline' })
      const found = await client.getDelegate({ delegate })
      if (options.json) return printJson(terminal, { delegate: found.name, offline: found.offline })
      terminal.write(
        name === 'offline'
          ? `${found.name} is offline: it misses its blocks until \`dev online ${found.name}\`.\n`
          : `${found.name} is online.\n`,
      )
    })
}
