import { addCoins } from './accounts.ts'
import { change } from './governance-change.ts'
import { judgePayload, OPEN } from './governance-payload.ts'
import { keepBuckets, maturityOf, totalPower } from './governance-power.ts'
import { firstEpochOf, recordSets, refuseSetsNow, rulesAt } from './governance-rules.ts'
import {
  countBallots,
  countSupport,
  turnoutBps,
  verdictOf,
  watchFlip,
  wouldPass,
} from './governance-tally.ts'
import type { ModelPayload, ModelProposal } from './governance-types.ts'
import { changeWeights, isScriptUsable } from './governance-scripts.ts'
import type { ModelState } from './types.ts'
import { COMMUNITY } from './usable-address.ts'

/**
 * The end of every block: so many records are looked at, in all votes together. First whose power
 * goes to a delegate, then, when a vote is over, its ballots; with the last of them comes the verdict.
 */
export function countRecords(state: ModelState): void {
  const { governance } = state
  let left = rulesAt(governance, governance.epoch).tallyBudgetRecords
  for (const proposal of governance.proposals.values()) {
    if (left === 0) return
    const isOver = proposal.state === 'tallying'
    if (!isOver && !OPEN.includes(proposal.state)) continue
    const looked = Math.min(left, proposal.delegations - proposal.delegationsSeen)
    watchFlip(governance, proposal, () => {
      proposal.delegationsSeen += looked
    })
    left -= looked
    if (!isOver) continue
    if (proposal.delegationsSeen < proposal.delegations) return
    const counted = Math.min(left, proposal.ballots.size - proposal.ballotsSeen)
    proposal.ballotsSeen += counted
    left -= counted
    if (proposal.ballotsSeen === proposal.ballots.size) pronounce(state, proposal)
  }
}

function pronounce(state: ModelState, proposal: ModelProposal): void {
  const { governance } = state
  const votes = countBallots(governance, proposal)
  const passes = verdictOf(proposal, votes) === 'majority'
  const before = governance.turnoutBps[proposal.class]
  governance.turnoutBps[proposal.class] = Math.floor((4 * before + turnoutBps(proposal, votes)) / 5)
  if (passes) proposal.confirmedEpoch = governance.epoch
  change(state, proposal, passes ? 'confirmed' : 'defeated')
}

type Step = (state: ModelState, proposal: ModelProposal, epoch: number) => void

/** The last block of an epoch, behind the settlement. */
export function endEpoch(state: ModelState, epoch: number): void {
  keepBuckets(state, epoch)
  state.governance.lastBoundary = epoch
  const each = (name: string, step: Step): void => {
    const found = [...state.governance.proposals.values()].filter((one) => one.state === name)
    // What an earlier one did may have moved a later one on.
    for (const proposal of found) if (proposal.state === name) step(state, proposal, epoch)
  }
  each('confirmed', queue)
  each('timelocked', endTimelock)
  each('signalling', ifPossible(lockIn))
  each('locked-in', ifPossible(activate))
  each('ready', act)
  each('exec-failed', act)
  each('voting', endVote)
  each('extended', endVote)
  openVotes(state, epoch)
  each('support', qualify)
  each('submitted', check)
  checkOldestScript(state, epoch)
  for (const name of ['assigned', 'in-progress', 'review']) {
    each(name, (_, proposal) => {
      if (epoch >= proposal.dueEpoch) proposal.overdue = true
    })
  }
  endSunsets(state, epoch)
  payStreams(state)
  changeWeights(state, firstEpochOf(epoch))
}

const isPossible = ({ governance }: ModelState, epoch: number, payload: ModelPayload): boolean =>
  judgePayload(governance, epoch, payload).code === 0

/** Epochs of debate, notice, vote and timelock. */
function terms({ rules, class: kind, short }: ModelProposal) {
  if (short) {
    return {
      debate: rules.revertDebateEpochs,
      notice: 0,
      voting: rules.revertVotingEpochs,
      timelock: rules.revertTimelockEpochs,
    }
  }
  const epochMs = BigInt(rules.blocksPerEpoch) * BigInt(rules.blockIntervalMs)
  const waitMs = BigInt(rules.unstakeWaitSeconds) * 1_000n
  return {
    debate: rules[`${kind}DebateEpochs`],
    notice: rules[`${kind}NoticeEpochs`],
    voting: rules[`${kind}VotingEpochs`],
    timelock: rules[`${kind}TimelockExtraEpochs`] + Number((waitMs + epochMs - 1n) / epochMs),
  }
}

const queue: Step = (state, proposal, epoch) => {
  const { payload } = proposal.content
  if (payload.kind === 'directive') {
    proposal.dueEpoch = epoch + payload.dueEpochs
    change(state, proposal, 'assigned')
  } else if (isPossible(state, epoch, payload)) {
    proposal.timelockEndEpoch = epoch + terms(proposal).timelock
    change(state, proposal, 'timelocked')
  } else {
    change(state, proposal, 'cancelled')
  }
}

const endTimelock: Step = (state, proposal, epoch) => {
  if (epoch < proposal.timelockEndEpoch) return
  const next = proposal.content.payload.kind === 'upgrade' ? 'signalling' : 'ready'
  ifPossible(() => change(state, proposal, next))(state, proposal, epoch)
}

/** What cannot be any more, such as when another one took its version, ends here. */
function ifPossible(step: Step): Step {
  return (state, proposal, epoch) => {
    if (isPossible(state, epoch, proposal.content.payload)) step(state, proposal, epoch)
    else change(state, proposal, 'cancelled')
  }
}

const lockIn: Step = (state, proposal, epoch) => {
  const { rules, content, ready } = proposal
  if (content.payload.kind !== 'upgrade') throw new Error('only software is signalled')
  const seats = state.sets.get(epoch + 1)?.delegates ?? []
  const share = (seats.filter((id) => ready.includes(id)).length * 10_000) / seats.length
  if (share >= rules.readinessBps) {
    proposal.dueEpoch = epoch + 1 + content.payload.activationEpochs
    change(state, proposal, 'locked-in')
  } else if (epoch >= proposal.timelockEndEpoch + rules.readinessEpochs) {
    change(state, proposal, 'timed-out')
  }
}

const activate: Step = (state, proposal, epoch) => {
  if (epoch + 1 < proposal.dueEpoch) return
  const { payload } = proposal.content
  if (payload.kind === 'upgrade') state.governance.version = payload.version
  change(state, proposal, 'actioned')
}

const act: Step = (state, proposal, epoch) => {
  const { payload } = proposal.content
  const grace = proposal.rules[`${proposal.class}GraceEpochs`]
  if (isPossible(state, epoch, payload)) {
    enact(state, proposal, payload, epoch)
    change(state, proposal, 'actioned')
  } else if (proposal.state === 'ready') {
    change(state, proposal, 'exec-failed')
  } else if (epoch >= proposal.timelockEndEpoch + grace) {
    change(state, proposal, 'expired')
  }
}

function enact(
  state: ModelState,
  { id }: ModelProposal,
  payload: ModelPayload,
  epoch: number,
): void {
  const { governance } = state
  const fromEpoch = firstEpochOf(epoch)
  switch (payload.kind) {
    case 'policy': {
      const { sunsetEpochs } = payload
      const sets = [...payload.sets].sort((a, b) => (a.name < b.name ? -1 : 1))
      recordSets(governance, fromEpoch, sets)
      const sunsetEpoch = sunsetEpochs === 0 ? 0 : fromEpoch + sunsetEpochs
      governance.enactments.push({ proposal: id, epoch, fromEpoch, sets, sunsetEpoch, over: false })
      return
    }
    case 'treasury':
      for (const { to, perEpochRau, epochs } of payload.payments) {
        const stream = {
          proposal: id,
          to,
          perEpochRau,
          epochsLeft: epochs,
          owedRau: 0n,
          paidRau: 0n,
        }
        governance.streams.push(stream)
      }
      return
    case 'cancel': {
      const target = governance.proposals.get(Number(payload.proposal))
      if (target === undefined) throw new Error('a cancelled proposal is there')
      change(state, target, 'cancelled', 'punished')
      return
    }
    case 'script':
      governance.scripts.push({ slot: payload.slot, fromEpoch, source: payload.source })
      return
    default:
      throw new Error(`a ${payload.kind} is not put into action like this`)
  }
}

const endVote: Step = (state, proposal, epoch) => {
  if (epoch < proposal.voteEndEpoch) return
  const { governance } = state
  const { extensionEpochs, maxExtensionEpochs } = proposal.rules
  const longer = proposal.extendedEpochs + extensionEpochs
  const mayBeLonger = extensionEpochs > 0 && longer <= maxExtensionEpochs
  if (proposal.lateFlip && mayBeLonger && wouldPass(governance, proposal)) {
    proposal.lateFlip = false
    proposal.extendedEpochs = longer
    proposal.voteEndEpoch = epoch + extensionEpochs
    change(state, proposal, 'extended')
  } else {
    change(state, proposal, 'tallying')
  }
}

function openVotes(state: ModelState, epoch: number): void {
  const { governance } = state
  const all = [...governance.proposals.values()]
  const taken = all.filter((one) => !one.short && [...OPEN, 'tallying'].includes(one.state)).length
  const free = Math.max(0, rulesAt(governance, epoch).maxVotingSlots - taken)
  const waiting = all.filter(
    (one) => one.state === 'qualified' && epoch >= one.qualifiedEpoch + terms(one).notice,
  )
  // Best supported first, by the part of all power; the sort keeps the order of equal ones.
  const support = (one: ModelProposal) => countSupport(governance, one).supportRau
  waiting.sort((a, b) => {
    const [left, right] = [support(a) * b.totalRau, support(b) * a.totalRau]
    return left === right ? 0 : left > right ? -1 : 1
  })
  const opened = [
    ...waiting.filter((one) => one.short),
    ...waiting.filter((one) => !one.short).slice(0, free),
  ]
  for (const proposal of opened) {
    proposal.openedEpoch = epoch
    proposal.voteEndEpoch = epoch + terms(proposal).voting
    proposal.delegations = governance.delegations[proposal.class].length
    change(state, proposal, 'voting')
  }
}

function isWindowOver(proposal: ModelProposal, epoch: number): boolean {
  return epoch >= proposal.submittedEpoch + proposal.rules[`${proposal.class}SupportWindowEpochs`]
}

const qualify: Step = (state, proposal, epoch) => {
  const { governance } = state
  const { rules, class: kind, revision, content } = proposal
  const seen = proposal.attestations
  const { green, red } = seen.revision === revision ? seen : { ...seen, green: [], red: [] }
  const isUpgrade = content.payload.kind === 'upgrade'
  const seats = state.sets.get(epoch)?.delegates ?? []
  if (isUpgrade && seats.filter((id) => red.includes(id)).length > seats.length / 2) {
    change(state, proposal, 'rejected', 'punished')
    return
  }
  const totalRau = totalPower(governance, epoch, maturityOf(proposal))
  const { supportRau, supporters } = countSupport(governance, proposal)
  const isQualified =
    epoch >= proposal.revisedEpoch + terms(proposal).debate &&
    totalRau > 0n &&
    totalRau >= rules.governanceStartsAtRau &&
    supporters >= rules[`${kind}MinSupporters`] &&
    supportRau * 10_000n >= totalRau * BigInt(rules[`${kind}SupportQuorumBps`]) &&
    (!isUpgrade || (green.length >= rules.minAttestations && green.length >= red.length)) &&
    isPossible(state, epoch, content.payload)
  if (isQualified) {
    proposal.qualifiedEpoch = epoch
    proposal.totalRau = totalRau
    proposal.pastTurnoutBps = governance.turnoutBps[kind]
    change(state, proposal, 'qualified')
  } else if (isWindowOver(proposal, epoch)) {
    change(state, proposal, 'lapsed')
  }
}

const check: Step = (state, proposal, epoch) => {
  const { payload } = proposal.content
  if (isWindowOver(proposal, epoch)) {
    change(state, proposal, 'lapsed')
    return
  }
  if (payload.kind === 'script') return
  const judged = judgePayload(state.governance, epoch, payload)
  const isGood = judged.code === 0 && judged.class === proposal.class
  if (isGood) proposal.short = judged.short
  change(state, proposal, isGood ? 'support' : 'rejected')
}

/** One script is tried at a boundary. */
function checkOldestScript(state: ModelState, epoch: number): void {
  for (const proposal of state.governance.proposals.values()) {
    const { payload } = proposal.content
    if (proposal.state !== 'submitted' || payload.kind !== 'script') continue
    const isGood = isScriptUsable(state, epoch, payload)
    change(state, proposal, isGood ? 'support' : 'rejected')
    return
  }
}

/**
 * Old values come back, all of them or none: not where one is another by now, nor where a later policy
 * that still stands decided about one of them.
 */
function endSunsets({ governance }: ModelState, epoch: number): void {
  for (const enactment of governance.enactments) {
    const { sunsetEpoch, over, sets } = enactment
    if (over || sunsetEpoch === 0 || firstEpochOf(epoch) < sunsetEpoch) continue
    enactment.over = true
    const back = sets.map(({ name, expected, value }) => ({
      name,
      expected: value,
      value: expected,
    }))
    const isDecidedAnew = governance.enactments.some(
      (other) =>
        other !== enactment &&
        !other.over &&
        other.fromEpoch >= enactment.fromEpoch &&
        other.sets.some(({ name }) => sets.some((set) => set.name === name)),
    )
    if (isDecidedAnew || refuseSetsNow(governance, epoch, back) !== 0) continue
    recordSets(governance, firstEpochOf(epoch), back)
  }
}

/** What is due and what was owed, as far as the community fund reaches, the oldest first; accounts that are held wait. */
function payStreams(state: ModelState): void {
  const { governance } = state
  const held = rulesAt(governance, governance.epoch).heldPayees.split(',')
  for (const stream of governance.streams) {
    if (stream.epochsLeft === 0 && stream.owedRau === 0n) continue
    if (held.includes(stream.to)) continue
    if (stream.epochsLeft > 0) {
      stream.epochsLeft--
      stream.owedRau += stream.perEpochRau
    }
    const fundRau = state.unclaimed.get(COMMUNITY) ?? 0n
    const paidRau = stream.owedRau < fundRau ? stream.owedRau : fundRau
    state.unclaimed.set(COMMUNITY, fundRau - paidRau)
    addCoins(state, stream.to, paidRau)
    stream.owedRau -= paidRau
    stream.paidRau += paidRau
  }
}
