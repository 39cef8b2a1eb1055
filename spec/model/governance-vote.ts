import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { findProposal, OPEN } from './governance-payload.ts'
import { votingPower } from './governance-power.ts'
import type { Of } from './governance-propose.ts'
import { givenPower, watchFlip } from './governance-tally.ts'
import type { BallotWords, GovernanceState, ProposalClass } from './governance-types.ts'
import type { Account, ModelState, OutcomeCode } from './types.ts'
import { refuseUnusable, ZERO } from './usable-address.ts'

/** The number of a ballot by transaction: no signed one can follow it. */
const HIGHEST = 2n ** 64n - 1n

export function castBallot(state: ModelState, action: Of<'castBallot'>): OutcomeCode {
  return cast(state.governance, action.sender, action, HIGHEST)
}

/** Each ballot stands for itself: one that does not count stops none of the others. */
export function relayBallots(state: ModelState, { ballots }: Of<'relayBallots'>): OutcomeCode {
  const { governance } = state
  for (const ballot of ballots) {
    const { nonce, voter } = ballot
    const before = governance.proposals.get(Number(ballot.id % 2n ** 32n))?.ballots.get(voter)
    if (nonce === HIGHEST || (before !== undefined && nonce <= before.nonce)) continue
    if (ballot.isSignedByVoter) cast(governance, voter, ballot, nonce)
  }
  return 0
}

function cast(
  governance: GovernanceState,
  voter: Account,
  words: BallotWords,
  nonce: bigint,
): OutcomeCode {
  const proposal = findProposal(governance, words.id)
  if (proposal === undefined) return 500
  if (!OPEN.includes(proposal.state)) return 502
  if (proposal.root !== words.root) return 503
  const { yesBps, noBps, abstainBps } = words
  if (yesBps + noBps + abstainBps !== 10_000) return 527
  const powerRau =
    votingPower(governance, proposal, voter) + givenPower(governance, proposal, voter)
  if (powerRau === 0n) return 524
  watchFlip(governance, proposal, () => {
    proposal.ballots.set(voter, { yesBps, noBps, nonce })
  })
  return 0
}

function chosenBy(
  governance: GovernanceState,
  kind: ProposalClass,
  delegator: Account,
): Account | undefined {
  const found = governance.delegations[kind].find((one) => one.delegator === delegator)
  return found?.points.at(-1)?.delegate
}

export function delegatePower(state: ModelState, action: Of<'delegatePower'>): OutcomeCode {
  const { governance } = state
  const { sender } = action
  const kind = PROPOSAL_CLASSES[action.class]
  if (kind === undefined) return 530
  const delegate = action.delegate === ZERO ? undefined : action.delegate
  if (delegate === sender) return 531
  if (delegate !== undefined && refuseUnusable(delegate) !== 0) return 514
  if (chosenBy(governance, kind, sender) === delegate) return 533
  let at = delegate
  for (let step = 0; step < 16 && at !== undefined; step++) {
    at = chosenBy(governance, kind, at)
    if (at === sender) return 532
  }
  const list = governance.delegations[kind]
  const point = { epoch: governance.epoch, delegate }
  const known = list.find((one) => one.delegator === sender)
  if (known === undefined) list.push({ delegator: sender, points: [point] })
  else known.points.push(point)
  return 0
}
