import { must } from '#base/assert.ts'
import { systemAddress } from '#base/system-address.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import { placeOf, senderOf, type WritersOf } from '../apply/event-context.ts'
import type { RuleRow } from '../apply/rule-book.ts'
import {
  directiveReports,
  directiveReviews,
  scripts,
  treasuryPayments,
  versions,
  vetoes,
} from '../schema.ts'

/** The community fund: what it holds are unclaimed rewards of this address. */
const COMMUNITY_ADDRESS = systemAddress('community')

export const ACTION_WRITERS: WritersOf<
  | 'RuleChanged'
  | 'SunsetReached'
  | 'TreasuryPaid'
  | 'ProposalVetoed'
  | 'DirectiveReported'
  | 'DirectiveReviewed'
  | 'DirectiveOverdue'
  | 'PreflightAttested'
  | 'ReadinessSignalled'
  | 'VersionActivated'
  | 'ScriptInstalled'
  | 'ScriptFailed'
> = {
  RuleChanged: ({ state, height }, { proposal, name, before, value, fromEpoch }) => {
    const id = Number(proposal)
    const row: RuleRow = {
      name,
      fromEpoch: Number(fromEpoch),
      value,
      before,
      source: state.overEnactments.has(id) ? 'sunset' : 'proposal',
      proposal: id,
      decidedHeight: height,
    }
    state.rules.touch(row)
    state.ruleBook.add(row)
  },
  // `RuleChanged` of what comes back follows it.
  SunsetReached: ({ state }, { proposal, restored }) => {
    state.proposal(proposal).sunsetRestored = restored
    state.overEnactments.add(Number(proposal))
  },
  TreasuryPaid: ({ state, eventId, height, timeMs, epoch }, args) => {
    const { account, amountRau, owedRau, epochsLeft } = args
    // Open streams are paid in their order, each once at a boundary.
    const stream = must(
      state.openStreams().find((one) => !state.paidStreams.has(one.stream)),
      'the stream that is paid',
    )
    must(stream.recipient === account || undefined, 'a payment in the order of streams')
    state.paidStreams.add(stream.stream)
    stream.owedRau = owedRau
    stream.epochsLeft = epochsLeft
    stream.paidRau += amountRau
    stream.updatedHeight = height
    state.streams.touch(stream)
    state.account(COMMUNITY_ADDRESS).unclaimedRau -= amountRau
    state.sync.fundUnclaimedRau -= amountRau
    state.moveCoins(SYSTEM_ADDRESSES.rewarding, account, amountRau)
    state.append(treasuryPayments, {
      eventId,
      stream: stream.stream,
      proposal: stream.proposal,
      recipient: account,
      amountRau,
      owedRau,
      epochsLeft,
      epoch,
      height,
      timeMs,
    })
  },
  ProposalVetoed: (context, { proposal, account, reason }) => {
    context.state.append(vetoes, {
      proposal: Number(proposal),
      guardian: account,
      reason,
      ...placeOf(context),
    })
  },
  DirectiveReported: (context, { proposal, account, percent, evidenceHash, text }) => {
    const { state, eventId } = context
    const row = state.proposal(proposal)
    row.percent = percent
    state.append(directiveReports, {
      eventId,
      proposal: row.id,
      account,
      percent,
      evidenceHash,
      text,
      ...placeOf(context),
    })
  },
  DirectiveReviewed: (context, { proposal, account, accepted, text }) => {
    context.state.append(directiveReviews, {
      eventId: context.eventId,
      proposal: Number(proposal),
      account,
      accepted,
      text,
      ...placeOf(context),
    })
  },
  DirectiveOverdue: ({ state }, { proposal }) => {
    state.proposal(proposal).overdue = true
  },
  PreflightAttested: (context, { proposal, delegate, revision, green, reportHash }) => {
    context.state.attestations.touch({
      proposal: Number(proposal),
      revision,
      delegate,
      green,
      reportHash,
      account: senderOf(context),
      ...placeOf(context),
    })
  },
  ReadinessSignalled: (context, { proposal, delegate }) => {
    context.state.readiness.touch({ proposal: Number(proposal), delegate, ...placeOf(context) })
  },
  VersionActivated: ({ state, height }, { proposal, version, bundleRoot, fromEpoch }) => {
    state.append(versions, {
      version,
      proposal: Number(proposal),
      bundleRoot,
      fromEpoch: Number(fromEpoch),
      height,
    })
  },
  ScriptInstalled: (
    { state, eventId, height, timeMs },
    { proposal, slot, sourceHash, fromEpoch },
  ) => {
    state.append(scripts, {
      eventId,
      what: 'installed',
      slot,
      proposal: Number(proposal),
      epoch: Number(fromEpoch),
      sourceHash,
      failure: null,
      height,
      timeMs,
    })
  },
  ScriptFailed: ({ state, eventId, height, timeMs }, { proposal, slot, epoch, failure }) => {
    state.append(scripts, {
      eventId,
      what: 'failed',
      slot,
      proposal: Number(proposal),
      epoch: Number(epoch),
      sourceHash: null,
      failure,
      height,
      timeMs,
    })
  },
}
