import type {
  ProposalSummary,
  ProposalSupportSum,
  ProposalVoteSum,
} from '#sdk/reads/governance-records.ts'

const WIDTH = 20
const ALL_BPS = 10_000

/** A part of a whole as a bar; `mark` is where enough begins. */
export function drawBar(partBps: number, markBps: number, width: number = WIDTH): string {
  const filled = Math.min(width, Math.floor((partBps * width) / ALL_BPS))
  const mark = Math.min(width - 1, Math.floor((markBps * width) / ALL_BPS))
  return Array.from({ length: width }, (_, at) =>
    at < filled ? '█' : at === mark ? '│' : '░',
  ).join('')
}

export function percentText(bps: number): string {
  return `${(bps / 100).toFixed(2).replace(/\.?0+$/, '')} %`
}

/** Quorums are a few percent, so the bar shows the way there: it is full where enough is reached. */
export function quorumBar(partBps: number, quorumBps: number, width?: number): string {
  return drawBar(Math.min(ALL_BPS, (partBps * ALL_BPS) / quorumBps), ALL_BPS, width)
}

export function supportBar(sum: ProposalSupportSum, width?: number): string {
  return quorumBar(sum.shareBps, sum.quorumBps, width)
}

export function yesBar(sum: ProposalVoteSum, width?: number): string {
  return drawBar(sum.yesBps, sum.approvalBps, width)
}

/** `support 1.2 % of 2 %` before the vote, `yes 75 %, turnout 12 % of 10 %` from then on. */
export function figuresText({ support, vote }: ProposalSummary): string {
  if (vote === null) {
    return `support ${percentText(support.shareBps)} of ${percentText(support.quorumBps)}`
  }
  return `yes ${percentText(vote.yesBps)}, turnout ${percentText(vote.turnoutBps)} of ${percentText(vote.quorumBps)}`
}

/** A short bar with the figures: of the way to the quorum before the vote, of yes from then on. */
export function figuresBar(proposal: ProposalSummary, width: number): string {
  const { support, vote } = proposal
  const bar = vote === null ? supportBar(support, width) : yesBar(vote, width)
  return `${bar} ${figuresText(proposal)}`
}
