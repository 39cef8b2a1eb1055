import { type Account, type Address, type Hex, bytesToHex, type TypedDataDomain } from 'viem'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { SdkError } from '../sdk-error.ts'

/** What a voter says of a revision; yes, no and abstain are basis points and make up 10,000. */
export interface BallotChoice {
  readonly proposal: number
  /** Root of the revision that is voted on: `root` of the proposal. */
  readonly root: Hex
  readonly yesBps: number
  readonly noBps: number
  readonly abstainBps: number
}

/** A ballot that anyone may bring on chain. */
export interface SignedBallot extends BallotChoice {
  readonly voter: Address
  /** Of two ballots of a voter the one with the higher number counts. */
  readonly nonce: bigint
  readonly salt: Hex
  /** r ‖ s ‖ v, 65 bytes. */
  readonly signature: Hex
}

export interface SignBallotParameters extends BallotChoice {
  /** Who votes: any account of viem that signs typed data. */
  readonly account: Account
  readonly chainId: number
  /** The time in milliseconds when missing, so that a later ballot replaces an earlier one. */
  readonly nonce?: bigint
  /** Random when missing. */
  readonly salt?: Hex
}

/** EIP-712 types of a signed ballot. */
export const BALLOT_TYPES = {
  Ballot: [
    { name: 'proposal', type: 'uint64' },
    { name: 'revision', type: 'bytes32' },
    { name: 'yesBps', type: 'uint16' },
    { name: 'noBps', type: 'uint16' },
    { name: 'abstainBps', type: 'uint16' },
    { name: 'voter', type: 'address' },
    { name: 'nonce', type: 'uint64' },
    { name: 'salt', type: 'bytes32' },
  ],
} as const

/** EIP-712 domain of a network: a ballot of one counts on no other. */
export function ballotDomain(chainId: number) {
  return {
    name: 'Boule governance',
    version: '1',
    chainId,
    verifyingContract: SYSTEM_ADDRESSES.governance,
  } as const satisfies TypedDataDomain
}

/** EIP-712 typed data of a ballot, for wallets. */
export function ballotTypedData(chainId: number, ballot: Omit<SignedBallot, 'signature'>) {
  return {
    domain: ballotDomain(chainId),
    types: BALLOT_TYPES,
    primaryType: 'Ballot',
    message: {
      proposal: BigInt(ballot.proposal),
      revision: ballot.root,
      yesBps: ballot.yesBps,
      noBps: ballot.noBps,
      abstainBps: ballot.abstainBps,
      voter: ballot.voter,
      nonce: ballot.nonce,
      salt: ballot.salt,
    },
  } as const
}

/** Signs a ballot without sending anything: whoever gets it may bring it on chain with `relayBallots`. */
export async function signBallot(parameters: SignBallotParameters): Promise<SignedBallot> {
  const { account, chainId, proposal, root, yesBps, noBps, abstainBps } = parameters
  if (account.signTypedData === undefined) {
    throw new SdkError('no-account', 'the account has no key here: give one that signs typed data')
  }
  const ballot = {
    proposal,
    root,
    yesBps,
    noBps,
    abstainBps,
    voter: account.address,
    nonce: parameters.nonce ?? BigInt(Date.now()),
    salt: parameters.salt ?? bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
  }
  const signature = await account.signTypedData(ballotTypedData(chainId, ballot))
  return { ...ballot, signature }
}
