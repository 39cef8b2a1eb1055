import type { Genesis } from '#params/genesis.ts'
import { PROPOSAL_CLASSES } from '#sdk/governance/names.ts'
import {
  agePowers,
  type CountedPowers,
  countSupport,
  countVotes,
  type SupportCount,
  type VoteCount,
} from './count-votes.ts'
import { computePowers } from './power-book.ts'
import { type ProposalStory, tellProposal } from './proposal-story.ts'
import type { HistoryEvent } from './read-history.ts'
import { createRuleBook } from './rule-book.ts'

export interface ProposalRecount {
  readonly story: ProposalStory
  /** Σ power of all who count, at the boundary of the support. */
  readonly totalRau: bigint
  readonly powers: CountedPowers
  readonly support: SupportCount
  /** Undefined before the vote. */
  readonly vote: VoteCount | undefined
}

const NOBODY = `0x${'0'.repeat(40)}`

/** Counts a proposal from the genesis and the events of all blocks up to `head`. Undefined when there is no such proposal. */
export function recountProposal(
  genesis: Genesis,
  history: readonly HistoryEvent[],
  head: number,
  id: number,
): ProposalRecount | undefined {
  const rules = createRuleBook(genesis, history)
  const story = tellProposal(history, rules, id, head)
  if (story === undefined) return undefined
  const { class: kind, submittedEpoch, supportEpoch, openedEpoch } = story
  const agedEpoch = supportEpoch - rules.number(submittedEpoch, `${kind}MaturityEpochs`)
  const found = computePowers(genesis, history, rules, [supportEpoch, agedEpoch])
  const at = (epoch: number) => found.get(Math.max(0, epoch)) ?? new Map<string, bigint>()
  const excluded = rules.text(Math.max(0, supportEpoch), 'excludedAccounts')
  const power = agePowers(at(supportEpoch), at(agedEpoch), excluded)
  const vote =
    openedEpoch === undefined
      ? undefined
      : countVotes(story, rules, power, delegatesAt(story, history, rules.endOf(openedEpoch)))
  return { story, ...power, support: countSupport(story, power.powers), vote }
}

/** Whom each account had chosen in the class of the proposal when its vote opened. */
function delegatesAt(
  story: ProposalStory,
  history: readonly HistoryEvent[],
  lastBlock: number,
): ReadonlyMap<string, string> {
  const delegates = new Map<string, string>()
  for (const event of history) {
    if (event.height > lastBlock) break
    if (event.eventName !== 'PowerDelegated') continue
    const { class: place, account, delegate } = event.args
    if (PROPOSAL_CLASSES[place] !== story.class) continue
    if (delegate === NOBODY) delegates.delete(account.toLowerCase())
    else delegates.set(account.toLowerCase(), delegate.toLowerCase())
  }
  return delegates
}
