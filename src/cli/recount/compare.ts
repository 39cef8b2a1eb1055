import { formatCoins } from '#sdk/units/format-coins.ts'
import type { Proposal } from '#sdk/reads/governance-records.ts'
import type { ProposalRecount } from './recount-proposal.ts'

export type FigureKind = 'coins' | 'basis points' | 'number' | 'word'
export type FigureValue = bigint | number | string

/** One figure, as it was counted and as the node says. */
export interface Figure {
  readonly name: string
  readonly kind: FigureKind
  readonly recount: FigureValue
  readonly node: FigureValue
  /** Where the node says it. */
  readonly source: string
  readonly agrees: boolean
}

type Row = readonly [name: string, kind: FigureKind, recount: FigureValue, node: FigureValue]

/** All figures of a recount beside those of the node: what its tables hold, then what its events announced. */
export function compareWithNode(recount: ProposalRecount, node: Proposal): readonly Figure[] {
  const inTables = toFigures('boule_proposal', tableRows(recount, node))
  return [...inTables, ...compareWithEvents(recount)]
}

export function compareWithEvents(recount: ProposalRecount): readonly Figure[] {
  return [
    ...toFigures('ProposalQualified', qualifiedRows(recount)),
    ...toFigures('BallotCast', ballotRows(recount)),
    ...toFigures('VoteCounted', countedRows(recount)),
    ...toFigures('ProposalChanged', verdictRows(recount)),
  ]
}

function toFigures(source: string, rows: readonly Row[]): readonly Figure[] {
  return rows.map(([name, kind, recount, node]) => {
    return { name, kind, recount, node, source, agrees: String(recount) === String(node) }
  })
}

function tableRows(recount: ProposalRecount, node: Proposal): readonly Row[] {
  const { story, totalRau, support, vote } = recount
  const { support: said, vote: saidVote } = node
  const rows: Row[] = [
    ['state', 'word', story.state, node.state],
    ['support', 'coins', support.supportRau, said.supportRau],
    ['supporters', 'number', support.supporters, said.supporters],
  ]
  if (vote === undefined || saidVote === null) {
    if ((vote === undefined) !== (saidVote === null)) {
      const words = (isThere: boolean) => (isThere ? 'there is one' : 'none yet')
      rows.push(['vote', 'word', words(vote !== undefined), words(saidVote !== null)])
    }
    return rows
  }
  return [
    ...rows,
    ['total power', 'coins', totalRau, saidVote.totalRau],
    ['quorum', 'basis points', vote.quorumBps, saidVote.quorumBps],
    ['approval', 'basis points', vote.approvalBps, saidVote.approvalBps],
    ['missing turnout', 'word', vote.quorumMode, saidVote.quorumMode],
    ['ballots', 'number', vote.ballots, saidVote.ballots],
    ['yes', 'coins', vote.yesRau, saidVote.yesRau],
    ['no', 'coins', vote.noRau, saidVote.noRau],
    ['abstain', 'coins', vote.abstainRau, saidVote.abstainRau],
    ['turnout', 'basis points', vote.turnoutBps, saidVote.turnoutBps],
    ['verdict', 'word', vote.verdict, saidVote.reason],
  ]
}

function qualifiedRows({ story, totalRau, support }: ProposalRecount): readonly Row[] {
  const { qualified, qualifiedEpoch = 0 } = story
  if (qualified === undefined) return []
  return [
    ['snapshot epoch', 'number', qualifiedEpoch, Number(qualified.snapshotEpoch)],
    ['total power', 'coins', totalRau, qualified.totalRau],
    ['support', 'coins', support.supportRau, qualified.supportRau],
    ['supporters', 'number', support.supporters, qualified.supporters],
  ]
}

function ballotRows({ story, powers }: ProposalRecount): readonly Row[] {
  return [...story.ballots].map(([voter, { saidOwnRau }]) => {
    return [`power of ${voter}`, 'coins', powers.get(voter) ?? 0n, saidOwnRau]
  })
}

function countedRows({ story, totalRau, vote }: ProposalRecount): readonly Row[] {
  const { counted } = story
  if (counted === undefined || vote === undefined) return []
  return [
    ['total power', 'coins', totalRau, counted.totalRau],
    ['quorum', 'basis points', vote.quorumBps, counted.quorumBps],
    ['approval', 'basis points', vote.approvalBps, counted.approvalBps],
    ['yes', 'coins', vote.yesRau, counted.yesRau],
    ['no', 'coins', vote.noRau, counted.noRau],
    ['abstain', 'coins', vote.abstainRau, counted.abstainRau],
  ]
}

function verdictRows({ story, vote }: ProposalRecount): readonly Row[] {
  if (story.verdict === undefined || vote === undefined) return []
  return [['verdict', 'word', vote.verdict, story.verdict]]
}

export function formatFigure(kind: FigureKind, value: FigureValue): string {
  if (kind === 'coins') return formatCoins(BigInt(value))
  if (kind === 'basis points') return `${(Number(value) / 100).toFixed(2)} %`
  return String(value)
}
