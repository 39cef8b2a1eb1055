import { type Command, Option } from 'commander'
import { isRuleName } from '#params/rule-text.ts'
import { PAYLOAD_KINDS, type PayloadKind } from '#sdk/governance/names.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { CliError } from '../cli-error.ts'
import { openNetwork } from '../network/open-network.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { formatFacts, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { DraftChange } from '../proposal/draft.ts'
import { effectWords } from '../proposal/effect-words.ts'
import { readProposalFile } from '../proposal/proposal-file.ts'
import { formatRuleText, readRuleValue } from '../proposal/rule-values.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface DraftOptions extends NetworkOptions {
  readonly kind: PayloadKind
  readonly rule?: string
  readonly to?: string
}

interface CheckOptions extends NetworkOptions {
  readonly from?: string
}

/** `boule proposal draft|check`: a proposal as files, before it is on chain. */
export function addProposalDraft(home: CommandHome, proposal: Command): void {
  addDraft(home, proposal)
  addCheck(home, proposal)
}

function addDraft({ terminal }: CommandHome, proposal: Command): void {
  const command = proposal
    .command('draft')
    .description('write a proposal to fill in: a JSON file, and beside it the text for voters')
    .argument('<file>', 'to write, such as epoch-reward.json')
    .addOption(
      new Option('--kind <kind>', 'what it asks for').choices([...PAYLOAD_KINDS]).default('policy'),
    )
    .option('--rule <name>', 'of a policy: the rule to change; asks a node for its value')
    .option('--to <value>', 'its new value, such as "9,000 coins", "2 days" or "5 %"')
  addNetworkOptions(command).action(async (file: string, options: DraftOptions) => {
    const { KIND_NOTES, writeDraft } = await import('../proposal/draft.ts')
    const change = await readChange(terminal, options)
    const files = writeDraft(terminal.folder, file, options.kind, change)
    if (options.json) return printJson(terminal, { files })
    terminal.write(files.map((one) => `${one}\n`).join(''))
    for (const note of KIND_NOTES[options.kind]) terminal.note(note)
    terminal.note(`Fill them in; then \`boule proposal check ${file}\`.`)
  })
}

/** The change that `--rule` and `--to` name, with the value that the rule has on the network. */
async function readChange(
  terminal: Terminal,
  options: DraftOptions,
): Promise<DraftChange | undefined> {
  const { rule, to, kind } = options
  if (rule === undefined && to === undefined) return undefined
  if (kind !== 'policy' || rule === undefined || to === undefined) {
    throw new CliError('--rule and --to belong together, and to a policy', 2)
  }
  if (!isRuleName(rule))
    throw new CliError(`there is no rule ${rule}; \`boule proposal rules\` lists them`)
  const wanted = readRuleValue(rule, to)
  if ('problem' in wanted) throw new CliError(`${rule} ${wanted.problem}`)
  const { client } = await openNetwork(terminal, options)
  const current = (await client.getRules())[rule]?.value
  return { rule, from: formatRuleText(rule, String(current)), to }
}

function addCheck({ terminal, setExitCode }: CommandHome, proposal: Command): void {
  const command = proposal
    .command('check')
    .description('say what a proposal would do and what it needs; with a node, whether it is taken')
    .argument('<file>')
    .option('--from <account>', 'who proposes: deposits and limits of this account are looked at')
  addNetworkOptions(command).action(async (file: string, options: CheckOptions) => {
    const content = await readProposalFile(terminal.folder, file)
    const effect = effectWords(content.payload)
    const rpc = options.rpc ?? terminal.environment['BOULE_RPC']
    if (rpc === undefined || rpc === '') {
      if (options.json) return printJson(terminal, { class: content.class ?? null, effect })
      terminal.write(headText(content.title, effect))
      return terminal.note('The files are good. With --rpc the network is asked, too.')
    }
    const network = await openNetwork(terminal, options)
    const proposer =
      options.from === undefined ? undefined : await resolveAddress(terminal, network, options.from)
    const { checkOnChain } = await import('../proposal/check-on-chain.ts')
    const found = await checkOnChain(network.client, content, proposer)
    if (found.refusal !== undefined) setExitCode(1)
    if (options.json) {
      return printJson(terminal, { ...found, refusal: found.refusal ?? null, effect })
    }
    const { classWords, readRules } = await import('../proposal/class-terms.ts')
    const rules = await readRules(network.client)
    terminal.write(
      headText(content.title, effect) +
        formatFacts([
          ['class', found.class],
          ['deposit', `${formatCoins(found.depositRau)} coins now`],
          ...classWords(rules, found.class),
        ]),
    )
    terminal.note(
      found.refusal === undefined
        ? 'The network would take it.'
        : `boule: the network would not take it now: ${found.refusal}`,
    )
  })
}

function headText(title: string, effect: readonly string[]): string {
  return `${title}\n\n${effect.map((line) => `  ${line}\n`).join('')}\n`
}
