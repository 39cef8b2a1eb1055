import { OPEN } from './governance-payload.ts'
import { maturityOf, agedPower, totalPower, votingPower } from './governance-power.ts'
import type { GovernanceState, ModelProposal, SupportSums, Votes } from './governance-types.ts'
import type { Account } from './types.ts'

/** Those who support the content as it is now, with their power at the boundary that was last. */
export function countSupport(governance: GovernanceState, proposal: ModelProposal): SupportSums {
  if (proposal.finalSupport !== undefined) return proposal.finalSupport
  const sums = { supportRau: 0n, supporters: 0, editorialRau: 0n, editorialSupporters: 0 }
  for (const [account, one] of proposal.supports) {
    const counts = one.editorial
      ? one.payloadRevision === proposal.payloadRevision
      : one.revision === proposal.revision
    if (!counts) continue
    const powerRau = agedPower(governance, account, governance.lastBoundary, maturityOf(proposal))
    // Who has nothing staked any more supports nothing.
    if (powerRau === 0n) continue
    sums.supporters++
    sums.supportRau += powerRau
    if (!one.editorial) continue
    sums.editorialSupporters++
    sums.editorialRau += powerRau
  }
  return sums
}

/** Whom an account had chosen in the class at the end of an epoch. */
function delegateAt(
  governance: GovernanceState,
  proposal: ModelProposal,
  place: number,
): { readonly delegator: Account; readonly delegate: Account | undefined } | undefined {
  const one = governance.delegations[proposal.class][place]
  if (one === undefined) return undefined
  const point = one.points.findLast(({ epoch }) => epoch <= proposal.openedEpoch)
  return { delegator: one.delegator, delegate: point?.delegate }
}

/** Power that a voter has been given so far by those who cast no ballot of their own. */
export function givenPower(
  governance: GovernanceState,
  proposal: ModelProposal,
  voter: Account,
): bigint {
  let sumRau = 0n
  for (let place = 0; place < proposal.delegationsSeen; place++) {
    const found = delegateAt(governance, proposal, place)
    if (found?.delegate !== voter || proposal.ballots.has(found.delegator)) continue
    sumRau += votingPower(governance, proposal, found.delegator)
  }
  return sumRau
}

/** All ballots, counted from the first to the last. */
export function countBallots(governance: GovernanceState, proposal: ModelProposal): Votes {
  let [yesRau, noRau, abstainRau] = [0n, 0n, 0n]
  for (const [voter, { yesBps, noBps }] of proposal.ballots) {
    const powerRau =
      votingPower(governance, proposal, voter) + givenPower(governance, proposal, voter)
    const yes = (powerRau * BigInt(yesBps)) / 10_000n
    const no = (powerRau * BigInt(noBps)) / 10_000n
    yesRau += yes
    noRau += no
    abstainRau += powerRau - yes - no
  }
  return { yesRau, noRau, abstainRau }
}

/** How a vote with these sums ends: 'majority', 'no-majority' or 'no-quorum'. */
export function verdictOf(proposal: ModelProposal, { yesRau, noRau, abstainRau }: Votes): string {
  const { rules, totalRau } = proposal
  const floorBps = rules[`${proposal.class}TurnoutQuorumBps`]
  const followedBps = Math.min(proposal.pastTurnoutBps, rules.adaptiveQuorumCapBps)
  const quorumBps = rules.adaptiveQuorum ? Math.max(floorBps, followedBps) : floorBps
  const approvalBps = BigInt(rules[`${proposal.class}ApprovalBps`])
  const castRau = yesRau + noRau + abstainRau
  // What is asked for and what is there, times 10,000.
  const askedRau = totalRau * BigInt(quorumBps)
  const missingRau = askedRau - castRau * 10_000n
  if (rules.quorumMode === 'turnout') {
    if (missingRau > 0n || castRau === 0n) return 'no-quorum'
    return yesRau * 10_000n > (yesRau + noRau) * approvalBps ? 'majority' : 'no-majority'
  }
  const against = noRau * 10_000n + (missingRau > 0n ? missingRau : 0n)
  const all = yesRau * 10_000n + against
  return yesRau * 10_000n * 10_000n > all * approvalBps ? 'majority' : 'no-majority'
}

/** The outcome of the vote if it ended with the ballots that are in. */
export function wouldPass(governance: GovernanceState, proposal: ModelProposal): boolean {
  return verdictOf(proposal, countBallots(governance, proposal)) === 'majority'
}

/** Does something that may turn an open vote from not passing to passing in its last part: that is remembered. */
export function watchFlip(
  governance: GovernanceState,
  proposal: ModelProposal,
  happen: () => void,
): void {
  const { voteEndEpoch, openedEpoch, rules } = proposal
  const closing = Math.max(voteEndEpoch - rules.closingWindowEpochs, openedEpoch + 1)
  const isWatched = OPEN.includes(proposal.state) && governance.epoch > closing
  const passedBefore = isWatched && wouldPass(governance, proposal)
  happen()
  if (isWatched && !passedBefore && wouldPass(governance, proposal)) proposal.lateFlip = true
}

/** Turnout of a vote in basis points, rounded down. */
export function turnoutBps(proposal: ModelProposal, { yesRau, noRau, abstainRau }: Votes): number {
  return Number(((yesRau + noRau + abstainRau) * 10_000n) / proposal.totalRau)
}

/** Whether what supports it is less than the part of the quorum below which a deposit is lost. */
export function hasNextToNoSupport(governance: GovernanceState, proposal: ModelProposal): boolean {
  const { rules } = proposal
  const { supportRau } = countSupport(governance, proposal)
  const totalRau = totalPower(governance, governance.lastBoundary, maturityOf(proposal))
  const quorumBps = BigInt(rules[`${proposal.class}SupportQuorumBps`])
  return supportRau * 10_000n * 10_000n < totalRau * quorumBps * BigInt(rules.lapseFloorBps)
}
