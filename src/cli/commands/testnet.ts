import path from 'node:path'
import { type Command, Option } from 'commander'
import { CliError } from '../cli-error.ts'
import type { NewPhase } from '../genesis/phases.ts'
import { addJsonOption, type JsonOption } from '../options/network-options.ts'
import { parseIntervalOption, wholeOption } from '../options/parse-options.ts'
import { phaseOption } from '../options/phase-option.ts'
import { printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { ControlAction } from '../testnet/control-protocol.ts'
import type { TestnetShape } from '../testnet/testnet-shape.ts'

interface DataOption extends JsonOption {
  readonly data: string
}

interface TestnetOptions extends DataOption {
  readonly nodes?: number
  readonly fullNodes?: number
  readonly elected?: number
  readonly drawn?: number
  readonly interval?: number
  readonly epochBlocks?: number
  readonly phase: readonly NewPhase[]
  readonly reset?: true
  readonly basePort?: number
  readonly direct?: true
  readonly cometbft?: string
  readonly logLevel: string
}

/** Where a testnet is kept, from the working directory. */
const DEFAULT_DATA = path.join('.boule', 'testnet')

/** `boule testnet`: a network of many nodes on this machine, and what can be done to them. */
export function addTestnetCommands(home: CommandHome): void {
  const testnet = addMainCommand(home)
  addStatus(home, testnet)
  const actions: readonly (readonly [ControlAction, string, string])[] = [
    ['kill', 'end nodes at once, as a power cut does', 'Killed'],
    ['pause', 'freeze nodes, which keep their connections and do nothing', 'Paused'],
    ['partition', 'cut nodes off from all others; with one another they stay connected', 'Cut off'],
    ['heal', 'undo whatever was done to nodes', 'Healed'],
  ]
  for (const [action, meaning, done] of actions) addAction(home, testnet, { action, meaning, done })
}

function addMainCommand({ program, terminal }: CommandHome): Command {
  return (
    addJsonOption(program.command('testnet'))
      .description('run a network of many nodes on this machine, each a process with CometBFT')
      .option('--data <folder>', 'where the testnet is kept between runs', DEFAULT_DATA)
      .option('--reset', 'forget the testnet that is there and make a new one')
      .optionsGroup('A new testnet:')
      .option('--nodes <number>', 'delegates, each with a node (default: 8)', wholeOption(1, 100))
      .option('--full-nodes <number>', 'nodes that only follow (default: 0)', wholeOption(0, 50))
      .option(
        '--elected <number>',
        'delegates elected (default: three of four)',
        wholeOption(1, 100),
      )
      .option('--drawn <number>', 'producers drawn (default: two of three)', wholeOption(1, 100))
      .option('--interval <time>', 'time between blocks (default: 1s)', parseIntervalOption)
      .option(
        '--epoch-blocks <number>',
        'blocks of an epoch (default: about 24)',
        wholeOption(6, 1e6),
      )
      .addOption(phaseOption())
      .optionsGroup('This run:')
      .option('--base-port <port>', 'first port, 0 for any that are free', wholeOption(0, 60_000))
      .option('--direct', 'connect the nodes directly: faster, but nothing can be cut')
      .option('--cometbft <file>', 'the program; otherwise what `boule cometbft install` put there')
      .addOption(
        new Option('--log-level <level>', 'how much each node writes to its node.log')
          .choices(['error', 'warn', 'info', 'debug'])
          .default('info'),
      )
      // A mistyped `kill` would count as one argument too many; it deserves a better answer.
      .allowExcessArguments()
      .action(async (options: TestnetOptions, command: Command) => {
        if (command.args.length > 0) {
          throw new CliError(
            `unknown command 'testnet ${command.args[0]}'; there are kill, pause, partition, heal and status`,
            2,
          )
        }
        const { runTestnet } = await import('../testnet/run-testnet.ts')
        const { basePort, cometbft } = options
        await runTestnet(terminal, {
          dir: path.resolve(terminal.folder, options.data),
          dataOption: options.data === DEFAULT_DATA ? '' : ` --data ${options.data}`,
          shape: readShape(options),
          reset: options.reset === true,
          ...(basePort === undefined ? {} : { basePort }),
          ...(cometbft === undefined
            ? {}
            : { cometbftPath: path.resolve(terminal.folder, cometbft) }),
          isDirect: options.direct === true,
          logLevel: options.logLevel,
          json: options.json === true,
        })
      })
  )
}

/** Only what was asked for: the rest follows from it, or is there already. */
function readShape(options: TestnetOptions): Partial<TestnetShape> {
  const { nodes, fullNodes, elected, drawn, interval, epochBlocks, phase } = options
  return {
    ...(nodes === undefined ? {} : { nodes }),
    ...(fullNodes === undefined ? {} : { fullNodes }),
    ...(elected === undefined ? {} : { elected }),
    ...(drawn === undefined ? {} : { drawn }),
    ...(interval === undefined ? {} : { intervalMs: interval }),
    ...(epochBlocks === undefined ? {} : { blocksPerEpoch: epochBlocks }),
    ...(phase.length === 0 ? {} : { phases: phase }),
  }
}

/** `--data` and `--json` are options of `testnet` as well, and commander gives them to whichever comes first. */
function addControlOptions(command: Command): Command {
  return addJsonOption(
    command.option('--data <folder>', `folder of the testnet (default: "${DEFAULT_DATA}")`),
  )
}

function addStatus({ terminal }: CommandHome, testnet: Command): void {
  addControlOptions(testnet.command('status'))
    .description('show the nodes of the testnet that runs')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<DataOption>()
      const { askTestnet } = await import('../testnet/control-client.ts')
      const view = await askTestnet(path.resolve(terminal.folder, options.data), {
        command: 'status',
      })
      if (options.json) return printJson(terminal, view)
      const { formatStatus } = await import('../testnet/render-testnet-view.ts')
      terminal.write(
        formatStatus(view)
          .map((line) => `${line}\n`)
          .join(''),
      )
    })
}

function addAction(
  { terminal }: CommandHome,
  testnet: Command,
  { action, meaning, done }: { action: ControlAction; meaning: string; done: string },
): void {
  addControlOptions(testnet.command(action))
    .description(meaning)
    .argument('<nodes...>', 'names such as n1 or n1,n2, or all')
    .action(async (list: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<DataOption>()
      const nodes = list.flatMap((text) => text.split(',')).filter((name) => name !== '')
      if (nodes.length === 0) throw new CliError('name a node, such as n1', 2)
      const { askTestnet } = await import('../testnet/control-client.ts')
      const dir = path.resolve(terminal.folder, options.data)
      const view = await askTestnet(dir, { command: action, nodes })
      if (options.json) return printJson(terminal, { command: action, nodes })
      const names = nodes.includes('all') ? view.nodes.map((node) => node.name) : nodes
      terminal.write(`${done}: ${names.join(', ')}.\n`)
    })
}
