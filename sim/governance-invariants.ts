import type { Address } from '#base/address.ts'
import { minBigint } from '#base/integers.ts'
import { getBalanceRau } from '#protocol/accounts/balance.ts'
import { getPayload, isKind } from '#protocol/governance/get-payload.ts'
import { isTerminal } from '#protocol/governance/lifecycle.ts'
import { groupKey, groupOf, pairKey } from '#protocol/governance/record-keys.ts'
import type { PowerPoint, Proposal } from '#protocol/governance/state.ts'
import { getTally } from '#protocol/governance/tally.ts'
import { getRules } from '#protocol/params/rules.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import { ONLY } from '#protocol/store.ts'
import { COMMUNITY_ADDRESS, GOVERNANCE_ADDRESS } from '#protocol/system-addresses.ts'
import type { World } from '#protocol/world.ts'
import { differ, type Invariant } from './invariant.ts'

function listProposals(world: World): readonly Proposal[] {
  const all: Proposal[] = []
  world.governance.proposals.each((_, proposal) => {
    all.push(proposal)
  })
  return all
}

/** The first thing that is wrong with any of them. */
function first<T>(items: readonly T[], check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = check(item)
    if (problem !== undefined) return problem
  }
  return undefined
}

function checkDeposits(world: World): string | undefined {
  let heldRau = 0n
  const problem = first(listProposals(world), ({ id, state, depositRau }) => {
    heldRau += depositRau
    return isTerminal(state) && depositRau > 0n
      ? `proposal ${id} is over and has a deposit`
      : undefined
  })
  const balanceRau = getBalanceRau(world.accounts, GOVERNANCE_ADDRESS)
  return problem ?? differ('the balance of governance and Σ deposits', balanceRau, heldRau)
}

function checkLive(world: World): string | undefined {
  const live = listProposals(world).filter(({ state }) => !isTerminal(state))
  const kept = world.governance.register.get(ONLY)?.live ?? []
  const wanted = live.map(({ id }) => id).sort((a, b) => a - b)
  return differ('the live proposals', kept.join(' '), wanted.join(' '))
}

function powerAt(points: readonly PowerPoint[] | undefined, epoch: number): bigint {
  return points?.findLast((point) => point.epoch <= Math.max(0, epoch))?.powerRau ?? 0n
}

function isExcluded(world: World, account: Address, epoch: number): boolean {
  return getRules(world, epoch).excludedAccounts.split(',').includes(account)
}

function agedPower(world: World, account: Address, epoch: number, maturity: number): bigint {
  if (isExcluded(world, account, epoch)) return 0n
  const points = world.governance.powers.get(account)
  return minBigint(powerAt(points, epoch), powerAt(points, epoch - maturity))
}

function maturityOf(world: World, proposal: Proposal): number {
  return getRules(world, proposal.submittedEpoch)[`${proposal.class}MaturityEpochs`]
}

function votingPower(world: World, proposal: Proposal, account: Address): bigint {
  return agedPower(world, account, proposal.qualifiedEpoch, maturityOf(world, proposal))
}

function checkPowers(world: World): string | undefined {
  const next = world.epochs.current.get(ONLY) ?? 0
  const { lockBonusCapPercent: cap } = getRules(world, next)
  const sums = new Map<Address, bigint>()
  world.staking.buckets.each(
    (_, { owner, amountRau, durationDays, autoStake, unstakedSeconds }) => {
      if (unstakedSeconds !== 0) return
      const mostRau = (amountRau * BigInt(100 + cap)) / 100n
      const votesRau =
        cap === 0 ? mostRau : computeVotes({ amountRau, durationDays, autoStake, selfStake: false })
      sums.set(owner, (sums.get(owner) ?? 0n) + minBigint(votesRau, mostRau))
    },
  )
  let problem: string | undefined
  world.governance.powers.each((account, points) => {
    // A new cap is written for the epoch to come already.
    problem ??= differ(`power of ${account}`, powerAt(points, next), sums.get(account) ?? 0n)
    sums.delete(account)
  })
  for (const [account, powerRau] of sums) problem ??= differ(`power of ${account}`, 0n, powerRau)
  return problem
}

function checkTotals(world: World): string | undefined {
  const known = world.governance.powerTotals.get(ONLY)
  if (known === undefined) return 'there are no sums of power'
  return first(known.totals, ({ maturityEpochs, totalRau }) => {
    let sumRau = 0n
    world.governance.powers.each((account) => {
      sumRau += agedPower(world, account, known.epoch, maturityEpochs)
    })
    return differ(`Σ power aged ${maturityEpochs}`, totalRau, sumRau)
  })
}

function checkSupport(world: World): string | undefined {
  const lastBoundary = world.governance.powerTotals.get(ONLY)?.epoch ?? 0
  const searching = listProposals(world).filter(
    ({ state }) => state === 'submitted' || state === 'support',
  )
  return first(searching, (proposal) => {
    const { id, revision, payloadRevision } = proposal
    const maturity = maturityOf(world, proposal)
    const sums = { supportRau: 0n, supporters: 0, editorialRau: 0n, editorialSupporters: 0 }
    world.governance.supports.each((key, one) => {
      if (groupOf(key) !== id) return
      if (one.editorial ? one.payloadRevision !== payloadRevision : one.revision !== revision)
        return
      const powerRau = agedPower(world, one.account, lastBoundary, maturity)
      if (powerRau === 0n) return
      sums.supportRau += powerRau
      sums.supporters++
      sums.editorialRau += one.editorial ? powerRau : 0n
      sums.editorialSupporters += one.editorial ? 1 : 0
    })
    const tally = getTally(world, id)
    const names = ['supportRau', 'supporters', 'editorialRau', 'editorialSupporters'] as const
    return first(names, (name) => differ(`${name} of proposal ${id}`, tally[name], sums[name]))
  })
}

const VOTED = ['voting', 'extended', 'tallying']

function checkTally(world: World): string | undefined {
  const open = listProposals(world).filter(({ state }) => VOTED.includes(state))
  return first(open, (proposal) => {
    const { id, class: kind } = proposal
    const tally = getTally(world, id)
    const ballots = Array.from({ length: tally.ballots }, (_, number) =>
      world.governance.ballots.get(groupKey(id, number)),
    )
    const given = new Map<Address, bigint>()
    for (let number = 0; number < tally.delegationsDone; number++) {
      const place = CLASSES.indexOf(kind)
      const delegation = world.governance.delegations.get(groupKey(place, number))
      const delegate = delegation?.points.findLast(
        (one) => one.epoch <= proposal.openedEpoch,
      )?.delegate
      if (delegation === undefined || delegate === undefined) continue
      if (ballots.some((one) => one?.voter === delegation.delegator)) continue
      const powerRau = votingPower(world, proposal, delegation.delegator)
      given.set(delegate, (given.get(delegate) ?? 0n) + powerRau)
    }
    const sums = { yesRau: 0n, noRau: 0n, abstainRau: 0n }
    for (const ballot of ballots) {
      if (ballot === undefined) return `proposal ${id} lost a ballot`
      const givenRau = given.get(ballot.voter) ?? 0n
      const powerRau = votingPower(world, proposal, ballot.voter) + givenRau
      const yesRau = (powerRau * BigInt(ballot.yesBps)) / 10_000n
      const noRau = (powerRau * BigInt(ballot.noBps)) / 10_000n
      sums.yesRau += yesRau
      sums.noRau += noRau
      sums.abstainRau += powerRau - yesRau - noRau
    }
    let problem: string | undefined
    for (const [delegate, givenRau] of given) {
      const keptRau = world.governance.delegatedPower.get(pairKey(id, delegate)) ?? 0n
      problem ??= differ(`power given to ${delegate} in proposal ${id}`, keptRau, givenRau)
    }
    const names = ['yesRau', 'noRau', 'abstainRau'] as const
    return (
      problem ??
      first(names, (name) => differ(`${name} of proposal ${id}`, tally[name], sums[name]))
    )
  })
}

const CLASSES: readonly Proposal['class'][] = ['directive', 'policy', 'technical', 'meta']

function checkCounted(world: World): string | undefined {
  return first(listProposals(world), ({ id, totalRau }) => {
    const { yesRau, noRau, abstainRau, ...tally } = getTally(world, id)
    const countedRau = tally.countedYesRau + tally.countedNoRau + tally.countedAbstainRau
    const mostRau = yesRau + noRau + abstainRau
    return countedRau > totalRau || mostRau > totalRau
      ? `proposal ${id} counts ${countedRau} and ${mostRau} of ${totalRau}`
      : undefined
  })
}

function checkTimelocks(world: World): string | undefined {
  const done = listProposals(world).filter(
    ({ state, kind }) => state === 'actioned' && kind !== 'directive',
  )
  return first(done, ({ id, changedEpoch, timelockEndEpoch, confirmedEpoch, ...proposal }) => {
    const rules = getRules(world, proposal.submittedEpoch)
    const epochMs = rules.blocksPerEpoch * rules.blockIntervalMs
    const wait = Math.ceil((rules.unstakeWaitSeconds * 1_000) / epochMs)
    const least = proposal.short
      ? rules.revertTimelockEpochs
      : wait + rules[`${proposal.class}TimelockExtraEpochs`]
    if (confirmedEpoch === 0) return `proposal ${id} was put into action and never confirmed`
    if (changedEpoch >= timelockEndEpoch && changedEpoch >= confirmedEpoch + least) return undefined
    return `proposal ${id} was put into action in epoch ${changedEpoch}, confirmed in ${confirmedEpoch} with a timelock of ${least}`
  })
}

/** What a treasury promised is paid, owed or to come; and nothing is owed while the fund has anything left, but to accounts that are held. */
function checkStreams(world: World): string | undefined {
  const boundary = world.governance.powerTotals.get(ONLY)?.epoch ?? 0
  const held = getRules(world, boundary).heldPayees.split(',')
  const fundRau = world.rewards.unclaimed.get(COMMUNITY_ADDRESS) ?? 0n
  const promised = new Map<number, bigint>()
  let problem: string | undefined
  world.governance.streams.each((number, stream) => {
    const { proposal, to, perEpochRau, epochsLeft, owedRau, paidRau } = stream
    const sumRau = paidRau + owedRau + perEpochRau * BigInt(epochsLeft)
    promised.set(proposal, (promised.get(proposal) ?? 0n) + sumRau)
    if (owedRau > 0n && fundRau > 0n && !held.includes(to))
      problem ??= `stream ${number} is owed and the fund has ${fundRau}`
    if (paidRau < 0n || owedRau < 0n) problem ??= `stream ${number} has less than nothing`
    if (sumRau % perEpochRau !== 0n)
      problem ??= `stream ${number} is not a whole number of payments`
  })
  for (const [id, sumRau] of promised) {
    const wantedRau = promisedBy(world, id)
    problem ??= differ(`paid, owed and to come of proposal ${id}`, sumRau, wantedRau)
  }
  return problem
}

function promisedBy(world: World, id: number): bigint {
  const proposal = world.governance.proposals.get(id)
  if (proposal === undefined || !isKind(proposal, 'treasury')) return 0n
  const { payments } = getPayload(world, proposal)
  return payments.reduce((sum, one) => sum + one.perEpochRau * BigInt(one.epochs), 0n)
}

export const GOVERNANCE_INVARIANTS: readonly Invariant[] = [
  { name: 'deposits are held and given back', check: checkDeposits },
  { name: 'live proposals are those that are not over', check: checkLive },
  { name: 'power equals the buckets', check: checkPowers },
  { name: 'sums of power equal a recount', check: checkTotals },
  { name: 'support equals a recount', check: checkSupport },
  { name: 'running votes equal a recount', check: checkTally },
  { name: 'no vote counts more than there is', check: checkCounted },
  { name: 'nothing is put into action before its timelock', check: checkTimelocks },
  { name: 'treasury payments add up', check: checkStreams },
]
