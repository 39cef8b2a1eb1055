import type { Hex } from 'viem'
import { type Address, parseHexAddress } from '#base/address.ts'
import { toHex, parseHex } from '#base/hex.ts'
import { type CollectionProof, type StateProof, verifyCollection } from '#base/state-proof.ts'
import { PROPOSAL_CLASSES } from '../governance/names.ts'
import { SdkError } from '../sdk-error.ts'
import {
  decodeBallotRecord,
  decodeDelegatedPowerRecord,
  decodeDelegationRecord,
  decodePowerRecord,
  decodeProposalRecord,
  decodeTallyRecord,
  type ProvenBallot,
  type ProvenDelegation,
  type ProvenPowerPoint,
  type ProvenProposal,
  type ProvenTally,
} from './decode-governance-record.ts'
import type { GovernanceProof, GovernanceRoots } from './get-governance-proof.ts'
import { verifyProof } from './verify-proof.ts'

/** What the vote of an account on a proposal is counted from. What is undefined is not proven: neither that it is nor that it is not. */
export interface ProvenVote {
  readonly proposal: ProvenProposal
  readonly tally: ProvenTally
  readonly power: readonly ProvenPowerPoint[] | undefined
  /**
   * Lesser of the power at the snapshot and at the age before it: what the account counts with, unless it is excluded. Undefined
   * before qualification, and from the verdict on, when points may have been dropped.
   */
  readonly agedRau: bigint | undefined
  readonly delegation: ProvenDelegation | undefined
  /** Whom the account lets vote: as it stood when the vote opened; now, before it does. */
  readonly delegate: Address | undefined
  readonly delegatedRau: bigint | undefined
  readonly ballot: ProvenBallot | undefined
  readonly roots: ProvenRoots
}

/** Roots of collections under the app hash; undefined where no record of it was proven. */
export interface ProvenRoots {
  readonly powers: Hex | undefined
  readonly delegations: Hex | undefined
  readonly ballots: Hex | undefined
}

export interface VerifyGovernanceProofParameters {
  readonly proof: GovernanceProof
  /** App hash that the caller trusts: the `stateRoot` of the block `proof.height`. */
  readonly appHash: Hex
  /** What was asked for; the proofs must be of exactly this. */
  readonly proposal: number
  readonly account: string
}

/**
 * Checks the proofs of a vote against an app hash. Nothing that the node says beside them is believed.
 *
 * @throws SdkError `bad-proof` with the reason.
 */
export function verifyGovernanceProof(parameters: VerifyGovernanceProofParameters): ProvenVote {
  const { proof, appHash, proposal: id } = parameters
  const account = parseHexAddress(parameters.account)
  if (account === undefined) throw refuse('the account is not an address')
  if (typeof proof !== 'object' || proof === null) throw refuse('it is not an object')
  const prove = (
    part: StateProof | null | undefined,
    collection: string,
    key: string | number,
  ): Uint8Array | undefined =>
    part === null || part === undefined
      ? undefined
      : verifyProof({ proof: part, appHash, module: 'governance', collection, key })

  const proposal = read(decodeProposalRecord, prove(proof.proposal, 'proposals', id))
  const tally = read(decodeTallyRecord, prove(proof.tally, 'tallies', id))
  if (proposal === undefined || tally === undefined) throw refuse('the proposal is not proven')
  const power = read(decodePowerRecord, prove(proof.power, 'powers', account))
  const delegatedKey = `${id}/${account}`
  const delegatedRau = read(
    decodeDelegatedPowerRecord,
    prove(proof.delegatedPower, 'delegatedPower', delegatedKey),
  )
  const classNumber = PROPOSAL_CLASSES.indexOf(proposal.class)
  const delegation = read(
    decodeDelegationRecord,
    prove(proof.delegation, 'delegations', keyInGroup(proof.delegation, classNumber)),
  )
  if (delegation !== undefined && delegation.delegator !== account) {
    throw refuse(`the delegation is one of ${delegation.delegator}`)
  }
  const ballot = read(
    decodeBallotRecord,
    prove(proof.ballot, 'ballots', keyInGroup(proof.ballot, id)),
  )
  if (ballot !== undefined && ballot.voter !== account) {
    throw refuse(`the ballot is one of ${ballot.voter}`)
  }
  return {
    proposal,
    tally,
    power,
    agedRau: isPowerKept(proposal) ? aged(power, proposal) : undefined,
    delegation,
    delegate: delegateAt(delegation, proposal.openedEpoch || Number.MAX_SAFE_INTEGER),
    delegatedRau,
    ballot,
    roots: {
      powers: rootOf(proof.power),
      delegations: rootOf(proof.delegation),
      ballots: rootOf(proof.ballot),
    },
  }
}

/**
 * Checks the roots of power, delegations and ballots against an app hash, and gives them.
 *
 * @throws SdkError `bad-proof` with the reason.
 */
export function verifyGovernanceRoots(parameters: {
  readonly roots: GovernanceRoots
  readonly appHash: Hex
}): { readonly [Name in keyof ProvenRoots]: Hex } {
  const appHash = parseHex(parameters.appHash)
  if (appHash === undefined) throw refuse('the app hash is not hex text')
  const prove = (collection: keyof ProvenRoots): Hex => {
    const proof = parameters.roots[collection]
    const verdict = verifyCollection(proof, appHash)
    if (!verdict.valid) throw refuse(`${collection}: ${verdict.reason}`)
    if (proof.module !== 'governance' || proof.collection !== collection) {
      throw refuse(`it is of ${proof.module}.${proof.collection}, not of governance.${collection}`)
    }
    return toHex(verdict.root)
  }
  return {
    powers: prove('powers'),
    delegations: prove('delegations'),
    ballots: prove('ballots'),
  }
}

function refuse(reason: string): SdkError {
  return new SdkError('bad-proof', `the proof does not hold: ${reason}`, { details: { reason } })
}

function read<T>(decode: (value: Uint8Array) => T, value: Uint8Array | undefined): T | undefined {
  try {
    return value === undefined ? undefined : decode(value)
  } catch (error) {
    const reason = `the record is in another form than this version reads: ${String(error)}`
    throw new SdkError('bad-proof', `the proof does not hold: ${reason}`, { cause: error })
  }
}

const NUMBERS_PER_GROUP = 2 ** 32

/** Key of the proven record, which must be one of the group: ballots of a proposal, delegations of a class. */
function keyInGroup(proof: StateProof | null | undefined, group: number): number {
  if (proof === null || proof === undefined) return 0
  const key = Number(proof.key)
  if (Math.floor(key / NUMBERS_PER_GROUP) !== group) {
    throw refuse(`it is of another ${proof.collection === 'ballots' ? 'proposal' : 'class'}`)
  }
  return key
}

function rootOf(proof: CollectionProof | null | undefined): Hex | undefined {
  return proof?.collectionRoots[proof.collectionIndex]
}

const UNDECIDED: readonly string[] = ['qualified', 'voting', 'extended', 'tallying']

function isPowerKept({ state, qualifiedEpoch }: ProvenProposal): boolean {
  return qualifiedEpoch !== 0 && UNDECIDED.includes(state)
}

function aged(
  power: readonly ProvenPowerPoint[] | undefined,
  { qualifiedEpoch, maturityEpochs }: ProvenProposal,
): bigint | undefined {
  if (power === undefined) return undefined
  const now = powerAt(power, qualifiedEpoch)
  // What genesis gave counts as held ever since.
  const then = powerAt(power, Math.max(0, qualifiedEpoch - maturityEpochs))
  return now < then ? now : then
}

function powerAt(points: readonly ProvenPowerPoint[], epoch: number): bigint {
  return points.findLast((point) => point.epoch <= epoch)?.powerRau ?? 0n
}

function delegateAt(delegation: ProvenDelegation | undefined, epoch: number): Address | undefined {
  return delegation?.points.findLast((point) => point.epoch <= epoch)?.delegate
}
