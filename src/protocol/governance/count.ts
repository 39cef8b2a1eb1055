import type { BlockContext } from '../action.ts'
import type { World } from '../world.ts'
import { changeState, liveProposals } from './change-state.ts'
import { classRule, rulesOf } from './class-rules.ts'
import { delegationAt } from './delegation.ts'
import { VoteCounted } from './events.ts'
import { isOpen } from './lifecycle.ts'
import { groupKey } from './record-keys.ts'
import type { Proposal, Tally } from './state.ts'
import { must } from '#base/assert.ts'
import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { ONLY } from '../store.ts'
import { getRegister } from './change-state.ts'
import {
  ballotPower,
  findBallot,
  getDelegatedRau,
  getTally,
  judgeNow,
  moveDelegated,
  noteFlip,
  quorumOf,
  splitPower,
  type Votes,
} from './tally.ts'

/**
 * After the transactions of every block, at most `tallyBudgetRecords` records in all: gives delegated power to delegates where a vote
 * has opened, then counts the ballots where one is over, oldest proposal first. So no block waits for a vote, however many took part.
 */
export function processCounts(context: BlockContext): void {
  const { world, rules } = context
  let left = rules.tallyBudgetRecords
  for (const proposal of liveProposals(world)) {
    if (left === 0) return
    if (!isOpen(proposal.state) && proposal.state !== 'tallying') continue
    left = giveDelegatedPower(context, proposal, left)
    if (proposal.state === 'tallying') left = countBallots(context, proposal, left)
  }
}

/** Looks at the next delegations of the class as they were when the vote opened. Returns what is left of the budget. */
function giveDelegatedPower(
  { world, epoch }: BlockContext,
  proposal: Proposal,
  budget: number,
): number {
  let tally = getTally(world, proposal.id)
  let left = budget
  const before = tally
  while (left > 0 && tally.delegationsDone < tally.delegations) {
    const number = tally.delegationsDone
    tally = giveOne(world, proposal, tally, number)
    tally = { ...tally, delegationsDone: number + 1 }
    left--
  }
  if (tally !== before) {
    // A delegate that has voted may make the vote pass with what it is given only now.
    const noted = isOpen(proposal.state) ? noteFlip(world, proposal, epoch, before, tally) : tally
    world.governance.tallies.set(proposal.id, noted)
  }
  return left
}

function giveOne(world: World, proposal: Proposal, tally: Tally, number: number): Tally {
  const delegate = delegationAt(world, proposal.class, number, proposal.openedEpoch)
  if (delegate === undefined) return tally
  const key = groupKey(PROPOSAL_CLASSES.indexOf(proposal.class), number)
  const { delegator } = must(world.governance.delegations.get(key), 'a delegation')
  // Whoever has voted already speaks for itself.
  if (findBallot(world, proposal.id, delegator) !== undefined) return tally
  const powerRau = ballotPower(world, proposal, delegator)
  if (powerRau === 0n) return tally
  return moveDelegated(world, tally, proposal.id, delegate, powerRau)
}

/** Adds up the next ballots; with the last of them comes the verdict. */
function countBallots(context: BlockContext, proposal: Proposal, budget: number): number {
  const { world } = context
  const before = getTally(world, proposal.id)
  if (before.delegationsDone < before.delegations) return 0
  let votes: Votes = {
    yesRau: before.countedYesRau,
    noRau: before.countedNoRau,
    abstainRau: before.countedAbstainRau,
  }
  const last = Math.min(before.ballots, before.counted + budget)
  for (let number = before.counted; number < last; number++) {
    const ballot = must(world.governance.ballotIndex.at(proposal.id, number), 'a ballot')
    const delegatedRau = getDelegatedRau(world, proposal.id, ballot.voter)
    const part = splitPower(ballot, ballot.ownRau + delegatedRau)
    votes = {
      yesRau: votes.yesRau + part.yesRau,
      noRau: votes.noRau + part.noRau,
      abstainRau: votes.abstainRau + part.abstainRau,
    }
  }
  world.governance.tallies.set(proposal.id, {
    ...before,
    counted: last,
    countedYesRau: votes.yesRau,
    countedNoRau: votes.noRau,
    countedAbstainRau: votes.abstainRau,
  })
  if (last === before.ballots) pronounce(context, proposal, votes)
  return budget - (last - before.counted)
}

function pronounce(context: BlockContext, proposal: Proposal, votes: Votes): void {
  const { world, epoch } = context
  const rules = rulesOf(world, proposal)
  context.emit(
    VoteCounted.log(
      proposal.id,
      votes.yesRau,
      votes.noRau,
      votes.abstainRau,
      proposal.totalRau,
      quorumOf(rules, proposal),
      classRule(rules, proposal.class, 'ApprovalBps'),
    ),
  )
  noteTurnout(world, proposal, votes)
  const { passes, reason } = judgeNow(world, proposal, votes)
  if (passes) {
    changeState(context, { ...proposal, confirmedEpoch: epoch }, 'confirmed', reason)
  } else {
    changeState(context, proposal, 'defeated', reason)
  }
}

/** The moving average of turnout in a class: four fifths of what it was, one fifth of this vote. Rounded down. */
function noteTurnout(world: World, proposal: Proposal, votes: Votes): void {
  if (proposal.totalRau === 0n) return
  const castRau = votes.yesRau + votes.noRau + votes.abstainRau
  const turnoutBps = Number(((castRau * 10_000n) / proposal.totalRau) & 0xffffn)
  const place = PROPOSAL_CLASSES.indexOf(proposal.class)
  const register = getRegister(world)
  world.governance.register.set(ONLY, {
    ...register,
    turnoutBps: register.turnoutBps.map((before, i) =>
      i === place ? Math.floor((before * 4 + turnoutBps) / 5) : before,
    ),
  })
}
