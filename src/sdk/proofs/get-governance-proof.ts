import type { Hex } from 'viem'
import type { CollectionProof, StateProof } from '#base/state-proof.ts'
import { ask, type ReaderClient } from '../reads/ask.ts'

/** The block that an answer is of. */
interface OfBlock {
  readonly height: number
  readonly blockHash: Hex
  /** As the node says it: compare it with the `stateRoot` of the block, from whomever you trust. */
  readonly appHash: Hex
}

/** Proofs of what the vote of an account is counted from; null where the node says that there is no such record. */
export interface GovernanceProof extends OfBlock {
  readonly proposal: StateProof
  readonly tally: StateProof
  /** Power of the account by epoch. */
  readonly power: StateProof | null
  /** Whom it lets vote in the class of the proposal. */
  readonly delegation: StateProof | null
  /** What others who cast no ballot gave to it in this vote. */
  readonly delegatedPower: StateProof | null
  readonly ballot: StateProof | null
}

/** With which block something was fixed, and what that block commits to; null when the node does not keep it. */
export interface FixedAt {
  readonly epoch: number
  readonly height: number
  readonly appHash: Hex | null
}

export interface GovernanceRoots extends OfBlock {
  readonly powers: CollectionProof
  readonly delegations: CollectionProof
  readonly ballots: CollectionProof
  /** Of the proposal that was asked for; null what is not fixed yet. */
  readonly fixed: {
    readonly powers: FixedAt | null
    readonly delegations: FixedAt | null
    readonly ballots: FixedAt | null
  } | null
}

/** Proofs of what the vote of an account on a proposal is counted from, at the newest block. Check them with `verifyGovernanceProof`. */
export function getGovernanceProof(
  client: ReaderClient,
  parameters: { readonly proposal: number; readonly account: string },
): Promise<GovernanceProof> {
  return ask(client, 'boule_governanceProof', [parameters.proposal, parameters.account])
}

/** Roots of power, delegations and ballots at the newest block. Check them with `verifyGovernanceRoots`. */
export function getGovernanceRoots(
  client: ReaderClient,
  parameters: { readonly proposal?: number } = {},
): Promise<GovernanceRoots> {
  const { proposal } = parameters
  return ask(client, 'boule_governanceRoots', proposal === undefined ? [] : [proposal])
}
