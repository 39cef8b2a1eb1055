import { type Address, ZERO_ADDRESS } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { PROTOCOL_ADDRESSES } from '#params/protocol-addresses.ts'
import { PROPOSAL_CLASSES, type ProposalClass } from '#params/proposal-classes.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import { PowerDelegated } from './events.ts'
import { takesSlot } from './lifecycle.ts'
import { groupKey } from './record-keys.ts'
import type { DelegationPoint } from './state.ts'
import {
  BAD_RECIPIENT,
  DELEGATED_TO_SELF,
  DELEGATION_LOOP,
  DELEGATION_UNCHANGED,
  UNKNOWN_CLASS,
} from './status.ts'

/** Steps along which a loop is looked for. Power goes one step only, so that a longer loop does no harm. */
const MAX_LOOP_STEPS = 16

interface DelegateCall {
  readonly class: number
  readonly delegate: Address
}

/**
 * Lets another vote with the sender's power in proposals of a class whose vote opens from now on; the zero address takes it back.
 * Apart from voting for producers of blocks. Power is not passed on: a delegate votes with its own and with what was given to it.
 */
export const delegatePower = defineAction<DelegateCall>({
  signature: 'delegatePower(uint8,address)',
  payable: false,
  decode: (reader) => ({ class: reader.uint8(), delegate: reader.address() }),
  payloadBytes: () => 0,
  execute,
})

function execute(context: ActionContext, args: DelegateCall): Refusal | undefined {
  const { world, sender, epoch } = context
  const kind = PROPOSAL_CLASSES[args.class]
  if (kind === undefined) return refuse(UNKNOWN_CLASS, args.class)
  const delegate = args.delegate === ZERO_ADDRESS ? undefined : args.delegate
  if (delegate === sender) return refuse(DELEGATED_TO_SELF, sender)
  if (delegate !== undefined && PROTOCOL_ADDRESSES.has(delegate)) {
    return refuse(BAD_RECIPIENT, delegate)
  }
  const current = currentDelegate(world, kind, sender)
  if (current === delegate) return refuse(DELEGATION_UNCHANGED, args.delegate)
  if (leadsTo(world, kind, delegate, sender)) return refuse(DELEGATION_LOOP, args.delegate)

  const { delegations, delegationIndex } = world.governance
  const classNumber = PROPOSAL_CLASSES.indexOf(kind)
  const known = delegationIndex.numberOf(kind, sender)
  const number = known ?? delegationIndex.count(kind)
  const key = groupKey(classNumber, number)
  const points = delegations.get(key)?.points ?? []
  delegations.set(key, {
    class: kind,
    delegator: sender,
    points: addPoint(points, { epoch, delegate }, oldestOpening(world)),
  })
  context.emit(PowerDelegated.log(classNumber, sender, args.delegate))
  return undefined
}

/** The points with one more; those before `horizon` that no vote asks for are dropped. */
function addPoint(
  points: readonly DelegationPoint[],
  point: DelegationPoint,
  horizon: number,
): readonly DelegationPoint[] {
  const kept = points.at(-1)?.epoch === point.epoch ? points.slice(0, -1) : points
  let first = 0
  while (first + 1 < kept.length && (kept[first + 1] as DelegationPoint).epoch <= horizon) first++
  return [...kept.slice(first), point]
}

/** The earliest epoch at whose end the delegations of a vote that runs or is counted were fixed; the last one when there is none. */
function oldestOpening(world: World): number {
  let oldest = must(world.epochs.current.get(ONLY), 'the running epoch') - 1
  for (const id of must(world.governance.register.get(ONLY), 'the register').live) {
    const { state, openedEpoch } = must(world.governance.proposals.get(id), 'a proposal')
    if (takesSlot(state) && openedEpoch < oldest) oldest = openedEpoch
  }
  return oldest
}

/** Whom the `number`-th delegation of a class named at the end of `epoch`. */
export function delegationAt(
  world: World,
  kind: ProposalClass,
  number: number,
  epoch: number,
): Address | undefined {
  const key = groupKey(PROPOSAL_CLASSES.indexOf(kind), number)
  const { points } = must(world.governance.delegations.get(key), 'a delegation')
  for (let i = points.length - 1; i >= 0; i--) {
    const point = points[i] as DelegationPoint
    if (point.epoch <= epoch) return point.delegate
  }
  return undefined
}

/** Whom an account delegates to from now on. */
export function currentDelegate(
  world: World,
  kind: ProposalClass,
  delegator: Address,
): Address | undefined {
  const number = world.governance.delegationIndex.numberOf(kind, delegator)
  return number === undefined
    ? undefined
    : delegationAt(world, kind, number, Number.MAX_SAFE_INTEGER)
}

function leadsTo(
  world: World,
  kind: ProposalClass,
  from: Address | undefined,
  target: Address,
): boolean {
  let at = from
  for (let step = 0; at !== undefined && step < MAX_LOOP_STEPS; step++) {
    at = currentDelegate(world, kind, at)
    if (at === target) return true
  }
  return false
}
