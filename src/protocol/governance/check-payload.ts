import { must } from '#base/assert.ts'
import { coins } from '#base/integers.ts'
import { type Address, ZERO_ADDRESS } from '#base/address.ts'
import { PROTOCOL_ADDRESSES } from '#params/protocol-addresses.ts'
import { PROPOSAL_CLASSES, type ProposalClass } from '#params/proposal-classes.ts'
import { type Refusal, refuse } from '../outcome.ts'
import type { World } from '../world.ts'
import { checkScript } from './check-script.ts'
import { isStoppable, isTerminal, PROPOSAL_STATES } from './lifecycle.ts'
import type { Payload, Payment } from './payload.ts'
import { isShortWay } from './short-way.ts'
import { checkSets, checkSetsNow, ruleClassOf } from './rule-changes.ts'
import type { Proposal } from './state.ts'
import {
  AMOUNT_OUT_OF_BOUNDS,
  BAD_RECIPIENT,
  EMPTY_PAYLOAD,
  NO_PROPOSAL,
  NOT_STOPPABLE,
  WRONG_VERSION,
} from './status.ts'
import { getVersion } from './software-version.ts'

/** What follows from a payload, and nobody can choose. */
export interface PayloadFacts {
  readonly class: ProposalClass
  /** Debate, vote and timelock are the short ones. */
  readonly short: boolean
}

const MAX_DUE_EPOCHS = 10_000
const MAX_PAYMENT_EPOCHS = 10_000
const MAX_ACTIVATION_EPOCHS = 1_000
const MAX_PAYMENT_RAU = coins(1_000_000_000)
const MAX_BUNDLE_BYTES = 268_435_456n

/**
 * Checks a payload against the state at the end of `epoch`, as it is at submission, at qualification, when it is queued and when it
 * is put into action.
 */
export function checkPayload(
  world: World,
  epoch: number,
  payload: Payload,
): Refusal | PayloadFacts {
  switch (payload.kind) {
    case 'directive':
      return (
        checkRecipient(payload.assignee) ??
        checkCount(payload.dueEpochs, MAX_DUE_EPOCHS) ?? { class: 'directive', short: false }
      )
    case 'policy':
      return (
        checkSets(payload.sets) ??
        checkSetsNow(world, epoch, payload.sets) ?? {
          class: strictest(payload.sets.map((set) => ruleClassOf(set.name))),
          short: isShortWay(world, epoch, payload),
        }
      )
    case 'treasury':
      return checkPayments(payload.payments) ?? { class: 'policy', short: false }
    case 'upgrade':
      return checkUpgrade(world, payload) ?? { class: 'technical', short: false }
    case 'script':
      return checkScript(payload) ?? { class: 'technical', short: false }
    case 'cancel':
      return checkCancel(world, payload.proposal)
  }
}

function strictest(classes: readonly ProposalClass[]): ProposalClass {
  let place = 0
  for (const one of classes) place = Math.max(place, PROPOSAL_CLASSES.indexOf(one))
  return must(PROPOSAL_CLASSES[place], 'a class')
}

function checkCount(count: number, most: number): Refusal | undefined {
  return count < 1 || count > most ? refuse(AMOUNT_OUT_OF_BOUNDS, count, most) : undefined
}

function checkRecipient(address: Address): Refusal | undefined {
  const isLost = address === ZERO_ADDRESS || PROTOCOL_ADDRESSES.has(address)
  return isLost ? refuse(BAD_RECIPIENT, address) : undefined
}

function checkPayments(payments: readonly Payment[]): Refusal | undefined {
  if (payments.length === 0) return refuse(EMPTY_PAYLOAD)
  for (const { to, perEpochRau, epochs } of payments) {
    const fault = checkRecipient(to) ?? checkCount(epochs, MAX_PAYMENT_EPOCHS)
    if (fault !== undefined) return fault
    if (perEpochRau === 0n || perEpochRau > MAX_PAYMENT_RAU) {
      return refuse(AMOUNT_OUT_OF_BOUNDS, perEpochRau, MAX_PAYMENT_RAU)
    }
  }
  return undefined
}

function checkUpgrade(
  world: World,
  payload: Extract<Payload, { kind: 'upgrade' }>,
): Refusal | undefined {
  const { version } = getVersion(world)
  if (payload.version !== version + 1) return refuse(WRONG_VERSION, payload.version, version + 1)
  if (payload.name.length === 0 || payload.artifacts.length === 0) return refuse(EMPTY_PAYLOAD)
  if (payload.bundleBytes === 0n || payload.bundleBytes > MAX_BUNDLE_BYTES) {
    return refuse(AMOUNT_OUT_OF_BOUNDS, payload.bundleBytes, MAX_BUNDLE_BYTES)
  }
  return checkCount(payload.activationEpochs, MAX_ACTIVATION_EPOCHS)
}

/** A counter-vote has the class of what it stops and goes the short way, or it would always come too late. */
function checkCancel(world: World, id: bigint): Refusal | PayloadFacts {
  const target = findProposal(world, id)
  if (target === undefined) return refuse(NO_PROPOSAL, id)
  if (!canBeCancelled(target)) {
    return refuse(NOT_STOPPABLE, id, PROPOSAL_STATES.indexOf(target.state))
  }
  return { class: target.class, short: true }
}

/** Confirmed and not put into action yet; a directive as long as it is not done. */
export function canBeCancelled({ state }: Proposal): boolean {
  if (isTerminal(state)) return false
  return (
    isStoppable(state) ||
    state === 'confirmed' ||
    state === 'assigned' ||
    state === 'in-progress' ||
    state === 'review'
  )
}

/** The proposal of a number that a caller gave. */
export function findProposal(world: World, id: bigint): Proposal | undefined {
  if (id > 0xffff_ffffn) return undefined
  return world.governance.proposals.get(Number(id & 0xffff_ffffn))
}

export function isRefused(answer: Refusal | PayloadFacts): answer is Refusal {
  return 'status' in answer
}
