import { type ClassRule, PROPOSAL_CLASSES, type ProposalClass } from '#params/proposal-classes.ts'
import type { Rules } from '#params/rule-table.ts'
import { getRules } from '../params/rules.ts'
import type { World } from '../world.ts'
import type { Proposal } from './state.ts'

type ValueOf<N extends ClassRule> = Rules[`policy${N}`]

/** The value of a rule for a class of proposals. */
export function classRule<N extends ClassRule>(
  rules: Rules,
  kind: ProposalClass,
  name: N,
): ValueOf<N> {
  return rules[`${kind}${name}` as `policy${N}`]
}

/** The rules that a proposal lives under: those of the epoch of its submission, whatever is decided meanwhile. */
export function rulesOf(world: World, proposal: Proposal): Rules {
  return getRules(world, proposal.submittedEpoch)
}

export interface Terms {
  readonly debateEpochs: number
  readonly noticeEpochs: number
  readonly votingEpochs: number
  readonly timelockEpochs: number
}

/** How long the steps of a proposal take. The short way has its own. */
export function termsOf(rules: Rules, proposal: Pick<Proposal, 'class' | 'short'>): Terms {
  if (proposal.short) {
    return {
      debateEpochs: rules.revertDebateEpochs,
      noticeEpochs: 0,
      votingEpochs: rules.revertVotingEpochs,
      timelockEpochs: rules.revertTimelockEpochs,
    }
  }
  const { class: kind } = proposal
  return {
    debateEpochs: classRule(rules, kind, 'DebateEpochs'),
    noticeEpochs: classRule(rules, kind, 'NoticeEpochs'),
    votingEpochs: classRule(rules, kind, 'VotingEpochs'),
    timelockEpochs: unstakeEpochs(rules) + classRule(rules, kind, 'TimelockExtraEpochs'),
  }
}

/** Epochs, rounded up, that it takes to leave with one's coins. */
function unstakeEpochs(rules: Rules): number {
  const epochMs = rules.blocksPerEpoch * rules.blockIntervalMs
  return Math.ceil((rules.unstakeWaitSeconds * 1_000) / epochMs)
}

/** The maturities that the rules name, by class; the same one may stand there more than once. */
export function maturitiesOf(rules: Rules): readonly number[] {
  return PROPOSAL_CLASSES.map((kind) => classRule(rules, kind, 'MaturityEpochs'))
}

/** Whole numbers in ascending order, each once. */
export function withoutRepeats(numbers: readonly number[]): readonly number[] {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted.filter((number, place) => number !== sorted[place - 1])
}
