import { ZERO_ADDRESS } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { MAX_UINT64 } from '#base/integers.ts'
import { PROPOSAL_CLASSES } from '#sdk/governance/names.ts'
import { type BallotRow, countBallot, moveDelegated } from '../apply/ballots.ts'
import { type EventContext, placeOf, type WritersOf } from '../apply/event-context.ts'
import type { ProposalRow } from '../apply/index-state.ts'
import type { ArgumentsOf } from '../events/decode-event.ts'

/** Who votes takes back the power that was given to a delegate in this vote. */
function takeBack({ state, height }: EventContext, proposal: ProposalRow, voter: string): void {
  const given = state.givenPowers.find(proposal.id, voter)
  if (given === undefined || given.takenBack) return
  given.takenBack = true
  given.updatedHeight = height
  state.givenPowers.touch(given)
  moveDelegated(state, proposal, given.delegate, -given.powerRau)
}

function castBallot(context: EventContext, args: ArgumentsOf<'BallotCast'>): void {
  const { state, height } = context
  const { account: voter, yesBps, noBps, abstainBps, ownRau, delegatedRau } = args
  const proposal = state.proposal(args.proposal)
  const before = state.ballots.find(proposal.id, voter)
  if (before === undefined) takeBack(context, proposal, voter)
  else countBallot(proposal, before, -1n)
  const ballot: BallotRow = {
    proposal: proposal.id,
    voter,
    number: before?.number ?? proposal.ballots,
    yesBps,
    noBps,
    abstainBps,
    ownRau,
    delegatedRau,
    nonce: args.nonce === MAX_UINT64 ? null : args.nonce.toString(),
    times: (before?.times ?? 0) + 1,
    ...placeOf(context),
    updatedHeight: height,
  }
  countBallot(proposal, ballot, 1n)
  if (before === undefined) proposal.ballots++
  state.ballots.touch(ballot)
}

export const VOTE_WRITERS: WritersOf<
  'BallotCast' | 'BallotSkipped' | 'PowerDelegated' | 'VoteCounted'
> = {
  BallotCast: castBallot,
  // Nothing changes; the event itself is kept.
  BallotSkipped: () => undefined,
  PowerDelegated: (context, args) => {
    const { state, eventId } = context
    const kind = must(PROPOSAL_CLASSES[args.class], 'a class')
    const key = `${kind}|${args.account}`
    const before = state.currentDelegations.get(key)
    if (before !== undefined) {
      before.current = false
      state.powerDelegations.touch(before)
    }
    const row = {
      eventId,
      class: kind,
      account: args.account,
      delegate: args.delegate === ZERO_ADDRESS ? null : args.delegate,
      ...placeOf(context),
      current: true,
    }
    state.currentDelegations.set(key, row)
    state.powerDelegations.touch(row)
  },
  VoteCounted: ({ state }, { proposal: id, yesRau, noRau, abstainRau, quorumBps, approvalBps }) => {
    Object.assign(state.proposal(id), { yesRau, noRau, abstainRau, quorumBps, approvalBps })
  },
}
