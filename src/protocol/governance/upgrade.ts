import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import { equalBytes } from '#base/bytes.ts'
import { type ActionContext, type BlockContext, defineAction } from '../action.ts'
import { findDelegateByManager } from '../delegates/find-delegate.ts'
import { getSet } from '../epochs/epoch.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import { changeState, getRegister } from './change-state.ts'
import { findProposal } from './check-payload.ts'
import { rulesOf } from './class-rules.ts'
import { PreflightAttested, ReadinessSignalled, VersionActivated } from './events.ts'
import { getPayload, isKind } from './get-payload.ts'
import { PROPOSAL_STATES } from './lifecycle.ts'
import type { Attestations, Proposal } from './state.ts'
import {
  ALREADY_ATTESTED,
  ALREADY_SIGNALLED,
  NO_PROPOSAL,
  NOT_CONSENSUS_DELEGATE,
  WRONG_REVISION,
  WRONG_STATE,
} from './status.ts'

interface Attest {
  readonly id: bigint
  readonly root: Uint8Array
  readonly green: boolean
  readonly reportHash: Uint8Array
}

/** Says what came out of rebuilding and trying a software change. By the owner or operator of a consensus delegate, so that k of them are k. */
export const attest = defineAction<Attest>({
  signature: 'attest(uint64,bytes32,bool,bytes32)',
  payable: false,
  decode: (reader) => ({
    id: reader.uint64(),
    root: reader.fixedBytes(32),
    green: reader.bool(),
    reportHash: reader.fixedBytes(32),
  }),
  payloadBytes: () => 0,
  execute: executeAttest,
})

/** Says that the delegate has the new software and would switch. */
export const signalReady = defineAction<{ readonly id: bigint }>({
  signature: 'signalReady(uint64)',
  payable: false,
  decode: (reader) => ({ id: reader.uint64() }),
  payloadBytes: () => 0,
  execute: executeSignal,
})

function executeAttest(context: ActionContext, args: Attest): Refusal | undefined {
  const { world, sender } = context
  const proposal = findUpgrade(world, args.id, ['submitted', 'support'])
  if ('status' in proposal) return proposal
  const { id, revision } = proposal
  if (!equalBytes(proposal.root, args.root)) return refuse(WRONG_REVISION, id, proposal.root)
  const delegate = findSeated(context)
  if (delegate === undefined) return refuse(NOT_CONSENSUS_DELEGATE, sender)
  const known = world.governance.attestations.get(id)
  const current = known?.revision === revision ? known : { revision, green: [], red: [] }
  const [same, other] = args.green ? [current.green, current.red] : [current.red, current.green]
  if (same.includes(delegate)) return refuse(ALREADY_ATTESTED, id)
  const added = [...same, delegate]
  const rest = other.filter((one) => one !== delegate)
  world.governance.attestations.set(id, {
    revision,
    green: args.green ? added : rest,
    red: args.green ? rest : added,
  })
  context.emit(PreflightAttested.log(id, delegate, revision, args.green, args.reportHash))
  return undefined
}

function executeSignal(context: ActionContext, args: { readonly id: bigint }): Refusal | undefined {
  const { world, sender } = context
  const proposal = findUpgrade(world, args.id, ['timelocked', 'signalling'])
  if ('status' in proposal) return proposal
  const delegate = findSeated(context)
  if (delegate === undefined) return refuse(NOT_CONSENSUS_DELEGATE, sender)
  const ready = world.governance.readiness.get(proposal.id) ?? []
  if (ready.includes(delegate)) return refuse(ALREADY_SIGNALLED, proposal.id)
  world.governance.readiness.set(proposal.id, ready.concat(delegate))
  context.emit(ReadinessSignalled.log(proposal.id, delegate))
  return undefined
}

function findUpgrade(
  world: World,
  id: bigint,
  states: readonly Proposal['state'][],
): Proposal | Refusal {
  const proposal = findProposal(world, id)
  if (proposal === undefined) return refuse(NO_PROPOSAL, id)
  const { state, kind } = proposal
  if (kind !== 'upgrade' || !states.includes(state)) {
    return refuse(WRONG_STATE, id, PROPOSAL_STATES.indexOf(state))
  }
  return proposal
}

/** The sender's delegate when it is one of the running epoch's consensus delegates. */
function findSeated({ world, sender, epoch }: ActionContext): Address | undefined {
  const delegate = findDelegateByManager(world, sender)
  if (delegate === undefined) return undefined
  const { seats } = getSet(world, epoch)
  return seats.some((seat) => seat.delegate === delegate.id) ? delegate.id : undefined
}

const NONE: Pick<Attestations, 'green' | 'red'> = { green: [], red: [] }

/** Identities of the delegates that attested the current revision. */
function attestationsOf(world: World, { id, revision }: Proposal): typeof NONE {
  const known = world.governance.attestations.get(id)
  return known?.revision === revision ? known : NONE
}

/** Enough found a software change good, and not more found it bad. What is no software change needs nobody. */
export function isAttestedGreen(world: World, proposal: Proposal): boolean {
  if (proposal.kind !== 'upgrade') return true
  const { green, red } = attestationsOf(world, proposal)
  return green.length >= Math.max(red.length, rulesOf(world, proposal).minAttestations)
}

/**
 * More than half of the running epoch's consensus delegates found it bad. Fewer can only delay it, until as many find it good:
 * with less than a half some few could stop every change, and take its deposit.
 */
export function isAttestedRed({ world, epoch }: BlockContext, proposal: Proposal): boolean {
  if (proposal.kind !== 'upgrade') return false
  const { red } = attestationsOf(world, proposal)
  const { seats } = getSet(world, epoch)
  return seats.filter((seat) => red.includes(seat.delegate)).length * 2 > seats.length
}

/** Locks a software change in when enough of the delegates of the epoch to come are ready, and gives up when the time is over. */
export function countReady(context: BlockContext, proposal: Proposal): void {
  const { world, epoch } = context
  const rules = rulesOf(world, proposal)
  const ready = new Set(world.governance.readiness.get(proposal.id))
  const { seats } = getSet(world, epoch + 1)
  const count = seats.filter((seat) => ready.has(seat.delegate)).length
  if (count * 10_000 >= seats.length * rules.readinessBps) {
    const { activationEpochs } = upgradeOf(world, proposal)
    const dueEpoch = epoch + 1 + activationEpochs
    changeState(context, { ...proposal, dueEpoch }, 'locked-in', 'ready-delegates')
  } else if (epoch >= proposal.timelockEndEpoch + rules.readinessEpochs) {
    changeState(context, proposal, 'timed-out', 'not-ready')
  }
}

/** At the last block before its epoch the new version becomes the one that the chain asks for. */
export function activate(context: BlockContext, proposal: Proposal): void {
  const { world, epoch } = context
  if (epoch + 1 < proposal.dueEpoch) return
  const { version, bundleRoot } = upgradeOf(world, proposal)
  const fromEpoch = epoch + 1
  world.governance.versions.set(version, { version, proposal: proposal.id, bundleRoot, fromEpoch })
  world.governance.register.set(ONLY, { ...getRegister(world), version })
  context.emit(VersionActivated.log(proposal.id, version, bundleRoot, fromEpoch))
  changeState(context, proposal, 'actioned', 'activation-epoch')
}

function upgradeOf(world: World, proposal: Proposal) {
  assert(isKind(proposal, 'upgrade'), 'a software change carries one')
  return getPayload(world, proposal)
}
