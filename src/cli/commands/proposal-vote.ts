import { type Command, InvalidArgumentError } from 'commander'
import type { BallotChoice, SignedBallot } from '#sdk/governance/sign-ballot.ts'
import { PROPOSAL_CLASSES, type ProposalClass } from '#sdk/governance/names.ts'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { CliError } from '../cli-error.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import {
  openSession,
  printReports,
  runAction,
  runSingleAction,
  type ActionReport,
} from '../network/session.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import { printJsonLine } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { percentText } from '../proposal/bars.ts'
import { count } from '../words.ts'

type Split = Pick<BallotChoice, 'yesBps' | 'noBps' | 'abstainBps'>

interface VoteOptions extends SenderOptions {
  readonly split?: Split
  readonly sign?: true
}

const WHOLE_BALLOTS: Readonly<Record<string, Split>> = {
  yes: { yesBps: 10_000, noBps: 0, abstainBps: 0 },
  no: { yesBps: 0, noBps: 10_000, abstainBps: 0 },
  abstain: { yesBps: 0, noBps: 0, abstainBps: 10_000 },
}
/** What fits into a transaction. */
const BALLOTS_OF_BATCH = 100

/** `boule proposal vote|relay|delegate`: ballots, and who casts them. */
export function addProposalVote(home: CommandHome, proposal: Command): void {
  addVote(home, proposal)
  addRelay(home, proposal)
  addDelegate(home, proposal)
}

function parseChoice(text: string): Split {
  const split = Object.hasOwn(WHOLE_BALLOTS, text) ? WHOLE_BALLOTS[text] : undefined
  if (split === undefined) throw new InvalidArgumentError('write yes, no or abstain.')
  return split
}

/** Percent of yes, no and abstain with at most two decimals, such as `60:30:10`. */
function parseSplit(text: string): Split {
  const parts = text.split(':').map((part) => {
    const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(part)
    return match === null ? Number.NaN : Number(match[1] + (match[2] ?? '').padEnd(2, '0'))
  })
  const [yesBps = Number.NaN, noBps = Number.NaN, abstainBps = Number.NaN] = parts
  if (parts.length !== 3 || yesBps + noBps + abstainBps !== 10_000) {
    throw new InvalidArgumentError(
      'write percent of yes, no and abstain that make up 100, such as 60:30:10.',
    )
  }
  return { yesBps, noBps, abstainBps }
}

function splitWords({ yesBps, noBps, abstainBps }: Split): string {
  const parts = [
    [yesBps, 'yes'],
    [noBps, 'no'],
    [abstainBps, 'abstain'],
  ] as const
  const words = parts
    .filter(([bps]) => bps > 0)
    .map(([bps, word]) => (bps === 10_000 ? word : `${percentText(bps)} ${word}`))
  return words.join(', ')
}

function addVote({ terminal }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('vote'))
    .description('cast a ballot with all of one’s power; a later one takes its place')
    .argument('[choice]', 'yes, no or abstain', parseChoice)
    .option('--split <percent>', 'of yes, no and abstain, such as 60:30:10', parseSplit)
    .option('--sign', 'print the signed ballot and send nothing: anyone may relay it')
  addSenderOptions(command).action(
    async (id: number, choice: Split | undefined, options: VoteOptions) => {
      const split = choice ?? options.split
      if (split === undefined || (choice !== undefined && options.split !== undefined)) {
        throw new CliError('say yes, no or abstain, or how with --split 60:30:10', 2)
      }
      const session = await openSession(terminal, options)
      const { client, account, network } = session
      const { root, title } = await client.getProposal({ proposal: id })
      const ballot = { proposal: id, root, ...split }
      if (options.sign) {
        const { signBallot } = await import('#sdk/governance/sign-ballot.ts')
        const signed = await signBallot({ ...ballot, account, chainId: network.chainId })
        return printJsonLine(terminal, signed)
      }
      const words = `votes ${splitWords(split)} on proposal ${id}, “${plainLine(title)}”`
      await runSingleAction(session, words, (sender) => client.castBallot({ ...sender, ...ballot }))
    },
  )
}

function addRelay({ terminal }: CommandHome, proposal: Command): void {
  const command = proposal
    .command('relay')
    .description('bring signed ballots on chain; whoever relays pays the fee')
    .argument('<file>', 'a ballot on each line, as `vote --sign` prints it; - for standard input')
  addSenderOptions(command).action(async (file: string, options: SenderOptions) => {
    const { readBallots } = await import('../proposal/read-ballots.ts')
    const ballots = await readBallots(terminal, file)
    const session = await openSession(terminal, options)
    const reports: ActionReport[] = []
    for (let at = 0; at < ballots.length; at += BALLOTS_OF_BATCH) {
      const batch: readonly SignedBallot[] = ballots.slice(at, at + BALLOTS_OF_BATCH)
      const words = `relays ${count(batch.length, 'ballot')}`
      reports.push(
        await runAction(session, words, (sender) =>
          session.client.relayBallots({ ...sender, ballots: batch }),
        ),
      )
    }
    printReports(session, reports)
  })
}

function parseClass(text: string): ProposalClass {
  const found = PROPOSAL_CLASSES.find((one) => one === text)
  if (found === undefined) throw new InvalidArgumentError(`write ${PROPOSAL_CLASSES.join(', ')}.`)
  return found
}

function addDelegate({ terminal }: CommandHome, proposal: Command): void {
  const command = proposal
    .command('delegate')
    .description('let another vote with one’s power in a class of proposals, from the next vote on')
    .argument('<class>', PROPOSAL_CLASSES.join(', '), parseClass)
    .argument('<account>', 'who votes; none takes it back')
  addSenderOptions(command).action(
    async (kind: ProposalClass, who: string, options: SenderOptions) => {
      const session = await openSession(terminal, options)
      const delegate =
        who === 'none' ? undefined : await resolveAddress(terminal, session.network, who)
      const words =
        delegate === undefined
          ? `votes for itself in class ${kind}`
          : `lets ${delegate} vote with its power in class ${kind}`
      await runSingleAction(session, words, (sender) =>
        session.client.delegatePower({
          ...sender,
          class: kind,
          ...(delegate === undefined ? {} : { delegate }),
        }),
      )
    },
  )
}
