import path from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { CliError } from '../cli-error.ts'
import { openSession, runSingleAction } from '../network/session.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import { wholeOption } from '../options/parse-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import type { CommandHome } from '../program.ts'
import { readBytes } from '../read-file.ts'

interface ReportOptions extends SenderOptions {
  readonly evidence?: string
  readonly text: string
}

/** `boule proposal report|review`: how far a directive is, and whether it is done. */
export function addProposalDirective(home: CommandHome, proposal: Command): void {
  addReport(home, proposal)
  addReview(home, proposal)
}

function addReport({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('report'))
    .description('say how far a directive is; for its assignee')
    .argument('<percent>', '100 begins the review', wholeOption(0, 100))
    .option('--evidence <file>', 'its hash goes on chain; needed with 100')
    .requiredOption('--text <text>', 'published, at most 1,024 bytes')
  addSenderOptions(command).action(async (id: number, percent: number, options: ReportOptions) => {
    if (percent === 100 && options.evidence === undefined) {
      throw new CliError('what is done has evidence: name it with --evidence FILE', 2)
    }
    const { keccak256, zeroHash } = await import('viem')
    const evidenceHash =
      options.evidence === undefined
        ? zeroHash
        : keccak256(readBytes(path.resolve(terminal.folder, options.evidence)))
    const session = await openSession(terminal, options)
    await runSingleAction(session, `reports ${percent} % on proposal ${id}`, (sender) =>
      session.client.reportProgress({
        ...sender,
        proposal: id,
        percent,
        evidenceHash,
        text: options.text,
      }),
    )
  })
}

function parseVerdict(text: string): boolean {
  if (text === 'accept' || text === 'refuse') return text === 'accept'
  throw new InvalidArgumentError('write accept or refuse.')
}

function addReview({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('review'))
    .description('accept the evidence of a directive, or send it back')
    .argument('<verdict>', 'accept or refuse', parseVerdict)
    .requiredOption('--text <text>', 'published, at most 1,024 bytes')
  addSenderOptions(command).action(
    async (id: number, accept: boolean, options: SenderOptions & { readonly text: string }) => {
      const session = await openSession(terminal, options)
      const words = `${accept ? 'accepts' : 'sends back'} the evidence of proposal ${id}`
      await runSingleAction(session, words, (sender) =>
        session.client.reviewDirective({ ...sender, proposal: id, accept, text: options.text }),
      )
    },
  )
}
