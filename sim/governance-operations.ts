import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import type { Address } from '#base/address.ts'
import { concatBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { getDelegate } from '#protocol/delegates/find-delegate.ts'
import { getSet } from '#protocol/epochs/epoch.ts'
import { getPayload } from '#protocol/governance/get-payload.ts'
import { decodePayload, encodePayload, type Payload } from '#protocol/governance/payload.ts'
import { PAYLOAD_KINDS } from '#protocol/governance/payload-kinds.ts'
import type { Proposal } from '#protocol/governance/state.ts'
import { getRules } from '#protocol/params/rules.ts'
import { GOVERNANCE_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import {
  type Chance,
  type Expected,
  type Maker,
  type Operation,
  pickHolder,
  ZERO,
} from './operation.ts'
import {
  epochOf,
  makePayload,
  hasAny,
  NOBODY,
  pickPayload,
  pickProposal,
  pickVoter,
} from './proposal-chances.ts'
import { simAddress } from './sim-keys.ts'

/** More than any of these calls takes. */
const GAS_LIMIT = 600_000

/** A call at the address of governance. */
export function governanceCall(
  sender: Address,
  signature: string,
  values: readonly AbiValue[],
  expected: Expected,
  valueRau = 0n,
): Operation {
  const name = signature.slice(0, signature.indexOf('('))
  const data = encodeCall(signature, values)
  return { name, sender, to: GOVERNANCE_ADDRESS, valueRau, data, expected, gasLimit: GAS_LIMIT }
}

const TEXTS = ['Because.', 'Because it is better for all.', '', 'x'.repeat(201)]

function makeContent(chance: Chance, wanted: Payload) {
  const { random } = chance
  const bytes = encodePayload(wanted)
  // In the order of its encoding, which is the order in which it is looked at.
  const payload = decodePayload(wanted.kind, bytes)
  const number = PAYLOAD_KINDS.indexOf(payload.kind)
  const title = random.oneIn(40)
    ? random.pick(['', `${'é'.repeat(40)}x`, 'x'.repeat(81)])
    : `Proposal ${random.below(3)}`
  const text = random.oneIn(10) ? random.pick(TEXTS) : 'Because.'
  const payloadHash = toHex(keccak256(concatBytes(Uint8Array.of(number), bytes)))
  return {
    values: [number, title, text, bytes] as const,
    content: { title, text, payload, payloadHash },
    payloadBytes: Buffer.from(title).length + Buffer.from(text).length + bytes.length,
  }
}

export const propose: Maker = (chance) => {
  const { random } = chance
  const { values, content, payloadBytes } = makeContent(chance, pickPayload(chance))
  const valueRau = random.oneIn(20) ? coins(random.below(60)) : coins(3_000)
  return governanceCall(
    pickHolder(chance),
    'propose(uint8,string,string,bytes)',
    values,
    { kind: 'propose', valueRau, ...content, payloadBytes },
    valueRau,
  )
}

/** Mostly something else as long as there is nothing of the kind to be done. */
function onlyWith(states: readonly string[], make: Maker): Maker {
  return (chance) =>
    hasAny(chance, states) || chance.random.oneIn(12) ? make(chance) : support(chance)
}

function idOf(proposal: Proposal | undefined, { random }: Chance): number {
  return proposal?.id ?? random.pick([0, 999, 2 ** 40])
}

export const revise: Maker = (chance) => {
  const { random, world } = chance
  const proposal = pickProposal(chance, ['support'])
  const isEditorial = proposal !== undefined && !random.oneIn(3)
  const payload = isEditorial
    ? getPayload(world, proposal)
    : makePayload(chance, proposal === undefined || random.oneIn(8) ? 'treasury' : proposal.kind)
  const { values, content, payloadBytes } = makeContent(chance, payload)
  const id = idOf(proposal, chance)
  return governanceCall(
    proposal === undefined || random.oneIn(10) ? pickHolder(chance) : proposal.proposer,
    'revise(uint64,uint8,string,string,bytes)',
    [id, ...values],
    { kind: 'revise', id: BigInt(id), ...content, payloadBytes },
  )
}

export const withdraw: Maker = (chance) => {
  const proposal = pickProposal(chance, ['submitted', 'support'])
  const id = idOf(proposal, chance)
  const sender =
    proposal === undefined || chance.random.oneIn(6) ? pickHolder(chance) : proposal.proposer
  return governanceCall(sender, 'withdraw(uint64)', [id], { kind: 'withdraw', id: BigInt(id) })
}

/** Mostly the root of the proposal as it is. */
function rootOf(proposal: Proposal | undefined, { random }: Chance): Uint8Array {
  return proposal === undefined || random.oneIn(30) ? new Uint8Array(32).fill(5) : proposal.root
}

export const support: Maker = (chance) => {
  const proposal = pickProposal(chance, ['support'])
  const id = idOf(proposal, chance)
  const root = rootOf(proposal, chance)
  const editorial = chance.random.oneIn(2)
  return governanceCall(pickVoter(chance), 'support(uint64,bytes32,bool)', [id, root, editorial], {
    kind: 'support',
    id: BigInt(id),
    root: toHex(root),
    editorial,
  })
}

export const unsupport: Maker = (chance) => {
  const { random, world } = chance
  const proposal = pickProposal(chance, ['support', 'submitted'])
  const id = idOf(proposal, chance)
  const supporters: Address[] = []
  world.governance.supports.each((_, one) => {
    supporters.push(one.account)
  })
  const sender =
    supporters.length === 0 || random.oneIn(3) ? pickVoter(chance) : random.pick(supporters)
  return governanceCall(sender, 'unsupport(uint64)', [id], { kind: 'unsupport', id: BigInt(id) })
}

export const delegatePower: Maker = (chance) => {
  const { random } = chance
  const kind = random.oneIn(40) ? 4 : random.below(4)
  const sender = pickVoter(chance)
  const delegate = random.oneIn(8)
    ? random.pick([ZERO, sender, STAKING_ADDRESS, NOBODY])
    : simAddress(`owner ${random.below(6)}`)
  return governanceCall(sender, 'delegatePower(uint8,address)', [kind, delegate], {
    kind: 'delegatePower',
    class: kind,
    delegate,
  })
}

/** Mostly the owner or operator of a delegate that sits in the running epoch. */
function pickSeated(chance: Chance): Address {
  const { random, world } = chance
  if (random.oneIn(10)) return pickHolder(chance)
  const { seats } = getSet(world, epochOf(chance))
  const { owner, operator } = getDelegate(world, random.pick(seats).delegate)
  return random.oneIn(4) ? operator : owner
}

export const attest: Maker = (chance) => {
  const { random } = chance
  const isUpgrade = (one: Proposal): boolean => one.kind === 'upgrade'
  const proposal = pickProposal(chance, ['submitted', 'support'], isUpgrade)
  const id = idOf(proposal, chance)
  const root = rootOf(proposal, chance)
  const green = proposal?.id === undefined || proposal.id % 4 !== 0 || random.oneIn(3)
  return governanceCall(
    pickSeated(chance),
    'attest(uint64,bytes32,bool,bytes32)',
    [id, root, green, new Uint8Array(32)],
    { kind: 'attest', id: BigInt(id), root: toHex(root), green },
  )
}

export const signalReady: Maker = onlyWith(['timelocked', 'signalling'], (chance) => {
  const isUpgrade = (one: Proposal): boolean => one.kind === 'upgrade'
  // With an even number many are ready, else hardly anybody is.
  const isWanted = (one: Proposal): boolean =>
    isUpgrade(one) && (one.id % 3 !== 0 || chance.random.oneIn(12))
  const id = idOf(pickProposal(chance, ['timelocked', 'signalling'], isWanted), chance)
  const expected = { kind: 'signalReady', id: BigInt(id) } as const
  return governanceCall(pickSeated(chance), 'signalReady(uint64)', [id], expected)
})

const REASONS = ['It is not right.', 'It is not right.', 'It is not right.', '', 'x'.repeat(1_025)]

export const veto: Maker = onlyWith(['timelocked', 'signalling', 'locked-in'], (chance) => {
  const { random, world } = chance
  const states = random.oneIn(2) ? ['signalling', 'locked-in'] : ['timelocked']
  const id = idOf(pickProposal(chance, states), chance)
  const { guardian } = getRules(world, epochOf(chance))
  const sender = guardian === '' || random.oneIn(3) ? pickHolder(chance) : (guardian as Address)
  const reason = random.pick(REASONS)
  const payloadBytes = reason.length
  return governanceCall(sender, 'veto(uint64,string)', [id, reason], {
    kind: 'veto',
    id: BigInt(id),
    reason,
    payloadBytes,
  })
})

function assigneeOf(chance: Chance, proposal: Proposal | undefined): Address {
  if (proposal?.kind !== 'directive' || chance.random.oneIn(10)) return pickHolder(chance)
  const payload = getPayload(chance.world, proposal)
  return payload.kind === 'directive' ? payload.assignee : ZERO
}

/** Those with an even number find nobody who cares. */
const isCaredFor = (one: Proposal): boolean => one.id % 2 !== 0

export const reportProgress: Maker = onlyWith(['assigned', 'in-progress'], (chance) => {
  const { random } = chance
  const proposal = pickProposal(chance, ['assigned', 'in-progress'], isCaredFor)
  const id = idOf(proposal, chance)
  const percent = random.pick([0, 50, 100, 255])
  const text = random.oneIn(10) ? random.pick(REASONS) : 'Nearly there.'
  return governanceCall(
    assigneeOf(chance, proposal),
    'reportProgress(uint64,uint8,bytes32,string)',
    [id, percent, new Uint8Array(32), text],
    { kind: 'reportProgress', id: BigInt(id), percent, text, payloadBytes: text.length },
  )
})

export const reviewDirective: Maker = onlyWith(['review'], (chance) => {
  const { random } = chance
  const proposal = pickProposal(chance, ['review'])
  const id = idOf(proposal, chance)
  const accept = random.oneIn(3)
  const text = random.oneIn(10) ? random.pick(REASONS) : 'I looked at it.'
  const isProposer = proposal !== undefined && random.oneIn(8)
  const isAssignee = random.oneIn(12)
  const sender = isProposer
    ? proposal.proposer
    : isAssignee
      ? assigneeOf(chance, proposal)
      : pickSeated(chance)
  return governanceCall(sender, 'reviewDirective(uint64,bool,string)', [id, accept, text], {
    kind: 'reviewDirective',
    id: BigInt(id),
    accept,
    text,
    payloadBytes: text.length,
  })
})
