import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Genesis } from '#params/genesis.ts'
import type { Rules } from '#params/rule-table.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { addJsonOption, type JsonOption } from '../options/network-options.ts'
import { parseAmountOption, wholeOption } from '../options/parse-options.ts'
import { phaseOption } from '../options/phase-option.ts'
import { repeatedOption } from '../options/repeated-option.ts'
import { formatFacts, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { readText } from '../read-file.ts'
import { count, whole } from '../words.ts'
import type { NewDelegate } from '../genesis/make-genesis.ts'
import type { NewPhase } from '../genesis/phases.ts'

const PRESET_NAMES = ['mainnet', 'devnet', 'iotex-2019'] as const

interface NewOptions extends JsonOption {
  readonly chainId: number
  readonly name: string
  readonly preset: (typeof PRESET_NAMES)[number]
  readonly phase: readonly NewPhase[]
  readonly account: readonly Holding[]
  readonly delegate: readonly NewDelegate[]
  readonly rewardFund: bigint
}

interface Holding {
  readonly account: string
  readonly amountRau: bigint
}

/** `boule genesis new|check`: the file that a network grows from. */
export function addGenesisCommands(home: CommandHome): void {
  const genesis = home.program.command('genesis').description('the file that a network grows from')
  addCheck(home, genesis)
  addNew(home, genesis)
}

function addCheck({ terminal, setExitCode }: CommandHome, genesis: Command): void {
  addJsonOption(genesis.command('check'))
    .description('read a genesis file and say everything that is wrong with it')
    .argument('<file>')
    .action(async (file: string, options: JsonOption) => {
      const { checkGenesisFile } = await import('../genesis/check-genesis-file.ts')
      const checked = checkGenesisFile(readText(path.resolve(terminal.folder, file)))
      if ('problems' in checked) {
        setExitCode(1)
        if (options.json) return printJson(terminal, { valid: false, problems: checked.problems })
        for (const problem of checked.problems) terminal.note(`boule: ${file}: ${problem}`)
        return
      }
      const facts = summarize(checked.genesis)
      if (options.json) return printJson(terminal, { valid: true, ...facts })
      terminal.write(formatSummary(checked.genesis))
    })
}

function addNew({ terminal }: CommandHome, genesis: Command): void {
  addJsonOption(genesis.command('new'))
    .description('write a genesis file')
    .argument('<file>', 'a file that does not exist yet')
    .requiredOption(
      '--chain-id <number>',
      'chain id, which no other network uses',
      wholeOption(1, 4_294_967_295),
    )
    .requiredOption('--name <text>', 'name of the network')
    .addOption(
      new Option('--preset <name>', 'rules to start from').choices(PRESET_NAMES).default('mainnet'),
    )
    .addOption(phaseOption())
    .addOption(repeatedOption('--account <address:coins>', 'an account with coins', parseHolding))
    .addOption(
      repeatedOption(
        '--delegate <name:owner:coins[:keys]>',
        'a delegate with its self-stake and the file with its keys',
        parseDelegate,
      ),
    )
    .addOption(
      new Option('--reward-fund <coins>', 'coins of the reward fund')
        .argParser(parseAmountOption)
        .default(0n, '0'),
    )
    .action(async (file: string, options: NewOptions) => {
      const { makeGenesis } = await import('../genesis/make-genesis.ts')
      const { formatGenesis } = await import('#params/genesis-file.ts')
      const made = makeGenesis(terminal.folder, {
        chainId: options.chainId,
        name: options.name,
        preset: options.preset,
        phases: options.phase,
        accounts: options.account,
        delegates: options.delegate,
        rewardFundRau: options.rewardFund,
      })
      const target = path.resolve(terminal.folder, file)
      writeFileSync(target, `${JSON.stringify(formatGenesis(made), null, 1)}\n`, { flag: 'wx' })
      if (options.json) return printJson(terminal, { file: target, ...summarize(made) })
      terminal.write(formatSummary(made))
      terminal.note(`Written to ${target}. Every node of the network needs exactly this file.`)
    })
}

function parseHolding(text: string): Holding {
  const [account, amount, ...rest] = text.split(':')
  if (account === undefined || amount === undefined || rest.length > 0) {
    throw new InvalidArgumentError('write ADDRESS:COINS.')
  }
  return { account, amountRau: parseAmountOption(amount) }
}

function parseDelegate(text: string): NewDelegate {
  const [name, owner, amount, keys, ...rest] = text.split(':')
  if (name === undefined || owner === undefined || amount === undefined || rest.length > 0) {
    throw new InvalidArgumentError('write NAME:OWNER:COINS or NAME:OWNER:COINS:KEYFILE.')
  }
  return { name, owner, amountRau: parseAmountOption(amount), keyFile: keys }
}

function summarize(genesis: Genesis) {
  return {
    chainId: genesis.chainId,
    name: genesis.name,
    timeMs: genesis.timeMs,
    supplyRau: genesis.supplyRau,
    rewardFundRau: genesis.rewardFundRau,
    accounts: genesis.accounts.length,
    delegates: genesis.delegates.length,
    buckets: genesis.buckets.length,
    consensusDelegates: genesis.rules.consensusDelegates,
    producers: genesis.rules.producers,
    schedule: genesis.schedule,
  }
}

function formatSummary(genesis: Genesis): string {
  const { rules } = genesis
  return formatFacts([
    ['network', `${genesis.name}, chain id ${genesis.chainId}`],
    ['begins', new Date(genesis.timeMs).toISOString()],
    [
      'supply',
      `${formatCoins(genesis.supplyRau)} coins, ${formatCoins(genesis.rewardFundRau)} of them in the reward fund`,
    ],
    [
      'holds',
      `${count(genesis.accounts.length, 'account')}, ${count(genesis.delegates.length, 'delegate')}, ${count(genesis.buckets.length, 'bucket')}`,
    ],
    ['blocks', `every ${rules.blockIntervalMs} ms, ${whole(rules.blocksPerEpoch)} to an epoch`],
    ['elects', describeSeats(rules)],
    ...scheduleFacts(genesis),
  ])
}

function describeSeats({ consensusDelegates, producers }: Rules): string {
  return `${count(consensusDelegates, 'delegate')}, ${producers} of them producers`
}

/** A line for each scheduled change: the seats in words when it changes them, any other rule by its name. */
function scheduleFacts(genesis: Genesis): readonly (readonly [string, string])[] {
  if (genesis.schedule.length === 0) return [['later', 'no scheduled changes']]
  let rules = genesis.rules
  return genesis.schedule.map(({ fromEpoch, set }) => {
    rules = { ...rules, ...set }
    const { consensusDelegates, producers, ...others } = set
    const changesSeats = consensusDelegates !== undefined || producers !== undefined
    const changes = [
      ...(changesSeats ? [describeSeats(rules)] : []),
      ...Object.entries(others).map(([name, value]) => `${name} ${String(value)}`),
    ]
    return [`from epoch ${fromEpoch}`, changes.join('; ')]
  })
}
