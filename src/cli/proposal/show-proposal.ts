import type { Proposal, ProposalBallot, ProposalVoteSum } from '#sdk/reads/governance-records.ts'
import { stateWords } from '#sdk/governance/words.ts'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { formatFacts } from '../print.ts'
import { count, whole } from '../words.ts'
import { drawBar, percentText, quorumBar, supportBar, yesBar } from './bars.ts'
import { effectWords } from './effect-words.ts'
import type { EpochClock } from './epoch-clock.ts'
import { changeText } from './rule-values.ts'
import { stepName, stepTime } from './step-words.ts'

type Facts = readonly (readonly [name: string, value: string])[]

/** Everything about a proposal for people: first what it would do, then where it stands and what comes when. */
export function formatProposal(
  proposal: Proposal,
  ballots: readonly ProposalBallot[],
  clock: EpochClock,
): string {
  const { id, title, kind, state } = proposal
  const kindWord = proposal.short ? `${kind}, the short way` : kind
  const head = `Proposal ${id}: ${plainLine(title)}\n\n`
  const effect = effectWords(proposal.payload)
    .map((line) => `  ${line}\n`)
    .join('')
  const deposit =
    proposal.depositRau === 0n ? 'settled' : `${formatCoins(proposal.depositRau)} coins, held`
  const facts: Facts = [
    ['state', `${stateWords(state)}${proposal.overdue ? ', overdue' : ''}`],
    ['kind', `${kindWord}, class ${proposal.class}, revision ${proposal.revision}`],
    ['proposer', proposal.proposer],
    ['root', proposal.root],
    ['deposit', deposit],
    ...supportFacts(proposal),
    ...voteFacts(proposal, ballots),
    ...upgradeFacts(proposal),
    ...directiveFacts(proposal),
    ...enactmentFacts(proposal),
    ...(proposal.obstacle === null ? [] : ([['obstacle', proposal.obstacle.meaning]] as const)),
  ]
  const steps: Facts = proposal.steps.map((step) => [
    `${step.done ? '✓' : '·'} ${stepName(step)}`,
    stepTime(step, clock),
  ])
  return `${head}${effect}\n${formatFacts(facts)}\n${formatFacts(steps)}`
}

function coins(rau: bigint): string {
  return formatCoins(rau, { decimals: 2 })
}

function supportFacts({ support }: Proposal): Facts {
  const accounts = `${count(support.supporters, 'account')} of ${whole(support.neededSupporters)}`
  return [
    [
      'support',
      `${supportBar(support)} ${percentText(support.shareBps)} of ${percentText(support.quorumBps)}: ` +
        `${coins(support.supportRau)} of ${coins(support.neededRau)} coins, ${accounts}`,
    ],
  ]
}

function voteFacts({ vote, state }: Proposal, ballots: readonly ProposalBallot[]): Facts {
  if (vote === null) return []
  const castRau = vote.yesRau + vote.noRau + vote.abstainRau
  const facts: Facts = [
    [
      'turnout',
      `${quorumBar(vote.turnoutBps, vote.quorumBps)} ${percentText(vote.turnoutBps)} of ${percentText(vote.quorumBps)}: ` +
        `${coins(castRau)} of ${coins(vote.totalRau)} coins in ${count(vote.ballots, 'ballot')}`,
    ],
    [
      'yes',
      `${yesBar(vote)} ${percentText(vote.yesBps)} of yes and no, must exceed ${percentText(vote.approvalBps)}`,
    ],
    ['', `${coins(vote.yesRau)} yes, ${coins(vote.noRau)} no, ${coins(vote.abstainRau)} abstain`],
  ]
  const judged = state === 'voting' || state === 'extended' || state === 'tallying'
  return [
    ...facts,
    ...(judged ? ([['as it stands', verdictWords(vote)]] as const) : []),
    ...largestBallots(ballots),
  ]
}

function verdictWords(vote: ProposalVoteSum): string {
  if (vote.passes) return 'it would be confirmed'
  return vote.reason === 'no-quorum'
    ? 'it would be defeated: too little power has taken part'
    : 'it would be defeated: too little of it said yes'
}

const SHOWN_BALLOTS = 5

function largestBallots(ballots: readonly ProposalBallot[]): Facts {
  const power = (one: ProposalBallot): bigint => one.ownRau + one.delegatedRau
  const sorted = ballots.toSorted((a, b) => Number(power(b) - power(a) > 0n) * 2 - 1)
  return sorted.slice(0, SHOWN_BALLOTS).map((one, at) => {
    const split = [
      [one.yesBps, 'yes'],
      [one.noBps, 'no'],
      [one.abstainBps, 'abstain'],
    ] as const
    const words = split
      .filter(([bps]) => bps > 0)
      .map(([bps, word]) => (bps === 10_000 ? word : `${percentText(bps)} ${word}`))
    return [at === 0 ? 'largest' : '', `${one.voter} ${words.join(', ')}: ${coins(power(one))}`]
  })
}

function upgradeFacts({ attestations, readiness }: Proposal): Facts {
  if (attestations === null || readiness === null) return []
  const names = (rows: readonly { readonly delegate: string; readonly name: string | null }[]) =>
    rows.length === 0 ? 'nobody' : rows.map((one) => one.name ?? one.delegate).join(', ')
  return [
    [
      'tried',
      `good: ${names(attestations.green)}; bad: ${names(attestations.red)}; needed ${attestations.needed}`,
    ],
    [
      'ready',
      `${readiness.seated} of ${readiness.seats} consensus delegates, needed ${percentText(readiness.neededBps)}: ${names(readiness.ready)}`,
    ],
  ]
}

function directiveFacts({ directive, overdue }: Proposal): Facts {
  if (directive === null) return []
  const reported =
    directive.reportedEpoch === null
      ? 'no report yet'
      : `reported in epoch ${directive.reportedEpoch}`
  const evidence: Facts =
    directive.evidenceHash === null ? [] : [['evidence', directive.evidenceHash]]
  return [
    ['assignee', directive.assignee],
    [
      'done',
      `${drawBar(directive.percent * 100, 10_000)} ${directive.percent} %, ${reported}${overdue ? ', overdue' : ''}`,
    ],
    ...evidence,
  ]
}

function enactmentFacts({ enactment }: Proposal): Facts {
  if (enactment === null) return []
  const until = enactment.sunsetEpoch === null ? '' : ` until epoch ${enactment.sunsetEpoch}`
  const over = enactment.over ? ', over' : ''
  return enactment.changes.map(({ name, before, after }) => [
    'changed',
    `${name}: ${changeText(name, before, after)}, from epoch ${enactment.fromEpoch} on${until}${over}`,
  ])
}
