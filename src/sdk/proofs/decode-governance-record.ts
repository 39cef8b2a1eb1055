import type { Address } from '#base/address.ts'
import { Reader } from '#base/codec.ts'
import {
  PAYLOAD_KINDS,
  type PayloadKind,
  PROPOSAL_CLASSES,
  PROPOSAL_STATES,
  type ProposalClass,
  type ProposalState,
} from '../governance/names.ts'

/** A proposal as the state holds it. Epochs are 0 as long as they are not known. */
export interface ProvenProposal {
  readonly id: number
  readonly proposer: Address
  readonly class: ProposalClass
  readonly kind: PayloadKind
  readonly short: boolean
  readonly state: ProposalState
  readonly title: string
  readonly revision: number
  readonly payloadRevision: number
  readonly root: Uint8Array
  readonly textHash: Uint8Array
  readonly payloadHash: Uint8Array
  readonly depositRau: bigint
  readonly submittedEpoch: number
  readonly revisedEpoch: number
  /** Power counts as at the end of this epoch … */
  readonly qualifiedEpoch: number
  /** … and so many epochs before: the lesser of both. */
  readonly maturityEpochs: number
  readonly totalRau: bigint
  readonly pastTurnoutBps: number
  /** Delegations count as at the end of this epoch. */
  readonly openedEpoch: number
  readonly voteEndEpoch: number
  readonly extendedEpochs: number
  readonly confirmedEpoch: number
  readonly timelockEndEpoch: number
  readonly dueEpoch: number
  readonly changedEpoch: number
  readonly overdue: boolean
}

/** The sums of a proposal: of support, of the ballots that are in, and of those that the final count has gone through. */
export interface ProvenTally {
  readonly supportRau: bigint
  readonly supporters: number
  readonly editorialRau: bigint
  readonly editorialSupporters: number
  readonly supports: number
  readonly yesRau: bigint
  readonly noRau: bigint
  readonly abstainRau: bigint
  readonly ballots: number
  readonly delegations: number
  readonly delegationsDone: number
  readonly counted: number
  readonly countedYesRau: bigint
  readonly countedNoRau: bigint
  readonly countedAbstainRau: bigint
  readonly lateFlip: boolean
}

/** The power of an account from the end of an epoch on, until the next one. */
export interface ProvenPowerPoint {
  readonly epoch: number
  readonly powerRau: bigint
}

/** Whom an account lets vote, by the epoch from whose end on it holds. */
export interface ProvenDelegation {
  readonly class: ProposalClass
  readonly delegator: Address
  readonly points: readonly { readonly epoch: number; readonly delegate: Address | undefined }[]
}

export interface ProvenBallot {
  readonly voter: Address
  /** In basis points; what is missing to 10,000 abstains. */
  readonly yesBps: number
  readonly noBps: number
  readonly ownRau: bigint
  /** Number of the last signed ballot; 2^64 − 1: by a transaction of the voter. */
  readonly nonce: bigint
}

function nameIn<T extends string>(names: readonly T[], reader: Reader): T {
  const number = reader.u8()
  const name = names[number]
  if (name === undefined) throw new RangeError(`there is no name of the number ${number}`)
  return name
}

/** The record of `governance.proposals` in its canonical form. */
export function decodeProposalRecord(value: Uint8Array): ProvenProposal {
  return decode(value, (reader) => ({
    id: reader.u64(),
    proposer: reader.address(),
    class: nameIn(PROPOSAL_CLASSES, reader),
    kind: nameIn(PAYLOAD_KINDS, reader),
    short: reader.bool(),
    state: nameIn(PROPOSAL_STATES, reader),
    title: reader.text(),
    revision: reader.u32(),
    payloadRevision: reader.u32(),
    root: reader.bytes(),
    textHash: reader.bytes(),
    payloadHash: reader.bytes(),
    depositRau: reader.uint(),
    submittedEpoch: reader.u64(),
    revisedEpoch: reader.u64(),
    qualifiedEpoch: reader.u64(),
    maturityEpochs: reader.u64(),
    totalRau: reader.uint(),
    pastTurnoutBps: reader.u32(),
    openedEpoch: reader.u64(),
    voteEndEpoch: reader.u64(),
    extendedEpochs: reader.u64(),
    confirmedEpoch: reader.u64(),
    timelockEndEpoch: reader.u64(),
    dueEpoch: reader.u64(),
    changedEpoch: reader.u64(),
    overdue: reader.bool(),
  }))
}

/** The record of `governance.tallies` in its canonical form. */
export function decodeTallyRecord(value: Uint8Array): ProvenTally {
  return decode(value, (reader) => ({
    supportRau: reader.uint(),
    supporters: reader.u64(),
    editorialRau: reader.uint(),
    editorialSupporters: reader.u64(),
    supports: reader.u64(),
    yesRau: reader.uint(),
    noRau: reader.uint(),
    abstainRau: reader.uint(),
    ballots: reader.u64(),
    delegations: reader.u64(),
    delegationsDone: reader.u64(),
    counted: reader.u64(),
    countedYesRau: reader.uint(),
    countedNoRau: reader.uint(),
    countedAbstainRau: reader.uint(),
    lateFlip: reader.bool(),
  }))
}

/** The record of `governance.powers` in its canonical form: ascending by epoch. */
export function decodePowerRecord(value: Uint8Array): readonly ProvenPowerPoint[] {
  return decode(value, (reader) =>
    reader.list((point) => ({ epoch: point.u64(), powerRau: point.uint() })),
  )
}

/** The record of `governance.delegations` in its canonical form. */
export function decodeDelegationRecord(value: Uint8Array): ProvenDelegation {
  return decode(value, (reader) => ({
    class: nameIn(PROPOSAL_CLASSES, reader),
    delegator: reader.address(),
    points: reader.list((point) => ({
      epoch: point.u64(),
      delegate: point.optional((one) => one.address()),
    })),
  }))
}

/** The record of `governance.delegatedPower` in its canonical form: an amount. */
export function decodeDelegatedPowerRecord(value: Uint8Array): bigint {
  return decode(value, (reader) => reader.uint())
}

/** The record of `governance.ballots` in its canonical form. */
export function decodeBallotRecord(value: Uint8Array): ProvenBallot {
  return decode(value, (reader) => ({
    voter: reader.address(),
    yesBps: reader.u32(),
    noBps: reader.u32(),
    ownRau: reader.uint(),
    nonce: reader.uint(),
  }))
}

function decode<T>(value: Uint8Array, read: (reader: Reader) => T): T {
  const reader = new Reader(value)
  const record = read(reader)
  reader.end()
  return record
}
