import { Command } from 'commander'
import { addAccountCommands } from './commands/account.ts'
import { addBucketsCommand } from './commands/buckets.ts'
import { addBundleCommands } from './commands/bundle.ts'
import { addCalcCommands } from './commands/calc.ts'
import { addCometbftCommands } from './commands/cometbft.ts'
import { addDbCommands } from './commands/db.ts'
import { addDelegateCommands } from './commands/delegate.ts'
import { addDelegatesCommand } from './commands/delegates.ts'
import { addDevCommands } from './commands/dev.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addEpochCommand } from './commands/epoch.ts'
import { addGenesisCommands } from './commands/genesis.ts'
import { addKeysCommands } from './commands/keys.ts'
import { addNodeCommand } from './commands/node.ts'
import { addProposalCommands } from './commands/proposal.ts'
import { addRecountCommands } from './commands/recount.ts'
import { addRewardsCommands } from './commands/rewards.ts'
import { addStakeCommands } from './commands/stake.ts'
import { addStatusCommand } from './commands/status.ts'
import { addTestnetCommands } from './commands/testnet.ts'
import { addUpgradeCommands } from './commands/upgrade.ts'
import { addIndexCommands } from './index-commands/index-commands.ts'
import { addPortalCommand } from './portal-commands/portal.ts'
import type { Successor, Terminal } from './terminal/terminal.ts'
import { readVersion } from './version.ts'

/** Sets the exit code of a command that ends without an error. */
export type SetExitCode = (code: number) => void

/** What a command is given to register itself. */
export interface CommandHome {
  readonly program: Command
  readonly terminal: Terminal
  readonly setExitCode: SetExitCode
  /** Has another program take over with the same arguments, once everything is closed; `undefined`: none. */
  readonly handOver: (successor: Successor | undefined) => void
}

/** All commands of `boule`. Each is a file of `commands/` that loads what it needs only when it runs. */
export function createProgram(
  terminal: Terminal,
  setExitCode: SetExitCode,
  handOver: CommandHome['handOver'],
): Command {
  const program = new Command('boule')
    .description('A network that governs itself: stake, elect, produce, pay.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain the command')
    .helpCommand('help [command]', 'explain a command')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.write,
      // A usage error is reported by runCli, in one line.
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.screen?.size().columns ?? 100,
      getOutHasColors: () => terminal.screen?.hasColor ?? false,
    })
  const home: CommandHome = { program, terminal, setExitCode, handOver }
  addDevCommands(home)
  addTestnetCommands(home)
  addNodeCommand(home)
  addPortalCommand(home)
  addIndexCommands(home)
  addDoctorCommand(home)
  addCometbftCommands(home)
  addKeysCommands(home)
  addStatusCommand(home)
  addDelegatesCommand(home)
  addDelegateCommands(home)
  addStakeCommands(home)
  addBucketsCommand(home)
  addRewardsCommands(home)
  addProposalCommands(home)
  addRecountCommands(home)
  addEpochCommand(home)
  addAccountCommands(home)
  addBundleCommands(home)
  addUpgradeCommands(home)
  addGenesisCommands(home)
  addDbCommands(home)
  addCalcCommands(home)
  return program
}
