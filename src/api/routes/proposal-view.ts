import { getTableColumns } from 'drizzle-orm'
import type { z } from 'zod'
import { proposals } from '#indexer/schema.ts'
import type { ProposalReason, ProposalState } from '#sdk/governance/names.ts'
import type { NamedDelegate, Proposal } from '#sdk/reads/governance-records.ts'
import type {
  ProposalImpact,
  ImpactRewards,
  ImpactSeat,
  ImpactSums,
} from '#sdk/reads/impact-records.ts'
import type { impact } from '../contract/impact.ts'
import type { proposalDetails } from '../contract/proposal-fields.ts'
import { orNull, viewAddress, viewDelegate, viewDelegateOrNull, viewRau } from './view-values.ts'

/** How proposals of the index and the node’s words about them look in answers. */

/** All but the text that searches look through. */
const { searchText: _, ...proposalColumns } = getTableColumns(proposals)
export { proposalColumns }

type ProposalRow = Omit<typeof proposals.$inferSelect, 'searchText'>

export function viewProposal(
  row: ProposalRow,
  delegate: string | null,
  delegateName: string | null,
) {
  return {
    id: row.id,
    title: row.title,
    proposer: viewAddress(row.proposer),
    delegate: viewDelegateOrNull(delegate, delegateName),
    class: row.class,
    kind: row.kind,
    short: row.short,
    state: row.state as ProposalState,
    reason: row.reason as ProposalReason,
    live: row.live,
    overdue: row.overdue,
    revision: row.revision,
    revisedEpoch: row.revisedEpoch,
    root: row.root,
    depositRau: viewRau(row.depositRau),
    depositReturned: row.depositReturned,
    submittedEpoch: row.submittedEpoch,
    submittedTimeMs: row.submittedTimeMs,
    changedEpoch: row.changedEpoch,
    qualifiedEpoch: row.qualifiedEpoch,
    openedEpoch: row.openedEpoch,
    voteEndEpoch: row.voteEndEpoch,
    confirmedEpoch: row.confirmedEpoch,
    timelockEndEpoch: row.timelockEndEpoch,
    dueEpoch: row.dueEpoch,
    percent: row.percent,
    supporters: row.supporters,
    supportRau: viewRau(row.supportRau),
    ballots: row.ballots,
    yesRau: viewRau(row.yesRau),
    noRau: viewRau(row.noRau),
    abstainRau: viewRau(row.abstainRau),
    totalRau: orNull(row.totalRau, viewRau),
    quorumBps: row.quorumBps,
    approvalBps: row.approvalBps,
  }
}

export function viewDetails(node: Proposal): z.output<typeof proposalDetails> {
  const { support, vote, attestations, readiness } = node
  return {
    support: {
      ...support,
      supportRau: viewRau(support.supportRau),
      totalRau: viewRau(support.totalRau),
      neededRau: viewRau(support.neededRau),
    },
    vote: orNull(vote, (sum) => ({
      ...sum,
      yesRau: viewRau(sum.yesRau),
      noRau: viewRau(sum.noRau),
      abstainRau: viewRau(sum.abstainRau),
      totalRau: viewRau(sum.totalRau),
    })),
    next: node.next,
    steps: [...node.steps],
    terms: node.terms,
    obstacle: node.obstacle,
    attestations: orNull(attestations, ({ green, red, needed }) => ({
      green: green.map(viewNamed),
      red: red.map(viewNamed),
      needed,
    })),
    readiness: orNull(readiness, ({ ready, seated, seats, neededBps }) => ({
      ready: ready.map(viewNamed),
      seated,
      seats,
      neededBps,
    })),
    directive: orNull(node.directive, (one) => ({
      ...one,
      accepted: [...one.accepted],
      refused: [...one.refused],
    })),
    enactment: orNull(node.enactment, (one) => ({ ...one, changes: [...one.changes] })),
  }
}

function viewNamed({ delegate, name }: NamedDelegate) {
  return viewDelegate(delegate.toLowerCase(), name)
}

export function viewImpact(proposal: number, node: ProposalImpact): z.output<typeof impact> {
  return {
    proposal,
    kind: node.kind,
    epochs: node.epochs.map((one) => ({
      epoch: one.epoch,
      before: viewSums(one.before),
      after: viewSums(one.after),
      unproductive: one.unproductive,
      delegate: orNull(one.delegate, ({ before, after }) => ({
        before: viewRewards(before),
        after: viewRewards(after),
      })),
    })),
    gaps: [...node.gaps],
    sum: { before: viewSums(node.sum.before), after: viewSums(node.sum.after) },
    delegates: node.delegates.map((one) => ({
      delegate: viewNamed(one),
      before: viewRewards(one.before),
      after: viewRewards(one.after),
    })),
    set: orNull(node.set, ({ epoch, before, after }) => ({
      epoch,
      before: before.map(viewSeat),
      after: after.map(viewSeat),
    })),
    treasury: orNull(node.treasury, (rows) =>
      rows.map((one) => ({
        epoch: one.epoch,
        inflowRau: viewRau(one.inflowRau),
        dueRau: viewRau(one.dueRau),
        paidRau: viewRau(one.paidRau),
        owedRau: viewRau(one.owedRau),
        fundRau: viewRau(one.fundRau),
      })),
    ),
    voter: orNull(node.voter, ({ account, delegates }) => ({
      account,
      delegates: delegates.map((one) => ({
        delegate: viewNamed(one),
        before: viewRewards(one.before),
        after: viewRewards(one.after),
        votesRau: viewRau(one.votesRau),
        ofRau: viewRau(one.ofRau),
        commissions: one.commissions,
        promised: orNull(one.promised, ({ beforeRau, afterRau }) => ({
          beforeRau: viewRau(beforeRau),
          afterRau: viewRau(afterRau),
        })),
      })),
    })),
    noFigures: [...node.noFigures],
    notes: [...node.notes],
  }
}

function viewSums(sums: ImpactSums) {
  return {
    ...viewRewards(sums),
    communityRau: viewRau(sums.communityRau),
    slashedRau: viewRau(sums.slashedRau),
  }
}

function viewRewards({ blockRau, epochRau, foundationRau }: ImpactRewards) {
  return {
    blockRau: viewRau(blockRau),
    epochRau: viewRau(epochRau),
    foundationRau: viewRau(foundationRau),
  }
}

function viewSeat({ rank, delegate, name, votesRau, producer }: ImpactSeat) {
  return { rank, delegate: viewNamed({ delegate, name }), votesRau: viewRau(votesRau), producer }
}
