import type { Address } from '#base/address.ts'
import { compareBigint } from '#base/integers.ts'
import type { Rules } from '#params/rule-table.ts'
import { getBalanceRau } from '#protocol/accounts/balance.ts'
import { computeRanking, type RankedRow } from '#protocol/election/ranking.ts'
import { getEpochOfNext } from '#protocol/epochs/epoch.ts'
import { computeSupplyRau } from '#protocol/genesis/init.ts'
import { getRules } from '#protocol/params/rules.ts'
import { getFund } from '#protocol/rewards/fund.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import { computeVotesByTable } from '#formulas/votes-by-table.ts'
import { ONLY } from '#protocol/store.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import type { World } from '#protocol/world.ts'
import { GOVERNANCE_INVARIANTS } from './governance-invariants.ts'
import { differ, type Invariant } from './invariant.ts'

function checkSupply(world: World): string | undefined {
  const declared = world.chain.identity.get(ONLY)?.supplyRau ?? -1n
  return differ('Σ balances and the supply of genesis', computeSupplyRau(world), declared)
}

function checkStakingPool(world: World): string | undefined {
  let sumRau = 0n
  world.staking.buckets.each((_, bucket) => {
    sumRau += bucket.amountRau
  })
  const totalRau = world.staking.totals.get(ONLY)?.amountRau ?? -1n
  return (
    differ('the kept total of buckets and their sum', totalRau, sumRau) ??
    differ(
      'the staking balance and Σ buckets',
      getBalanceRau(world.accounts, STAKING_ADDRESS),
      sumRau,
    )
  )
}

function checkFund(world: World): string | undefined {
  const fund = getFund(world)
  let unclaimedRau = 0n
  world.rewards.unclaimed.each((_, amountRau) => {
    unclaimedRau += amountRau
  })
  let owedRau = 0n
  let debts = 0
  world.rewards.debts.each((_, debt) => {
    owedRau += debt.amountRau
    debts++
  })
  const balanceRau = getBalanceRau(world.accounts, REWARDING_ADDRESS)
  return (
    differ('the fund’s unclaimed and their sum', fund.unclaimedRau, unclaimedRau) ??
    differ('the fund’s debt and its sum', fund.owedRau, owedRau) ??
    differ('open debts by slots and by count', fund.owedTail - fund.owedHead, debts) ??
    differ('the fund’s balance and its books', balanceRau, fund.availableRau + fund.unclaimedRau)
  )
}

function checkVotes(world: World): string | undefined {
  const recount = new Map<Address, bigint>()
  const table = world.staking.weights.get(ONLY)?.table
  world.staking.buckets.each((index, bucket) => {
    if (bucket.unstakedSeconds !== 0) return
    const delegate = world.delegates.delegates.get(bucket.delegate)
    const input = {
      amountRau: bucket.amountRau,
      durationDays: bucket.durationDays,
      autoStake: bucket.autoStake,
      selfStake: delegate?.selfStakeBucket === index,
    }
    const votes = table === undefined ? computeVotes(input) : computeVotesByTable(table, input)
    recount.set(bucket.delegate, (recount.get(bucket.delegate) ?? 0n) + votes)
  })
  let problem: string | undefined
  world.staking.votes.each((delegate, votes) => {
    problem ??= differ(`votes of ${delegate}`, votes, recount.get(delegate) ?? 0n)
    recount.delete(delegate)
  })
  for (const [delegate, votes] of recount) problem ??= differ(`votes of ${delegate}`, 0n, votes)
  return problem
}

function checkOwners(world: World): string | undefined {
  let problem: string | undefined
  world.staking.buckets.each((index, bucket) => {
    if (!world.delegates.delegates.has(bucket.delegate))
      problem ??= `bucket ${index} votes for nobody`
    if (!world.staking.index.byOwner(bucket.owner).includes(index)) {
      problem ??= `bucket ${index} is missing from its owner’s list`
    }
    if (!world.staking.index.byDelegate(bucket.delegate).includes(index)) {
      problem ??= `bucket ${index} is missing from its delegate’s list`
    }
  })
  return problem
}

function checkSelfStake(world: World): string | undefined {
  let problem: string | undefined
  world.delegates.delegates.each((id, delegate) => {
    const bucket = world.staking.buckets.get(delegate.selfStakeBucket)
    if (bucket === undefined) {
      problem ??= differ(
        `self-stake of ${delegate.name} without a bucket`,
        delegate.selfStakeRau,
        0n,
      )
    } else {
      problem ??= differ(`self-stake of ${delegate.name}`, delegate.selfStakeRau, bucket.amountRau)
      if (bucket.delegate !== id) problem ??= `self-stake of ${delegate.name} votes for another`
    }
    const { index } = world.delegates
    if (index.byName(delegate.name) !== id) problem ??= `name ${delegate.name} leads elsewhere`
    if (index.byOwner(delegate.owner) !== id)
      problem ??= `owner of ${delegate.name} leads elsewhere`
  })
  return problem
}

function checkRanking(world: World): string | undefined {
  const height = (world.chain.head.get(ONLY)?.height ?? 0) + 1
  const epoch = getEpochOfNext(world, height)
  const rules = getRules(world, epoch.epoch)
  const rows = computeRanking({ world, rules, height, epochStartHeight: epoch.startHeight })
  const electable = rows.filter((row) => row.obstacle === undefined)
  if (rows.length !== world.delegates.delegates.size)
    return 'a delegate is missing from the ranking'
  return findRankingFault(electable, rules.tieRule)
}

/** A delegate that ranks below one with fewer votes, or with as many and a later registration where that decides. */
export function findRankingFault(
  rows: readonly Pick<RankedRow, 'delegate' | 'countedRau'>[],
  tieRule: Rules['tieRule'],
): string | undefined {
  for (const [place, row] of rows.entries()) {
    const above = rows[place - 1]
    if (above === undefined) continue
    const byVotes = compareBigint(above.countedRau, row.countedRau)
    const byRegistration =
      tieRule === 'registration' ? row.delegate.registration - above.delegate.registration : 0
    if ((byVotes || byRegistration) < 0) {
      return `${row.delegate.name} ranks below ${above.delegate.name} and should be above`
    }
  }
  return undefined
}

function checkSets(world: World): string | undefined {
  const height = (world.chain.head.get(ONLY)?.height ?? 0) + 1
  const { epoch } = getEpochOfNext(world, height)
  for (let number = 1; number <= epoch; number++) {
    const set = world.election.sets.get(number)
    if (set === undefined) return `epoch ${number} has no set`
    const rules = getRules(world, number)
    const producers = set.seats.filter((seat) => seat.producer).length
    if (producers === 0) return `epoch ${number} has no producers`
    if (set.origin === 'elected' && set.seats.length > rules.consensusDelegates) {
      return `epoch ${number} has ${set.seats.length} seats`
    }
    if (set.origin === 'elected' && producers !== Math.min(rules.producers, set.seats.length)) {
      return `epoch ${number} has ${producers} producers of ${set.seats.length} seats`
    }
  }
  return undefined
}

function checkSettlements(world: World): string | undefined {
  let problem: string | undefined
  world.rewards.settlements.each((epoch, settlement) => {
    const grantedRau = settlement.blockRau + settlement.epochRau + settlement.foundationRau
    problem ??= differ(
      `epoch ${epoch}: paid + owed and granted`,
      settlement.creditedRau + settlement.owedRau,
      grantedRau,
    )
    const rules = getRules(world, epoch)
    if (settlement.epochRau > rules.epochRewardRau) problem ??= `epoch ${epoch} paid too much`
    // Conservation alone holds, too, when nobody is paid: somebody must be.
    if (rules.blockRewardRau > 0n && settlement.blockRau === 0n && epoch > 1) {
      problem ??= `epoch ${epoch} paid no block reward`
    }
  })
  return problem
}

export const INVARIANTS: readonly Invariant[] = [
  { name: 'supply is conserved', check: checkSupply },
  { name: 'the staking pool equals its buckets', check: checkStakingPool },
  { name: 'the reward fund equals its books', check: checkFund },
  { name: 'votes equal a recount', check: checkVotes },
  { name: 'every bucket is owned and votes for someone', check: checkOwners },
  { name: 'self-stakes equal their buckets', check: checkSelfStake },
  { name: 'the ranking equals a sort', check: checkRanking },
  { name: 'every epoch has its set', check: checkSets },
  { name: 'paid and owed make up what was granted', check: checkSettlements },
  ...GOVERNANCE_INVARIANTS,
]
