import type { Command } from 'commander'
import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { openNetwork } from '../network/open-network.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { formatTable, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { formatRuleText } from '../proposal/rule-values.ts'

/** `boule proposal rules`: what a policy can change. */
export function addProposalRules({ terminal }: CommandHome, proposal: Command): void {
  const command = proposal
    .command('rules')
    .description('all rules with the value that they have, and the class of a proposal for them')
  addNetworkOptions(command).action(async (options: NetworkOptions) => {
    const { client } = await openNetwork(terminal, options)
    const rules = await client.getRules()
    if (options.json) return printJson(terminal, rules)
    const rows = Object.entries(rules).map(([name, rule]) => ({ name, ...rule }))
    rows.sort((a, b) => PROPOSAL_CLASSES.indexOf(a.class) - PROPOSAL_CLASSES.indexOf(b.class))
    terminal.write(
      formatTable<(typeof rows)[number]>(
        [
          { title: 'rule', text: (row) => row.name },
          { title: 'value', text: (row) => formatRuleText(row.name, String(row.value)) },
          { title: 'class', text: (row) => row.class },
          { title: 'meaning', text: (row) => row.meaning },
        ],
        rows,
      ),
    )
  })
}
