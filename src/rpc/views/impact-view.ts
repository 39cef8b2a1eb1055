import type { PaidEpoch } from '#protocol/impact/pay-again.ts'
import type { RewardSums } from '#protocol/impact/settle-again.ts'
import type { JsonObject, JsonValue } from '../backend.ts'
import type {
  EpochImpact,
  EpochSums,
  ImpactRecord,
  ImpactSeat,
  NamedDelegate,
  Pair,
  VoterDelegate,
} from '../impact/impact-records.ts'
import { viewAddress, viewAmount } from './boule-view.ts'

function viewPair<T>({ before, after }: Pair<T>, view: (one: T) => JsonValue): JsonObject {
  return { before: view(before), after: view(after) }
}

function viewRewards({ blockRau, epochRau, foundationRau }: RewardSums): JsonObject {
  return {
    blockRau: viewAmount(blockRau),
    epochRau: viewAmount(epochRau),
    foundationRau: viewAmount(foundationRau),
  }
}

function viewSums(sums: EpochSums): JsonObject {
  return {
    ...viewRewards(sums),
    communityRau: viewAmount(sums.communityRau),
    slashedRau: viewAmount(sums.slashedRau),
  }
}

function viewNamed({ delegate, name }: NamedDelegate): JsonObject {
  return { delegate: viewAddress(delegate), name }
}

function viewEpoch(epoch: EpochImpact): JsonObject {
  return {
    epoch: epoch.epoch,
    ...viewPair(epoch, viewSums),
    unproductive: viewPair(epoch.unproductive, (count) => count),
    delegate: epoch.delegate === undefined ? null : viewPair(epoch.delegate, viewRewards),
  }
}

function viewSeat(seat: ImpactSeat): JsonObject {
  return {
    rank: seat.rank,
    ...viewNamed(seat),
    votesRau: viewAmount(seat.votesRau),
    producer: seat.producer,
  }
}

function viewPaid(paid: PaidEpoch): JsonObject {
  return {
    epoch: paid.epoch,
    inflowRau: viewAmount(paid.inflowRau),
    dueRau: viewAmount(paid.dueRau),
    paidRau: viewAmount(paid.paidRau),
    owedRau: viewAmount(paid.owedRau),
    fundRau: viewAmount(paid.fundRau),
  }
}

function viewVoterDelegate(part: VoterDelegate): JsonObject {
  const { commissions, promised } = part
  return {
    ...viewNamed(part),
    votesRau: viewAmount(part.votesRau),
    ofRau: viewAmount(part.ofRau),
    ...viewPair(part, viewRewards),
    commissions:
      commissions === undefined
        ? null
        : {
            blockBps: commissions.blockCommissionBps,
            epochBps: commissions.epochCommissionBps,
            bonusBps: commissions.bonusCommissionBps,
          },
    promised:
      promised === undefined
        ? null
        : { beforeRau: viewAmount(promised.before), afterRau: viewAmount(promised.after) },
  }
}

export function viewImpact(record: ImpactRecord, proposal: number | undefined): JsonObject {
  const { set, treasury, voter } = record
  return {
    proposal: proposal ?? null,
    kind: record.kind,
    epochs: record.epochs.map(viewEpoch),
    gaps: record.gaps.map(({ epoch, gap, reason }) => ({ epoch, gap, reason })),
    sum: viewPair(record.sum, viewSums),
    delegates: record.delegates.map((one) => ({
      ...viewNamed(one),
      ...viewPair(one, viewRewards),
    })),
    set:
      set === undefined
        ? null
        : { epoch: set.epoch, ...viewPair(set, (seats) => seats.map(viewSeat)) },
    treasury: treasury === undefined ? null : treasury.map(viewPaid),
    voter:
      voter === undefined
        ? null
        : {
            account: viewAddress(voter.account),
            delegates: voter.delegates.map(viewVoterDelegate),
          },
    noFigures: record.noFigures.map(({ change, reason }) => ({ change, reason })),
    notes: record.notes,
  }
}
