import type { AbiReader } from '#base/abi/abi-reader.ts'
import type { Address } from '#base/address.ts'
import { concatBytes, equalBytes, u64ToBytes, utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { PROPOSAL_CLASSES, type ProposalClass } from '#params/proposal-classes.ts'
import type { Rules } from '#params/rule-table.ts'
import { getBalanceRau, moveCoins } from '../accounts/balance.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { ONLY } from '../store.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import type { World } from '../world.ts'
import { changeState, emitChange, getRegister, liveProposals } from './change-state.ts'
import { checkPayload, findProposal, isRefused, type PayloadFacts } from './check-payload.ts'
import { classRule, rulesOf } from './class-rules.ts'
import { ProposalRevised } from './events.ts'
import { isSearching, isUndecided, PROPOSAL_STATES } from './lifecycle.ts'
import { decodePayload, type Payload, PAYLOAD_LIMITS } from './payload.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'
import type { Proposal, Tally } from './state.ts'
import {
  COOLING_DOWN,
  DEPOSIT_TOO_SMALL,
  NO_PROPOSAL,
  NOT_ENOUGH_FOR_DEPOSIT,
  NOT_PROPOSER,
  TEXT_TOO_LONG,
  TITLE_LENGTH,
  TOO_MANY_LIVE,
  TOO_MANY_OF_PROPOSER,
  UNKNOWN_KIND,
  WRONG_CLASS,
  WRONG_STATE,
} from './status.ts'

const MAX_TITLE_BYTES = 80
/** What is read at all; the rule `maxTextBytes` is lower. */
const MAX_TEXT_ARGUMENT_BYTES = 65_536

const NO_TALLY: Tally = {
  supportRau: 0n,
  supporters: 0,
  editorialRau: 0n,
  editorialSupporters: 0,
  supports: 0,
  yesRau: 0n,
  noRau: 0n,
  abstainRau: 0n,
  ballots: 0,
  delegations: 0,
  delegationsDone: 0,
  counted: 0,
  countedYesRau: 0n,
  countedNoRau: 0n,
  countedAbstainRau: 0n,
  lateFlip: false,
}

interface Content {
  readonly title: string
  readonly text: string
  readonly payload: Payload
  /** The payload as it came, which is its one encoding. */
  readonly bytes: Uint8Array
}

/** As a caller gives it: without a payload when the kind is none of ours. */
type GivenContent = Omit<Content, 'payload'> & {
  readonly kind: number
  readonly payload: Payload | undefined
}

function readContent(reader: AbiReader): GivenContent {
  const kind = reader.uint8()
  const name = PAYLOAD_KINDS[kind]
  const title = reader.string(MAX_TITLE_BYTES + 1)
  const text = reader.string(MAX_TEXT_ARGUMENT_BYTES)
  const bytes = reader.bytes(PAYLOAD_LIMITS.bytes)
  const payload = name === undefined ? undefined : decodePayload(name, bytes)
  return { kind, title, text, payload, bytes }
}

function isKnown<T extends GivenContent>(content: T): content is T & Content {
  return content.payload !== undefined
}

/** Title, text and payload, whether it can be read or not: it takes room in the block. */
function countBytes({ title, text, bytes }: GivenContent): number {
  return utf8ToBytes(title).length + utf8ToBytes(text).length + bytes.length
}

/** Puts a proposal on chain. The deposit is taken from the value of the transaction; what is sent beyond it stays with the sender. */
export const propose = defineAction<GivenContent>({
  signature: 'propose(uint8,string,string,bytes)',
  payable: true,
  decode: readContent,
  payloadBytes: countBytes,
  execute: (context, args) =>
    isKnown(args) ? executePropose(context, args) : refuse(UNKNOWN_KIND, args.kind),
})

/**
 * Replaces title, text and payload of a proposal that looks for support, by its proposer. A new payload drops all support, a new text
 * keeps that of whoever agreed to editorial changes. Kind and class stay, and with them deposit and terms.
 */
export const revise = defineAction<GivenContent & { readonly id: bigint }>({
  signature: 'revise(uint64,uint8,string,string,bytes)',
  payable: false,
  decode: (reader) => ({ id: reader.uint64(), ...readContent(reader) }),
  payloadBytes: countBytes,
  execute: (context, args) =>
    isKnown(args) ? executeRevise(context, args) : refuse(UNKNOWN_KIND, args.kind),
})

/** Takes a proposal back, by its proposer, as long as it has not qualified. */
export const withdraw = defineAction<{ readonly id: bigint }>({
  signature: 'withdraw(uint64)',
  payable: false,
  decode: (reader) => ({ id: reader.uint64() }),
  payloadBytes: () => 0,
  execute: (context, args) => {
    const proposal = findOwn(context, args.id)
    if ('status' in proposal) return proposal
    changeState(context, proposal, 'withdrawn', 'withdrawn-by-proposer')
    return undefined
  },
})

function executePropose(context: ActionContext, content: Content): Refusal | undefined {
  const { world, rules, epoch, sender, valueRau } = context
  const facts = checkContent(world, rules, epoch, content)
  if (isRefused(facts)) return facts
  const payloadHash = hashPayload(content)
  const fault = checkCooldown(world, epoch, payloadHash) ?? checkRoom(world, rules, sender)
  if (fault !== undefined) return fault
  const depositRau = getDepositRau(world, rules, facts.class)
  if (valueRau < depositRau) return refuse(DEPOSIT_TOO_SMALL, valueRau, depositRau)
  const balanceRau = getBalanceRau(world.accounts, sender)
  if (balanceRau < depositRau) return refuse(NOT_ENOUGH_FOR_DEPOSIT, depositRau, balanceRau)

  moveCoins(world.accounts, sender, GOVERNANCE_ADDRESS, depositRau)
  const register = getRegister(world)
  const id = register.nextId
  world.governance.register.set(ONLY, {
    ...register,
    nextId: id + 1,
    live: [...register.live, id],
  })
  const proposal: Proposal = {
    id,
    proposer: sender,
    class: facts.class,
    kind: content.payload.kind,
    short: facts.short,
    state: 'submitted',
    title: content.title,
    ...hashContent(id, 1, content, payloadHash),
    revision: 1,
    payloadRevision: 1,
    depositRau,
    submittedEpoch: epoch,
    revisedEpoch: epoch,
    qualifiedEpoch: 0,
    maturityEpochs: classRule(rules, facts.class, 'MaturityEpochs'),
    totalRau: 0n,
    pastTurnoutBps: 0,
    openedEpoch: 0,
    voteEndEpoch: 0,
    extendedEpochs: 0,
    confirmedEpoch: 0,
    timelockEndEpoch: 0,
    dueEpoch: 0,
    changedEpoch: epoch,
    overdue: false,
  }
  world.governance.proposals.set(id, proposal)
  world.governance.tallies.set(id, NO_TALLY)
  world.governance.payloads.set(id, content.bytes)
  emitContent(context, proposal)
  emitChange(context, id, 'none', 'submitted', 'submitted')
  return undefined
}

function executeRevise(
  context: ActionContext,
  content: Content & { readonly id: bigint },
): Refusal | undefined {
  const { world, epoch } = context
  const proposal = findOwn(context, content.id)
  if ('status' in proposal) return proposal
  const { id } = proposal
  if (proposal.state !== 'support') {
    return refuse(WRONG_STATE, id, PROPOSAL_STATES.indexOf(proposal.state))
  }
  const facts = checkContent(world, rulesOf(world, proposal), epoch, content)
  if (isRefused(facts)) return facts
  if (content.payload.kind !== proposal.kind || facts.class !== proposal.class) {
    return refuse(WRONG_CLASS, id, PROPOSAL_CLASSES.indexOf(facts.class))
  }
  const payloadHash = hashPayload(content)
  const isEditorial = equalBytes(payloadHash, proposal.payloadHash)
  const fault = isEditorial ? undefined : checkCooldown(world, epoch, payloadHash)
  if (fault !== undefined) return fault
  const revision = proposal.revision + 1
  const revised: Proposal = {
    ...proposal,
    short: facts.short,
    title: content.title,
    ...hashContent(id, revision, content, payloadHash),
    revision,
    payloadRevision: isEditorial ? proposal.payloadRevision : revision,
    revisedEpoch: epoch,
  }
  const tally = world.governance.tallies.get(id) ?? NO_TALLY
  world.governance.tallies.set(id, {
    ...tally,
    supportRau: isEditorial ? tally.editorialRau : 0n,
    supporters: isEditorial ? tally.editorialSupporters : 0,
    editorialRau: isEditorial ? tally.editorialRau : 0n,
    editorialSupporters: isEditorial ? tally.editorialSupporters : 0,
  })
  world.governance.payloads.set(id, content.bytes)
  changeState(context, revised, 'submitted', 'revised')
  emitContent(context, revised)
  return undefined
}

/** The sender's own proposal that may still be changed or taken back. */
function findOwn({ world, sender }: ActionContext, id: bigint): Proposal | Refusal {
  const proposal = findProposal(world, id)
  if (proposal === undefined) return refuse(NO_PROPOSAL, id)
  if (proposal.proposer !== sender) return refuse(NOT_PROPOSER, id, proposal.proposer)
  const { state } = proposal
  if (!isSearching(state)) {
    return refuse(WRONG_STATE, id, PROPOSAL_STATES.indexOf(state))
  }
  return proposal
}

function checkContent(
  world: World,
  rules: Rules,
  epoch: number,
  { title, text, payload }: Content,
): Refusal | PayloadFacts {
  const titleBytes = utf8ToBytes(title).length
  if (titleBytes < 1 || titleBytes > MAX_TITLE_BYTES) {
    return refuse(TITLE_LENGTH, titleBytes, MAX_TITLE_BYTES)
  }
  const textBytes = utf8ToBytes(text).length
  if (textBytes > rules.maxTextBytes) return refuse(TEXT_TOO_LONG, textBytes, rules.maxTextBytes)
  return checkPayload(world, epoch, payload)
}

function hashPayload({ payload, bytes }: Content): Uint8Array {
  const kind = new Uint8Array([PAYLOAD_KINDS.indexOf(payload.kind)])
  return keccak256(concatBytes(kind, bytes))
}

function hashContent(id: number, revision: number, content: Content, payloadHash: Uint8Array) {
  const textHash = keccak256(utf8ToBytes(content.text))
  const titleHash = keccak256(utf8ToBytes(content.title))
  const root = keccak256(
    concatBytes(u64ToBytes(id), u64ToBytes(revision), titleHash, textHash, payloadHash),
  )
  return { textHash, payloadHash, root }
}

function checkCooldown(world: World, epoch: number, payloadHash: Uint8Array): Refusal | undefined {
  const until = world.governance.cooldowns.get(toHex(payloadHash))
  return until === undefined || until <= epoch ? undefined : refuse(COOLING_DOWN, until)
}

function checkRoom(world: World, rules: Rules, sender: Address): Refusal | undefined {
  const undecided = liveProposals(world).filter((one) => isUndecided(one.state))
  if (undecided.length >= rules.maxLiveProposals) {
    return refuse(TOO_MANY_LIVE, rules.maxLiveProposals)
  }
  const own = undecided.filter((one) => one.proposer === sender).length
  const most = rules.maxLivePerProposer
  return own >= most ? refuse(TOO_MANY_OF_PROPOSER, most) : undefined
}

/** Most steps of the throttle: 1.5^20 is 3,325. */
const MAX_THROTTLE_STEPS = 20

/** The deposit that is asked for now: half as much again for each undecided proposal above the target. Rounded down. */
export function getDepositRau(world: World, rules: Rules, kind: ProposalClass): bigint {
  const undecided = liveProposals(world).filter((one) => isUndecided(one.state)).length
  const above = Math.min(Math.max(0, undecided - rules.depositThrottleTarget), MAX_THROTTLE_STEPS)
  const baseRau = classRule(rules, kind, 'DepositRau')
  return (baseRau * 3n ** BigInt(above)) / 2n ** BigInt(above)
}

function emitContent(context: ActionContext, proposal: Proposal): void {
  context.emit(
    ProposalRevised.log(
      proposal.id,
      proposal.proposer,
      proposal.revision,
      PROPOSAL_CLASSES.indexOf(proposal.class),
      PAYLOAD_KINDS.indexOf(proposal.kind),
      proposal.short,
      proposal.root,
      proposal.textHash,
      proposal.payloadHash,
      proposal.title,
      proposal.depositRau,
    ),
  )
}
