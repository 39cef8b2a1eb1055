import type { Address } from '#base/address.ts'
import { toHex } from '#base/hex.ts'
import { toIoAddress } from '#base/io-address.ts'
import { MAX_UINT64 } from '#base/integers.ts'
import type { Payload } from '#protocol/governance/payload.ts'
import type { Progress, Proposal } from '#protocol/governance/state.ts'
import type { JsonObject, JsonValue } from '../backend.ts'
import type {
  BallotRecord,
  NamedDelegate,
  PowerRecord,
  ProposalRecord,
  ProposalSummaryRecord,
  SoftwareRecord,
  Step,
  SupportRecord,
  SupportSum,
  TreasuryRecord,
  VoteSum,
} from '../governance-records.ts'
import { viewAddress, viewAmount, viewPaged } from './boule-view.ts'

const ALL_BPS = 10_000n

/** A part of a whole in basis points, rounded down; 0 of nothing. */
function toBps(partRau: bigint, totalRau: bigint): number {
  return totalRau === 0n ? 0 : Number((partRau * ALL_BPS) / totalRau)
}

/** Epochs are 0 in the state as long as they are not known. */
function epochOrNull(epoch: number): number | null {
  return epoch === 0 ? null : epoch
}

function viewAddressOrNull(address: Address | undefined): string | null {
  return address === undefined ? null : viewAddress(address)
}

function viewStep(step: Step): JsonObject {
  return {
    step: step.step,
    epoch: step.epoch ?? null,
    latestEpoch: step.latestEpoch ?? null,
    done: step.done,
  }
}

function viewSupportSum(sum: SupportSum): JsonObject {
  return {
    supportRau: viewAmount(sum.supportRau),
    supporters: sum.supporters,
    totalRau: viewAmount(sum.totalRau),
    shareBps: toBps(sum.supportRau, sum.totalRau),
    quorumBps: sum.quorumBps,
    neededRau: viewAmount(sum.neededRau),
    neededSupporters: sum.neededSupporters,
    reached: sum.supportRau >= sum.neededRau && sum.supporters >= sum.neededSupporters,
  }
}

function viewVoteSum(sum: VoteSum): JsonObject {
  const castRau = sum.yesRau + sum.noRau + sum.abstainRau
  return {
    yesRau: viewAmount(sum.yesRau),
    noRau: viewAmount(sum.noRau),
    abstainRau: viewAmount(sum.abstainRau),
    ballots: sum.ballots,
    totalRau: viewAmount(sum.totalRau),
    turnoutBps: toBps(castRau, sum.totalRau),
    quorumBps: sum.quorumBps,
    yesBps: toBps(sum.yesRau, sum.yesRau + sum.noRau),
    approvalBps: sum.approvalBps,
    quorumMode: sum.quorumMode,
    passes: sum.passes,
    reason: sum.reason,
    lateFlip: sum.lateFlip,
    extendedEpochs: sum.extendedEpochs,
    counted: sum.counted,
    delegations: sum.delegations,
    delegationsDone: sum.delegationsDone,
  }
}

function viewContent(proposal: Proposal): JsonObject {
  return {
    id: proposal.id,
    title: proposal.title,
    proposer: viewAddress(proposal.proposer),
    class: proposal.class,
    kind: proposal.kind,
    short: proposal.short,
    state: proposal.state,
    revision: proposal.revision,
    payloadRevision: proposal.payloadRevision,
    root: toHex(proposal.root),
    textHash: toHex(proposal.textHash),
    payloadHash: toHex(proposal.payloadHash),
    depositRau: viewAmount(proposal.depositRau),
    submittedEpoch: proposal.submittedEpoch,
    revisedEpoch: proposal.revisedEpoch,
    qualifiedEpoch: epochOrNull(proposal.qualifiedEpoch),
    openedEpoch: epochOrNull(proposal.openedEpoch),
    voteEndEpoch: epochOrNull(proposal.voteEndEpoch),
    confirmedEpoch: epochOrNull(proposal.confirmedEpoch),
    timelockEndEpoch: epochOrNull(proposal.timelockEndEpoch),
    dueEpoch: epochOrNull(proposal.dueEpoch),
    changedEpoch: proposal.changedEpoch,
    overdue: proposal.overdue,
  }
}

export function viewProposalSummary(record: ProposalSummaryRecord): JsonObject {
  return {
    ...viewContent(record.proposal),
    live: record.live,
    support: viewSupportSum(record.support),
    vote: record.vote === undefined ? null : viewVoteSum(record.vote),
    next: record.next === undefined ? null : viewStep(record.next),
  }
}

function viewPayload(payload: Payload): JsonObject {
  switch (payload.kind) {
    case 'directive':
      return {
        kind: payload.kind,
        assignee: viewAddress(payload.assignee),
        dueEpochs: payload.dueEpochs,
      }
    case 'policy':
      return {
        kind: payload.kind,
        sets: payload.sets.map(({ name, expected, value }) => ({ name, expected, value })),
        sunsetEpochs: payload.sunsetEpochs,
      }
    case 'treasury':
      return {
        kind: payload.kind,
        payments: payload.payments.map(({ to, perEpochRau, epochs }) => ({
          to: viewAddress(to),
          perEpochRau: viewAmount(perEpochRau),
          epochs,
        })),
      }
    case 'upgrade':
      return {
        kind: payload.kind,
        name: payload.name,
        version: payload.version,
        bundleRoot: toHex(payload.bundleRoot),
        bundleBytes: Number(payload.bundleBytes),
        sourceHash: toHex(payload.sourceHash),
        recipeHash: toHex(payload.recipeHash),
        artifacts: payload.artifacts.map(({ platform, sha256, bytes }) => ({
          platform,
          sha256: toHex(sha256),
          bytes: bytes.toString(),
        })),
        activationEpochs: payload.activationEpochs,
      }
    case 'script':
      return { kind: payload.kind, slot: payload.slot, source: payload.source }
    case 'cancel':
      return { kind: payload.kind, proposal: Number(payload.proposal) }
  }
}

function viewDelegates(delegates: readonly NamedDelegate[]): JsonValue {
  return delegates.map(({ id, name }) => ({ delegate: viewAddress(id), name: name ?? null }))
}

function viewDirective(assignee: Address, progress: Progress | undefined): JsonObject {
  return {
    assignee: viewAddress(assignee),
    percent: progress?.percent ?? 0,
    reportedEpoch: progress === undefined ? null : progress.reportedEpoch,
    evidenceHash: progress === undefined ? null : toHex(progress.evidenceHash),
    accepted: (progress?.accepted ?? []).map(viewAddress),
    refused: (progress?.refused ?? []).map(viewAddress),
  }
}

export function viewProposal(record: ProposalRecord): JsonObject {
  const { obstacle, attestations, readiness, directive, enactment } = record
  return {
    ...viewProposalSummary(record),
    payload: viewPayload(record.payload),
    terms: { ...record.terms },
    steps: record.steps.map(viewStep),
    obstacle:
      obstacle === undefined
        ? null
        : { code: obstacle.code, error: obstacle.error, meaning: obstacle.meaning },
    attestations:
      attestations === undefined
        ? null
        : {
            green: viewDelegates(attestations.green),
            red: viewDelegates(attestations.red),
            needed: attestations.needed,
          },
    readiness:
      readiness === undefined
        ? null
        : {
            ready: viewDelegates(readiness.ready),
            seated: readiness.seated,
            seats: readiness.seats,
            neededBps: readiness.neededBps,
          },
    directive:
      directive === undefined ? null : viewDirective(directive.assignee, directive.progress),
    enactment:
      enactment === undefined
        ? null
        : {
            epoch: enactment.epoch,
            fromEpoch: enactment.fromEpoch,
            changes: enactment.changes.map(({ name, before, after }) => ({ name, before, after })),
            sunsetEpoch: epochOrNull(enactment.sunsetEpoch),
            over: enactment.over,
          },
  }
}

/** The number of a ballot is null when it came by a transaction of the voter itself. */
export function viewBallot({ ballot, delegatedRau }: BallotRecord): JsonObject {
  return {
    voter: viewAddress(ballot.voter),
    yesBps: ballot.yesBps,
    noBps: ballot.noBps,
    abstainBps: 10_000 - ballot.yesBps - ballot.noBps,
    ownRau: viewAmount(ballot.ownRau),
    delegatedRau: viewAmount(delegatedRau),
    nonce: ballot.nonce === MAX_UINT64 ? null : ballot.nonce.toString(),
  }
}

export function viewSupport({ support, counts, powerRau }: SupportRecord): JsonObject {
  return {
    account: viewAddress(support.account),
    revision: support.revision,
    editorial: support.editorial,
    counts,
    powerRau: powerRau === undefined ? null : viewAmount(powerRau),
  }
}

export function viewPower(record: PowerRecord): JsonObject {
  return {
    account: viewAddress(record.account),
    ioAccount: toIoAddress(record.account),
    epoch: record.epoch,
    powerRau: viewAmount(record.powerRau),
    excluded: record.excluded,
    classes: record.classes.map((one) => ({
      class: one.class,
      maturityEpochs: one.maturityEpochs,
      agedRau: viewAmount(one.agedRau),
      totalRau: viewAmount(one.totalRau),
      delegate: viewAddressOrNull(one.delegate),
    })),
  }
}

export function viewTreasury(record: TreasuryRecord, offset: number): JsonObject {
  return {
    balanceRau: viewAmount(record.balanceRau),
    owedRau: viewAmount(record.owedRau),
    sharePermille: record.sharePermille,
    streams: viewPaged(record.streams, offset, ({ stream, record: one, isHeld }) => ({
      stream,
      proposal: one.proposal,
      to: viewAddress(one.to),
      perEpochRau: viewAmount(one.perEpochRau),
      epochsLeft: one.epochsLeft,
      owedRau: viewAmount(one.owedRau),
      paidRau: viewAmount(one.paidRau),
      held: isHeld,
    })),
  }
}

export function viewSoftware({ current, next }: SoftwareRecord): JsonObject {
  return {
    version: current.version,
    proposal: epochOrNull(current.proposal),
    bundleRoot: toHex(current.bundleRoot),
    fromEpoch: current.fromEpoch,
    next:
      next === undefined
        ? null
        : {
            version: next.version,
            proposal: next.proposal,
            name: next.name,
            bundleRoot: toHex(next.bundleRoot),
            fromEpoch: next.fromEpoch,
          },
  }
}
