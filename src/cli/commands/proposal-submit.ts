import type { Command } from 'commander'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { CliError } from '../cli-error.ts'
import { openSession, runSingleAction } from '../network/session.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import type { CommandHome } from '../program.ts'
import { readProposalFile } from '../proposal/proposal-file.ts'

/** `boule proposal submit|revise|withdraw|veto`: putting a proposal on chain, changing it, and ending it. */
export function addProposalSubmit(home: CommandHome, proposal: Command): void {
  addSubmit(home, proposal)
  addRevise(home, proposal)
  addWithdraw(home, proposal)
  addVeto(home, proposal)
}

function addSubmit({ terminal }: CommandHome, proposal: Command): void {
  const command = proposal
    .command('submit')
    .description('put a proposal on chain; its deposit is held until it is over')
    .argument('<file>', 'as `boule proposal draft` writes it')
  addSenderOptions(command).action(async (file: string, options: SenderOptions) => {
    const content = await readProposalFile(terminal.folder, file)
    const session = await openSession(terminal, options)
    const { checkOnChain } = await import('../proposal/check-on-chain.ts')
    const { depositRau, refusal } = await checkOnChain(
      session.client,
      content,
      session.account.address,
    )
    if (refusal !== undefined) throw new CliError(`refused, and nothing was sent: ${refusal}`)
    const words = `proposes “${content.title}” with a deposit of ${formatCoins(depositRau)} coins`
    await runSingleAction(session, words, (sender) =>
      session.client.propose({ ...sender, ...contentOf(content), depositRau }),
    )
  })
}

function contentOf({ title, text, payload }: Awaited<ReturnType<typeof readProposalFile>>) {
  return { title, text, payload }
}

function addRevise({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('revise'))
    .description('replace an own proposal that looks for support; a new payload drops all support')
    .argument('<file>', 'the new one, of the same kind and class')
  addSenderOptions(command).action(async (id: number, file: string, options: SenderOptions) => {
    const content = await readProposalFile(terminal.folder, file)
    const session = await openSession(terminal, options)
    await runSingleAction(session, `revises proposal ${id}: “${content.title}”`, (sender) =>
      session.client.reviseProposal({ ...sender, ...contentOf(content), proposal: id }),
    )
  })
}

function addWithdraw({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('withdraw')).description(
    'take an own proposal back, before it has qualified for a vote',
  )
  addSenderOptions(command).action(async (id: number, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    await runSingleAction(session, `withdraws proposal ${id}`, (sender) =>
      session.client.withdrawProposal({ ...sender, proposal: id }),
    )
  })
}

function addVeto({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('veto'))
    .description('stop a proposal in its timelock; for the guardian, until its last epoch')
    .requiredOption('--reason <text>', 'published with it')
  addSenderOptions(command).action(
    async (id: number, options: SenderOptions & { readonly reason: string }) => {
      const session = await openSession(terminal, options)
      await runSingleAction(session, `vetoes proposal ${id}`, (sender) =>
        session.client.vetoProposal({ ...sender, proposal: id, reason: options.reason }),
      )
    },
  )
}
