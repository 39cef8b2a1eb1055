import path from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { openSession, runSingleAction } from '../network/session.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import type { CommandHome } from '../program.ts'
import { readBytes } from '../read-file.ts'

/** `boule proposal attest|ready`: what consensus delegates say of a software change. */
export function addProposalUpgrade(home: CommandHome, proposal: Command): void {
  addAttest(home, proposal)
  addReady(home, proposal)
}

function parseResult(text: string): boolean {
  if (text === 'green' || text === 'red') return text === 'green'
  throw new InvalidArgumentError('write green or red.')
}

function addAttest({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('attest'))
    .description('say what came out of rebuilding and trying a software change')
    .argument('<result>', 'green or red', parseResult)
    .requiredOption('--report <file>', 'what was tried; its hash goes on chain')
  addSenderOptions(command).action(
    async (id: number, green: boolean, options: SenderOptions & { readonly report: string }) => {
      const { sha256 } = await import('viem')
      const reportHash = sha256(readBytes(path.resolve(terminal.folder, options.report)))
      const session = await openSession(terminal, options)
      const { root } = await session.client.getProposal({ proposal: id })
      const words = `attests that proposal ${id} is ${green ? 'good' : 'bad'}, report ${reportHash}`
      await runSingleAction(session, words, (sender) =>
        session.client.attestPreflight({ ...sender, proposal: id, root, green, reportHash }),
      )
    },
  )
}

function addReady({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('ready')).description(
    'say that one’s delegate has the new software and would switch',
  )
  addSenderOptions(command).action(async (id: number, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    await runSingleAction(session, `is ready for the software of proposal ${id}`, (sender) =>
      session.client.signalReady({ ...sender, proposal: id }),
    )
  })
}
