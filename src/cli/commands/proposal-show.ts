import type { Command } from 'commander'
import type { ProposalSummary } from '#sdk/reads/governance-records.ts'
import { plainLine, plainText } from '#sdk/governance/plain-words.ts'
import { stateWords } from '#sdk/governance/words.ts'
import { openNetwork } from '../network/open-network.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import { formatTable, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { figuresText } from '../proposal/bars.ts'
import { effectWords } from '../proposal/effect-words.ts'
import { nextWords } from '../proposal/step-words.ts'

/** `boule proposal list|show|status`: what is proposed, and where it stands. */
export function addProposalShow(home: CommandHome, proposal: Command): void {
  addList(home, proposal)
  addShow(home, proposal)
  addStatus(home, proposal)
}

function addList({ terminal }: CommandHome, proposal: Command): void {
  const command = proposal
    .command('list')
    .description('proposals that are not over, newest first')
    .option('--all', 'those that are over, too')
  addNetworkOptions(command).action(async (options: NetworkOptions & { readonly all?: true }) => {
    const { client } = await openNetwork(terminal, options)
    const { collectPages } = await import('#sdk/reads/ask.ts')
    const live = options.all === true ? {} : { live: true }
    const rows = await collectPages((page) => client.getProposals({ ...page, ...live }))
    if (options.json) return printJson(terminal, rows)
    if (rows.length === 0) {
      return terminal.note(options.all ? 'There are no proposals.' : 'No proposal is under way.')
    }
    terminal.write(
      formatTable<ProposalSummary>(
        [
          { title: '#', text: (row) => String(row.id), right: true },
          { title: 'title', text: (row) => plainLine(row.title) },
          { title: 'class', text: (row) => row.class },
          { title: 'state', text: (row) => row.state + (row.overdue ? ', overdue' : '') },
          { title: 'figures', text: figuresText },
          { title: 'next', text: (row) => nextWords(row.next) },
        ],
        rows,
      ),
    )
  })
}

function addShow({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('show'))
    .description('what a proposal would do, where it stands, what comes when')
    .option('--text', 'print its text instead, checked against the hash on chain')
  addNetworkOptions(command).action(
    async (id: number, options: NetworkOptions & { readonly text?: true }) => {
      const { client } = await openNetwork(terminal, options)
      const found = await client.getProposal({ proposal: id })
      if (options.text) {
        const { findText } = await import('../proposal/find-text.ts')
        const text = await findText(client, found)
        if (options.json) return printJson(terminal, { id, textHash: found.textHash, text })
        return terminal.write(`${plainText(text).trimEnd()}\n`)
      }
      const { items, total } = await client.getProposalBallots({ proposal: id, limit: 1_000 })
      if (options.json) {
        const effect = effectWords(found.payload)
        return printJson(terminal, { ...found, effect, ballots: { total, items } })
      }
      const [{ formatProposal }, { readEpochClock }] = await Promise.all([
        import('../proposal/show-proposal.ts'),
        import('../proposal/epoch-clock.ts'),
      ])
      // The largest ballots are known when all are.
      const ballots = items.length === total ? items : []
      terminal.write(formatProposal(found, ballots, await readEpochClock(client)))
    },
  )
}

function addStatus({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('status')).description(
    'where a proposal stands, in one line',
  )
  addNetworkOptions(command).action(async (id: number, options: NetworkOptions) => {
    const { client } = await openNetwork(terminal, options)
    const found = await client.getProposal({ proposal: id })
    if (options.json) {
      const { state, next, live, overdue } = found
      return printJson(terminal, { id, state, live, overdue, next })
    }
    terminal.write(`proposal ${id} ${stateWords(found.state)}; ${nextWords(found.next)}\n`)
  })
}
