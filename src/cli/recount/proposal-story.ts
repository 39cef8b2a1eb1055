import {
  PROPOSAL_CLASSES,
  PROPOSAL_REASONS,
  PROPOSAL_STATES,
  type ProposalClass,
} from '#sdk/governance/names.ts'
import type { HistoryEvent } from './read-history.ts'
import type { RuleBook } from './rule-book.ts'

export interface SupportWord {
  readonly revision: number
  readonly payloadRevision: number
  readonly editorial: boolean
}

export interface BallotWord {
  readonly yesBps: number
  readonly noBps: number
  /** The voter's own power, as the event says. */
  readonly saidOwnRau: bigint
}

/** What became of a proposal, from the events alone. Epochs are undefined as long as they are not known. */
export interface ProposalStory {
  readonly id: number
  readonly class: ProposalClass
  readonly state: string
  readonly submittedEpoch: number
  readonly revision: number
  readonly payloadRevision: number
  /** The boundary whose power counts for support: that of qualification, or the last one of the search. */
  readonly supportEpoch: number
  readonly qualifiedEpoch: number | undefined
  /** Delegations as they stood at the end of this epoch count. */
  readonly openedEpoch: number | undefined
  /** By account, in lower case. */
  readonly supports: ReadonlyMap<string, SupportWord>
  readonly ballots: ReadonlyMap<string, BallotWord>
  /** Turnout of the class before qualification, as the adaptive quorum follows it. */
  readonly pastTurnoutBps: number
  readonly qualified: Extract<HistoryEvent, { eventName: 'ProposalQualified' }>['args'] | undefined
  readonly counted: Extract<HistoryEvent, { eventName: 'VoteCounted' }>['args'] | undefined
  /** Why the vote ended as it did; undefined while it is open. */
  readonly verdict: string | undefined
}

type Beginning = Omit<ProposalStory, 'supports' | 'ballots'>

const SEARCHING = ['submitted', 'support']

/** Undefined when no event tells of the proposal up to the block `head`. */
export function tellProposal(
  history: readonly HistoryEvent[],
  rules: RuleBook,
  id: number,
  head: number,
): ProposalStory | undefined {
  const supports = new Map<string, SupportWord>()
  const ballots = new Map<string, BallotWord>()
  const turnouts = createTurnouts()
  let story: Beginning | undefined
  let payloadHash = ''
  for (const event of history) {
    turnouts.look(event)
    if (!('proposal' in event.args) || Number(event.args.proposal) !== id) continue
    const epoch = rules.epochOf(event.height)
    switch (event.eventName) {
      case 'ProposalRevised': {
        const { revision, class: place } = event.args
        const isNew = event.args.payloadHash !== payloadHash
        payloadHash = event.args.payloadHash
        const payloadRevision = isNew ? revision : (story?.payloadRevision ?? revision)
        const kind = PROPOSAL_CLASSES[place] ?? 'directive'
        story = { ...(story ?? begin(id, kind, epoch)), revision, payloadRevision }
        break
      }
      case 'ProposalChanged': {
        const to = PROPOSAL_STATES[event.args.to] ?? 'unknown'
        if (story === undefined) break
        story = changeState(story, to, { epoch, reason: event.args.reason })
        if (to === 'qualified') story = { ...story, pastTurnoutBps: turnouts.of(story.class) }
        break
      }
      case 'ProposalSupported': {
        const { account, revision, editorial } = event.args
        const payloadRevision = story?.payloadRevision ?? revision
        supports.set(account.toLowerCase(), { revision, payloadRevision, editorial })
        break
      }
      case 'SupportWithdrawn':
        supports.delete(event.args.account.toLowerCase())
        break
      case 'ProposalQualified':
        if (story !== undefined) story = { ...story, qualified: event.args }
        break
      case 'BallotCast': {
        const { account, yesBps, noBps, ownRau } = event.args
        ballots.set(account.toLowerCase(), { yesBps, noBps, saidOwnRau: ownRau })
        break
      }
      case 'VoteCounted':
        if (story !== undefined) story = { ...story, counted: event.args }
        break
      default:
        break
    }
  }
  if (story === undefined) return undefined
  const isSearching = SEARCHING.includes(story.state)
  const supportEpoch = isSearching ? lastBoundary(rules, head) : story.supportEpoch
  return { ...story, supportEpoch, supports, ballots }
}

function begin(id: number, kind: ProposalClass, submittedEpoch: number): Beginning {
  return {
    id,
    class: kind,
    state: 'submitted',
    submittedEpoch,
    revision: 1,
    payloadRevision: 1,
    supportEpoch: submittedEpoch - 1,
    qualifiedEpoch: undefined,
    openedEpoch: undefined,
    pastTurnoutBps: 0,
    qualified: undefined,
    counted: undefined,
    verdict: undefined,
  }
}

function changeState(
  story: Beginning,
  to: string,
  { epoch, reason }: { readonly epoch: number; readonly reason: number },
): Beginning {
  const endsSearch = SEARCHING.includes(story.state) && !SEARCHING.includes(to)
  // Whoever withdraws does so within an epoch: the boundary of that epoch comes after it.
  const lastSearched = to === 'withdrawn' ? epoch - 1 : epoch
  return {
    ...story,
    state: to,
    supportEpoch: endsSearch ? lastSearched : story.supportEpoch,
    qualifiedEpoch: to === 'qualified' ? epoch : story.qualifiedEpoch,
    openedEpoch: to === 'voting' ? epoch : story.openedEpoch,
    verdict: story.state === 'tallying' ? PROPOSAL_REASONS[reason] : story.verdict,
  }
}

/** The last epoch whose last block is not above `head`. */
function lastBoundary(rules: RuleBook, head: number): number {
  const epoch = rules.epochOf(Math.max(1, head))
  return rules.endOf(epoch) <= head ? epoch : epoch - 1
}

/** The moving average of turnout in each class: four fifths of what it was, and one fifth of the vote. */
function createTurnouts() {
  const averages = new Map<ProposalClass, number>()
  const classes = new Map<bigint, ProposalClass>()
  return {
    of: (kind: ProposalClass): number => averages.get(kind) ?? 0,
    look: (event: HistoryEvent): void => {
      if (event.eventName === 'ProposalRevised') {
        classes.set(event.args.proposal, PROPOSAL_CLASSES[event.args.class] ?? 'directive')
      }
      if (event.eventName !== 'VoteCounted') return
      const { proposal, yesRau, noRau, abstainRau, totalRau } = event.args
      const kind = classes.get(proposal)
      if (kind === undefined || totalRau === 0n) return
      const turnoutBps = ((yesRau + noRau + abstainRau) * 10_000n) / totalRau
      averages.set(kind, Math.floor(((averages.get(kind) ?? 0) * 4 + Number(turnoutBps)) / 5))
    },
  }
}
