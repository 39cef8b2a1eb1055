import { must } from '#base/assert.ts'
import type { ClassRule } from '#params/proposal-classes.ts'
import { parseAddressList } from '#params/rule-text.ts'
import type { Rules } from '#params/rule-table.ts'
import type { IndexState, ProposalRow } from './index-state.ts'

/** The rules that a proposal lives under: those of the epoch of its submission. */
export function rulesOf(state: IndexState, proposal: ProposalRow): Rules {
  return state.ruleBook.of(proposal.submittedEpoch)
}

/** A whole number that each class has a value of its own for. */
export function classNumber(
  rules: Rules,
  kind: ProposalRow['class'],
  name: Exclude<ClassRule, 'DepositRau'>,
): number {
  return rules[`${kind}${name}` as 'policyVotingEpochs']
}

export interface Terms {
  readonly votingEpochs: number
  readonly timelockEpochs: number
}

/** How long the steps of a proposal take whose ends are not told by events. */
export function termsOf(state: IndexState, proposal: ProposalRow): Terms {
  const rules = rulesOf(state, proposal)
  if (proposal.short) {
    return {
      votingEpochs: rules.revertVotingEpochs,
      timelockEpochs: rules.revertTimelockEpochs,
    }
  }
  const epochMs = rules.blocksPerEpoch * rules.blockIntervalMs
  const unstakeEpochs = Math.ceil((rules.unstakeWaitSeconds * 1_000) / epochMs)
  return {
    votingEpochs: classNumber(rules, proposal.class, 'VotingEpochs'),
    timelockEpochs: unstakeEpochs + classNumber(rules, proposal.class, 'TimelockExtraEpochs'),
  }
}

/** The payload of the current content. */
export function payloadOf(
  state: IndexState,
  proposal: ProposalRow,
): Readonly<Record<string, unknown>> {
  return state.revisions.get(proposal.id, proposal.revision).payload
}

/** A whole number of the payload. */
export function payloadNumber(state: IndexState, proposal: ProposalRow, name: string): number {
  const value = payloadOf(state, proposal)[name]
  return must(typeof value === 'number' ? value : undefined, `${name} of the payload`)
}

/**
 * Whether a policy undoes, wholly and exactly, a change that was put into action not long ago, and so goes the short way, when it is checked
 * at the end of `epoch`. A counter-vote always does.
 */
export function isShortWay(state: IndexState, proposal: ProposalRow, epoch: number): boolean {
  if (proposal.kind === 'cancel') return true
  if (proposal.kind !== 'policy') return false
  const { sets, sunsetEpochs } = payloadOf(state, proposal) as {
    readonly sets: readonly {
      readonly name: string
      readonly expected: string
      readonly value: string
    }[]
    readonly sunsetEpochs: number
  }
  if (sunsetEpochs !== 0) return false
  const { revertWindowEpochs } = state.ruleBook.of(epoch)
  return state.ruleBook.enactments().some((enactment) => {
    if (state.overEnactments.has(enactment.proposal)) return false
    if (enactment.epoch + revertWindowEpochs < epoch) return false
    if (enactment.changes.length !== sets.length) return false
    return enactment.changes.every(({ name, before, after }) =>
      sets.some((set) => set.name === name && set.expected === after && set.value === before),
    )
  })
}

/** Accounts whose power does not count. */
export function excludedAccounts(rules: Rules): ReadonlySet<string> {
  return new Set(parseAddressList(rules.excludedAccounts))
}
