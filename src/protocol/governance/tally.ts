import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import type { Rules } from '#params/rule-table.ts'
import type { World } from '../world.ts'
import { classRule, rulesOf } from './class-rules.ts'
import { getAgedPower } from './power.ts'
import { pairKey } from './record-keys.ts'
import type { Ballot, Proposal, Tally } from './state.ts'

/** A sum of ballots. */
export interface Votes {
  readonly yesRau: bigint
  readonly noRau: bigint
  readonly abstainRau: bigint
}

const ALL_BPS = 10_000n

/** What a ballot adds with so much power. Yes and no are rounded down; what is left over abstains, so that nothing is lost. */
export function splitPower(ballot: Pick<Ballot, 'yesBps' | 'noBps'>, powerRau: bigint): Votes {
  const yesRau = (powerRau * BigInt(ballot.yesBps)) / ALL_BPS
  const noRau = (powerRau * BigInt(ballot.noBps)) / ALL_BPS
  return { yesRau, noRau, abstainRau: powerRau - yesRau - noRau }
}

/** The power of an account in a proposal: fixed at its snapshot, whatever happens later. */
export function ballotPower(world: World, proposal: Proposal, account: Address): bigint {
  return getAgedPower(world, account, proposal.qualifiedEpoch, proposal.maturityEpochs)
}

export function findBallot(world: World, id: number, voter: Address): Ballot | undefined {
  const number = world.governance.ballotIndex.numberOf(id, voter)
  return number === undefined ? undefined : world.governance.ballotIndex.at(id, number)
}

/** Power that others gave to a delegate in this vote and did not use themselves. */
export function getDelegatedRau(world: World, id: number, delegate: Address): bigint {
  return world.governance.delegatedIndex.powerOf(id, delegate)
}

export function addVotes(tally: Tally, votes: Votes, sign: 1n | -1n): Tally {
  return {
    ...tally,
    yesRau: tally.yesRau + sign * votes.yesRau,
    noRau: tally.noRau + sign * votes.noRau,
    abstainRau: tally.abstainRau + sign * votes.abstainRau,
  }
}

/** Changes the power given to a delegate, and the running sum with it when that delegate has voted. */
export function moveDelegated(
  world: World,
  tally: Tally,
  id: number,
  delegate: Address,
  differenceRau: bigint,
): Tally {
  const beforeRau = getDelegatedRau(world, id, delegate)
  const afterRau = beforeRau + differenceRau
  world.governance.delegatedPower.set(pairKey(id, delegate), afterRau)
  const ballot = findBallot(world, id, delegate)
  if (ballot === undefined) return tally
  const without = addVotes(tally, splitPower(ballot, ballot.ownRau + beforeRau), -1n)
  return addVotes(without, splitPower(ballot, ballot.ownRau + afterRau), 1n)
}

export interface Verdict {
  readonly passes: boolean
  readonly reason: 'no-quorum' | 'no-majority' | 'majority'
}

/**
 * The verdict on sums of votes. In mode `turnout` enough must take part, and yes must exceed its part of yes and no. In mode `padded`
 * what is missing to the quorum counts as no, so that one more no can never make it pass. A tie fails, and so does an empty vote.
 */
export function judge(
  votes: Votes,
  totalRau: bigint,
  quorumBps: number,
  approvalBps: number,
  mode: Rules['quorumMode'],
): Verdict {
  const { yesRau, noRau, abstainRau } = votes
  const castRau = yesRau + noRau + abstainRau
  const quorum = BigInt(quorumBps)
  const approval = BigInt(approvalBps)
  if (mode === 'turnout') {
    const isEnough = castRau > 0n && castRau * ALL_BPS >= totalRau * quorum
    if (!isEnough) return { passes: false, reason: 'no-quorum' }
    return verdictOf(yesRau * (ALL_BPS - approval) > noRau * approval)
  }
  // In units of a ten-thousandth of a Rau, so that nothing is rounded.
  const missing = totalRau * quorum - castRau * ALL_BPS
  const paddedNo = noRau * ALL_BPS + (missing > 0n ? missing : 0n)
  return verdictOf(yesRau * ALL_BPS * (ALL_BPS - approval) > paddedNo * approval)
}

function verdictOf(passes: boolean): Verdict {
  return { passes, reason: passes ? 'majority' : 'no-majority' }
}

/** The quorum of turnout that a proposal has to reach, in basis points. */
export function quorumOf(rules: Rules, proposal: Proposal): number {
  const floorBps = classRule(rules, proposal.class, 'TurnoutQuorumBps')
  if (!rules.adaptiveQuorum) return floorBps
  return Math.min(
    Math.max(floorBps, proposal.pastTurnoutBps),
    Math.max(floorBps, rules.adaptiveQuorumCapBps),
  )
}

/** The verdict if the vote ended with the ballots that are in. */
export function judgeNow(world: World, proposal: Proposal, votes: Votes): Verdict {
  const rules = rulesOf(world, proposal)
  return judge(
    votes,
    proposal.totalRau,
    quorumOf(rules, proposal),
    classRule(rules, proposal.class, 'ApprovalBps'),
    rules.quorumMode,
  )
}

/** Remembers that the outcome turned from not passing to passing in the last part of the vote. */
export function noteFlip(
  world: World,
  proposal: Proposal,
  epoch: number,
  before: Tally,
  after: Tally,
): Tally {
  if (after.lateFlip) return after
  const { closingWindowEpochs } = rulesOf(world, proposal)
  const { openedEpoch, voteEndEpoch } = proposal
  // Every vote begins as not passing: its first epoch is never part of the window.
  if (epoch <= Math.max(voteEndEpoch - closingWindowEpochs, openedEpoch + 1)) return after
  const isFlip =
    !judgeNow(world, proposal, before).passes && judgeNow(world, proposal, after).passes
  return isFlip ? { ...after, lateFlip: true } : after
}

export function getTally(world: World, id: number): Tally {
  return must(world.governance.tallies.get(id), 'a tally')
}
