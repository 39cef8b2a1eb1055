import type { Command } from 'commander'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { openSession, runSingleAction } from '../network/session.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import type { CommandHome } from '../program.ts'

/** `boule proposal support|unsupport`: what brings a proposal to a vote. */
export function addProposalSupport(home: CommandHome, proposal: Command): void {
  addSupport(home, proposal)
  addUnsupport(home, proposal)
}

function addSupport({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('support'))
    .description('support a proposal as it is now, so that it comes to a vote')
    .option('--editorial', 'also when its text is revised, and nothing else')
  addSenderOptions(command).action(
    async (id: number, options: SenderOptions & { readonly editorial?: true }) => {
      const session = await openSession(terminal, options)
      const { root, title, revision } = await session.client.getProposal({ proposal: id })
      const words = `supports proposal ${id}, “${plainLine(title)}”, revision ${revision}`
      await runSingleAction(session, words, (sender) =>
        session.client.supportProposal({
          ...sender,
          proposal: id,
          root,
          editorial: options.editorial === true,
        }),
      )
    },
  )
}

function addUnsupport({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('unsupport')).description(
    'support a proposal no more; possible until it has qualified',
  )
  addSenderOptions(command).action(async (id: number, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    await runSingleAction(session, `supports proposal ${id} no more`, (sender) =>
      session.client.withdrawSupport({ ...sender, proposal: id }),
    )
  })
}
