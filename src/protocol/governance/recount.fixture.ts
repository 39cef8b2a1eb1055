import { expect } from 'vitest'
import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { minBigint } from '#base/integers.ts'
import type { Rules } from '#params/rule-table.ts'
import { getBalanceRau } from '../accounts/balance.ts'
import { getCurrentEpoch } from '../epochs/epoch.ts'
import { endHeight } from '../epochs/state.ts'
import { computeSupplyRau } from '../genesis/init.ts'
import { getRules } from '../params/rules.ts'
import { getFund } from '../rewards/fund.ts'
import { GOVERNANCE_ADDRESS, REWARDING_ADDRESS } from '../system-addresses.ts'
import type { TestNetwork } from '../test-network.fixture.ts'
import { classRule, termsOf } from './class-rules.ts'
import { findLogs } from './find-logs.fixture.ts'
import { isTerminal, PROPOSAL_STATES, REASONS, TRANSITIONS } from './lifecycle.ts'
import { computeBucketPower, excludedBy } from './power.ts'
import { groupOf } from './record-keys.ts'
import type { Ballot, Proposal, Tally } from './state.ts'
import { isCounted } from './support.ts'

type Powers = ReadonlyMap<Address, bigint>

/**
 * A second book of governance: power of every account at every boundary, taken from the buckets, and from it all sums anew. `look` is
 * called after every block and compares.
 */
export interface Recount {
  look(): void
  /** Comparisons so far, by what was compared: a check that never ran proves nothing. */
  readonly done: ReadonlyMap<string, number>
}

export function createRecount(network: TestNetwork): Recount {
  const { world } = network.machine
  const { governance } = world
  const boundaries: Powers[] = [sumBuckets(getRules(world, 0))]
  const submittedRules = new Map<number, Rules>()
  const ended = new Map<number, Proposal>()
  const done = new Map<string, number>()
  /** Tallies as they were looked at: records are replaced as a whole, so what is the same object was compared. */
  const seen = new Map<number, Tally>()
  let bucketsVersion = -1
  let worked = new Map<number, number>()
  const note = (what: string): void => void done.set(what, (done.get(what) ?? 0) + 1)

  function sumBuckets(rules: Rules): Powers {
    const sums = new Map<Address, bigint>()
    world.staking.buckets.each((_, bucket) => {
      const powerRau = computeBucketPower(bucket, rules)
      if (powerRau > 0n) sums.set(bucket.owner, (sums.get(bucket.owner) ?? 0n) + powerRau)
    })
    return sums
  }

  function powerAt(account: Address, epoch: number): bigint {
    return must(boundaries[Math.max(0, epoch)], 'a boundary').get(account) ?? 0n
  }

  function aged(account: Address, epoch: number, maturity: number): bigint {
    if (excludedBy(getRules(world, epoch)).has(account)) return 0n
    return minBigint(powerAt(account, epoch), powerAt(account, epoch - maturity))
  }

  function totalAt(epoch: number, maturity: number): bigint {
    let sumRau = 0n
    for (const account of must(boundaries[epoch], 'a boundary').keys()) {
      sumRau += aged(account, epoch, maturity)
    }
    return sumRau
  }

  function maturityOf(proposal: Proposal): number {
    return classRule(rulesOf(proposal), proposal.class, 'MaturityEpochs')
  }

  function rulesOf(proposal: Proposal): Rules {
    const kept = submittedRules.get(proposal.id) ?? getRules(world, proposal.submittedEpoch)
    submittedRules.set(proposal.id, kept)
    return kept
  }

  function checkTotals(epoch: number): void {
    const known = must(governance.powerTotals.get(0), 'the sums')
    expect(known.epoch).toBe(epoch)
    for (const { maturityEpochs, totalRau } of known.totals) {
      expect(totalRau).toBe(totalAt(epoch, maturityEpochs))
      note('total of power')
    }
  }

  /** Supports count with the power of the boundary that was last. */
  function checkSupport(proposal: Proposal, tally: Tally, boundary: number): void {
    let [supportRau, supporters, editorialRau] = [0n, 0, 0n]
    governance.supports.each((key, one) => {
      if (groupOf(key) !== proposal.id || !isCounted(one, proposal)) return
      const powerRau = aged(one.account, boundary, maturityOf(proposal))
      supportRau += powerRau
      if (powerRau > 0n) supporters++
      if (one.editorial) editorialRau += powerRau
    })
    expect(tally).toMatchObject({ supportRau, supporters, editorialRau })
    if (supporters > 0) note('support')
  }

  function checkVotes(proposal: Proposal, tally: Tally): void {
    const ballots = new Map<Address, Ballot>()
    const powers = new Map<Address, bigint>()
    const ownOf = (account: Address): bigint =>
      aged(account, proposal.qualifiedEpoch, maturityOf(proposal))
    governance.ballots.each((key, ballot) => {
      if (groupOf(key) !== proposal.id) return
      ballots.set(ballot.voter, ballot)
      powers.set(ballot.voter, ownOf(ballot.voter))
    })
    governance.delegations.each((key, { class: kind, delegator, points }) => {
      if (kind !== proposal.class || key % 2 ** 32 >= tally.delegationsDone) return
      if (ballots.has(delegator)) return
      const delegate = points.findLast(({ epoch }) => epoch <= proposal.openedEpoch)?.delegate
      const beforeRau = delegate === undefined ? undefined : powers.get(delegate)
      if (delegate === undefined || beforeRau === undefined) return
      powers.set(delegate, beforeRau + ownOf(delegator))
      note('delegated power')
    })
    let [yesRau, noRau, castRau] = [0n, 0n, 0n]
    for (const [voter, { yesBps, noBps }] of ballots) {
      const powerRau = powers.get(voter) ?? 0n
      yesRau += (powerRau * BigInt(yesBps)) / 10_000n
      noRau += (powerRau * BigInt(noBps)) / 10_000n
      castRau += powerRau
    }
    const abstainRau = castRau - yesRau - noRau
    expect(tally).toMatchObject({ yesRau, noRau, abstainRau })
    expect(castRau <= proposal.totalRau).toBe(true)
    if (ballots.size > 0) note('running sum')
    if (proposal.confirmedEpoch === 0 && proposal.state !== 'defeated') return
    expect(tally).toMatchObject({
      countedYesRau: yesRau,
      countedNoRau: noRau,
      countedAbstainRau: abstainRau,
      counted: ballots.size,
    })
    note('counted sum')
  }

  function checkBudget(budget: number): void {
    const now = new Map<number, number>()
    let sum = 0
    governance.tallies.each((id, tally) => {
      const records = tally.delegationsDone + tally.counted
      now.set(id, records)
      sum += records - (worked.get(id) ?? 0)
    })
    expect(sum).toBeLessThanOrEqual(budget)
    if (sum > 0) note('block with counting')
    worked = now
  }

  function checkEnd(proposal: Proposal): void {
    const before = ended.get(proposal.id)
    if (before !== undefined) {
      expect(proposal).toEqual(before)
      return
    }
    ended.set(proposal.id, proposal)
    expect(proposal.depositRau).toBe(0n)
    note(`end ${proposal.state}`)
    if (proposal.state !== 'actioned' || proposal.kind === 'directive') return
    const { timelockEpochs } = termsOf(rulesOf(proposal), proposal)
    expect(proposal.changedEpoch).toBeGreaterThanOrEqual(proposal.confirmedEpoch + timelockEpochs)
  }

  function look(): void {
    const { epoch } = getCurrentEpoch(world)
    const isBoundary = network.blocks.length === endHeight(getCurrentEpoch(world))
    if (isBoundary || bucketsVersion !== world.staking.buckets.version) {
      bucketsVersion = world.staking.buckets.version
      const powers = sumBuckets(getRules(world, isBoundary ? epoch + 1 : epoch))
      expect(lastPowers()).toEqual(powers)
      note('powers')
    }
    if (isBoundary) {
      boundaries.push(sumBuckets(getRules(world, epoch)))
      checkTotals(epoch)
    }
    let depositsRau = 0n
    governance.proposals.each((id, proposal) => {
      const tally = must(governance.tallies.get(id), 'a tally')
      depositsRau += proposal.depositRau
      if (ended.has(id)) {
        checkEnd(proposal)
        return
      }
      if (isTerminal(proposal.state)) checkEnd(proposal)
      if (!isBoundary && seen.get(id) === tally) return
      seen.set(id, tally)
      expect(getRules(world, proposal.submittedEpoch)).toEqual(rulesOf(proposal))
      if (proposal.state === 'support' || proposal.state === 'submitted') {
        checkSupport(proposal, tally, isBoundary ? epoch : epoch - 1)
      }
      if (proposal.qualifiedEpoch !== 0) {
        expect(proposal.totalRau).toBe(totalAt(proposal.qualifiedEpoch, maturityOf(proposal)))
      }
      if (proposal.openedEpoch !== 0) checkVotes(proposal, tally)
    })
    expect(getBalanceRau(world.accounts, GOVERNANCE_ADDRESS)).toBe(depositsRau)
    const fund = getFund(world)
    expect(getBalanceRau(world.accounts, REWARDING_ADDRESS)).toBe(
      fund.availableRau + fund.unclaimedRau,
    )
    expect(computeSupplyRau(world)).toBe(must(world.chain.identity.get(0), 'identity').supplyRau)
    checkBudget(getRules(world, epoch).tallyBudgetRecords)
    note('block')
  }

  function lastPowers(): ReadonlyMap<Address, bigint> {
    const last: [Address, bigint][] = []
    governance.powers.each((account, points) => {
      const powerRau = must(points.at(-1), 'a point').powerRau
      if (powerRau > 0n) last.push([account, powerRau])
    })
    return new Map(last)
  }

  return { look, done }
}

/** Every transition of a proposal as the events tell it: `support > qualified: support-quorum`. */
export function historyOf(network: TestNetwork, id: number): readonly string[] {
  return findLogs(network, 'ProposalChanged')
    .filter(({ args }) => args[0] === BigInt(id))
    .map(({ args }) => {
      const [, from, to, reason] = args.map(Number) as [number, number, number, number]
      return `${from === 255 ? 'none' : PROPOSAL_STATES[from]} > ${PROPOSAL_STATES[to]}: ${REASONS[reason]}`
    })
}

export const ALL_TRANSITIONS: readonly string[] = TRANSITIONS.map(
  ({ from, to, reason }) => `${from} > ${to}: ${reason}`,
)
