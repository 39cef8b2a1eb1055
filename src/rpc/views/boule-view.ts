import type { Address } from '#base/address.ts'
import { toHex } from '#base/hex.ts'
import { toChecksumAddress, toIoAddress } from '#base/io-address.ts'
import { RULE_TABLE, type Rules } from '#params/rule-table.ts'
import type { ElectedSet } from '#protocol/election/state.ts'
import type { Activity, ActivityRow } from '#protocol/liveness/state.ts'
import type { Debt, Fund, Settlement } from '#protocol/rewards/state.ts'
import type { VoteWeights } from '#protocol/staking/state.ts'
import type { JsonObject, JsonValue } from '../backend.ts'
import type {
  Paged,
  ProjectedSet,
  RankingEntry,
  RewardsRecord,
  ScheduledBlock,
} from '../queries.ts'

/** Weights in millionths, by kind of bucket. */
export function viewWeights({ proposal, fromEpoch, table }: VoteWeights): JsonObject {
  const [plain = [], autoStake = [], selfStake = []] = table.map((row) => row.map(Number))
  return { proposal, fromEpoch, plain, autoStake, selfStake }
}

/** An address as people read it: with checksum. */
export function viewAddress(address: Address): string {
  return toChecksumAddress(address)
}

/** Rau in decimal digits: a JSON number would lose some. */
export function viewAmount(amountRau: bigint): string {
  return amountRau.toString()
}

export function viewPaged<T>(
  paged: Paged<T>,
  offset: number,
  view: (item: T) => JsonValue,
): JsonObject {
  return { total: paged.total, offset, items: paged.items.map(view) }
}

export function viewSet(set: ElectedSet, nameOf: (id: Address) => string | undefined): JsonObject {
  return {
    epoch: set.epoch,
    electedHeight: set.electedHeight,
    origin: set.origin,
    mix: toHex(set.mix),
    seats: set.seats.map((seat, at) => ({
      rank: at + 1,
      delegate: viewAddress(seat.delegate),
      name: nameOf(seat.delegate) ?? null,
      registration: seat.registration,
      votesRau: viewAmount(seat.votesRau),
      producer: seat.producer,
      consensusKey: toHex(seat.consensusKey),
    })),
  }
}

export function viewProjectedSet(set: ProjectedSet): JsonObject {
  return {
    epoch: set.epoch,
    origin: set.origin,
    seats: set.seats.map((seat) => ({
      rank: seat.rank,
      delegate: viewAddress(seat.delegate),
      name: seat.name,
      votesRau: viewAmount(seat.votesRau),
      seatedNow: seat.seatedNow,
      drawnNow: seat.drawnNow,
    })),
  }
}

export function viewRankingEntry(entry: RankingEntry): JsonObject {
  return {
    rank: entry.rank,
    delegate: viewAddress(entry.delegate),
    name: entry.name,
    registration: entry.registration,
    votesRau: viewAmount(entry.votesRau),
    effectiveVotesRau: viewAmount(entry.effectiveVotesRau),
    selfStakeRau: viewAmount(entry.selfStakeRau),
    onProbation: entry.onProbation,
    eligible: entry.eligible,
    reason: entry.reason ?? null,
  }
}

export function viewActivity(activity: Activity): JsonObject {
  const { produced, missed, signed, absent, faults } = activity
  return { produced, missed, signed, absent, faults }
}

export function viewActivityRow(
  row: ActivityRow,
  nameOf: (id: Address) => string | undefined,
): JsonObject {
  return {
    delegate: viewAddress(row.delegate),
    name: nameOf(row.delegate) ?? null,
    ...viewActivity(row),
    unproductive: row.unproductive,
  }
}

export function viewSettlement(settlement: Settlement): JsonObject {
  return {
    epoch: settlement.epoch,
    height: settlement.height,
    blockRau: viewAmount(settlement.blockRau),
    epochRau: viewAmount(settlement.epochRau),
    foundationRau: viewAmount(settlement.foundationRau),
    creditedRau: viewAmount(settlement.creditedRau),
    owedRau: viewAmount(settlement.owedRau),
    debtsPaidRau: viewAmount(settlement.debtsPaidRau),
    slashedRau: viewAmount(settlement.slashedRau),
  }
}

export function viewFund(fund: Fund): JsonObject {
  return {
    availableRau: viewAmount(fund.availableRau),
    unclaimedRau: viewAmount(fund.unclaimedRau),
    owedRau: viewAmount(fund.owedRau),
  }
}

function viewDebt(debt: Debt): JsonObject {
  return {
    epoch: debt.epoch,
    kind: debt.kind,
    delegate: viewAddress(debt.delegate),
    amountRau: viewAmount(debt.amountRau),
  }
}

export function viewRewards(rewards: RewardsRecord): JsonObject {
  return {
    address: viewAddress(rewards.address),
    ioAddress: toIoAddress(rewards.address),
    unclaimedRau: viewAmount(rewards.unclaimedRau),
    owed: rewards.owed.map(viewDebt),
  }
}

export function viewScheduledBlock(block: ScheduledBlock): JsonObject {
  return {
    height: block.height,
    validator: block.validator,
    delegate: block.delegate === undefined ? null : viewAddress(block.delegate),
    name: block.name ?? null,
  }
}

/** Every rule with its value, unit, class and meaning. Amounts are decimal strings. */
export function viewRules(rules: Rules): JsonObject {
  const views: Record<string, JsonObject> = {}
  for (const [name, definition] of Object.entries(RULE_TABLE)) {
    const value = rules[name as keyof Rules]
    views[name] = {
      value: typeof value === 'bigint' ? viewAmount(value) : value,
      unit: definition.unit,
      class: definition.class,
      meaning: definition.meaning,
    }
  }
  return views
}
