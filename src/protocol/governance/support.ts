import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { equalBytes } from '#base/bytes.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import type { World } from '../world.ts'
import { findProposal } from './check-payload.ts'
import { ProposalSupported, SupportWithdrawn } from './events.ts'
import { isSearching, PROPOSAL_STATES } from './lifecycle.ts'
import { getAgedPower } from './power.ts'
import { groupKey } from './record-keys.ts'
import type { Proposal, Support, Tally } from './state.ts'
import {
  ALREADY_SUPPORTED,
  NO_POWER,
  NO_PROPOSAL,
  NOT_SUPPORTED,
  WRONG_REVISION,
  WRONG_STATE,
} from './status.ts'

interface SupportCall {
  readonly id: bigint
  readonly root: Uint8Array
  readonly editorial: boolean
}

/** Supports a revision, named by its root. `editorial` lets the support stand when a later revision changes the text alone. */
export const support = defineAction<SupportCall>({
  signature: 'support(uint64,bytes32,bool)',
  payable: false,
  decode: (reader) => ({
    id: reader.uint64(),
    root: reader.fixedBytes(32),
    editorial: reader.bool(),
  }),
  payloadBytes: () => 0,
  execute: executeSupport,
})

/** Takes a support back, until the proposal has qualified. */
export const unsupport = defineAction<{ readonly id: bigint }>({
  signature: 'unsupport(uint64)',
  payable: false,
  decode: (reader) => ({ id: reader.uint64() }),
  payloadBytes: () => 0,
  execute: executeUnsupport,
})

function executeSupport(context: ActionContext, args: SupportCall): Refusal | undefined {
  const { world, sender } = context
  const proposal = findProposal(world, args.id)
  if (proposal === undefined) return refuse(NO_PROPOSAL, args.id)
  const { id, state } = proposal
  if (state !== 'support') return refuse(WRONG_STATE, id, PROPOSAL_STATES.indexOf(state))
  if (!equalBytes(proposal.root, args.root)) return refuse(WRONG_REVISION, id, proposal.root)
  const powerRau = supportPower(context, proposal)
  if (powerRau === 0n) return refuse(NO_POWER, sender)
  const { supports, supportIndex, tallies } = world.governance
  const tally = must(tallies.get(id), 'a tally')
  const known = supportIndex.numberOf(id, sender)
  const before = known === undefined ? undefined : supports.get(groupKey(id, known))
  const after: Support = {
    account: sender,
    revision: proposal.revision,
    payloadRevision: proposal.payloadRevision,
    editorial: args.editorial,
  }
  if (before !== undefined && isCounted(before, proposal) && before.editorial === args.editorial) {
    return refuse(ALREADY_SUPPORTED, id)
  }
  const without =
    before === undefined ? tally : addSupport(tally, before, proposal, { powerRau, sign: -1 })
  const number = known ?? tally.supports
  supports.set(groupKey(id, number), after)
  tallies.set(id, {
    ...addSupport(without, after, proposal, { powerRau, sign: 1 }),
    supports: known === undefined ? tally.supports + 1 : tally.supports,
  })
  context.emit(ProposalSupported.log(id, sender, proposal.revision, args.editorial, powerRau))
  return undefined
}

function executeUnsupport(
  context: ActionContext,
  args: { readonly id: bigint },
): Refusal | undefined {
  const { world, sender } = context
  const proposal = findProposal(world, args.id)
  if (proposal === undefined) return refuse(NO_PROPOSAL, args.id)
  const { id, state } = proposal
  if (!isSearching(state)) {
    return refuse(WRONG_STATE, id, PROPOSAL_STATES.indexOf(state))
  }
  const { supports, supportIndex, tallies } = world.governance
  const number = supportIndex.numberOf(id, sender)
  const before = number === undefined ? undefined : supports.get(groupKey(id, number))
  if (number === undefined || before === undefined) return refuse(NOT_SUPPORTED, id)
  const tally = must(tallies.get(id), 'a tally')
  const powerRau = supportPower(context, proposal)
  tallies.set(id, addSupport(tally, before, proposal, { powerRau, sign: -1 }))
  supports.delete(groupKey(id, number))
  context.emit(SupportWithdrawn.log(id, sender))
  return undefined
}

/** Whether a support counts for the content as it is now. */
export function isCounted(one: Support, proposal: Proposal): boolean {
  return one.editorial
    ? one.payloadRevision === proposal.payloadRevision
    : one.revision === proposal.revision
}

/** The power with which the sender supports: as of the boundary that was last, so that each boundary can add what changed. */
function supportPower({ world, epoch, sender }: ActionContext, proposal: Proposal): bigint {
  return getAgedPower(world, sender, epoch - 1, proposal.maturityEpochs)
}

/** The tally with one support more, or less. One that does not count changes nothing, and one without power is no supporter. */
function addSupport(
  tally: Tally,
  one: Support,
  proposal: Proposal,
  { powerRau, sign }: { readonly powerRau: bigint; readonly sign: 1 | -1 },
): Tally {
  if (!isCounted(one, proposal)) return tally
  const addedRau = sign === 1 ? powerRau : -powerRau
  return changeSupport(tally, one.editorial, addedRau, powerRau === 0n ? 0 : sign)
}

function changeSupport(
  tally: Tally,
  isEditorial: boolean,
  addedRau: bigint,
  added: 1 | 0 | -1,
): Tally {
  const { supportRau, supporters, editorialRau, editorialSupporters } = tally
  const sums = { supportRau: supportRau + addedRau, supporters: supporters + added }
  if (!isEditorial) return { ...tally, ...sums }
  return {
    ...tally,
    ...sums,
    editorialRau: editorialRau + addedRau,
    editorialSupporters: editorialSupporters + added,
  }
}

/**
 * The aged power of an account changed with the boundary: of the proposals that look for support (`searching`, all of one maturity),
 * those that it supports move along. Who has no power left is no supporter, or one stake could be passed on from account to account
 * until there are enough of them. PERF: what the account supported long ago is not looked at.
 */
export function moveSupport(
  world: World,
  searching: readonly Proposal[],
  account: Address,
  { beforeRau, afterRau }: { readonly beforeRau: bigint; readonly afterRau: bigint },
): void {
  const isSupporter = afterRau > 0n
  const added = isSupporter === beforeRau > 0n ? 0 : isSupporter ? 1 : -1
  const { supports, supportIndex, tallies } = world.governance
  for (const proposal of searching) {
    const { id } = proposal
    const number = supportIndex.numberOf(id, account)
    if (number === undefined) continue
    const one = must(supports.get(groupKey(id, number)), 'a support')
    if (!isCounted(one, proposal)) continue
    const tally = must(tallies.get(id), 'a tally')
    tallies.set(id, changeSupport(tally, one.editorial, afterRau - beforeRau, added))
  }
}
