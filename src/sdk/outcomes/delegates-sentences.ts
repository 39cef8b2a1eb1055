import type { Sentence } from './sentence.ts'

/** Refusals of what delegates do. */
export const DELEGATES_SENTENCES = {
  NotDelegateOwner: (candidate: string, owner: string) =>
    `The delegate ${candidate} belongs to ${owner}, and only its owner may do this; the operator may set keys and nothing else.`,
  BucketNotBacking: (index: bigint, owner: string) =>
    `Bucket ${index} belongs to ${owner}, who does not endorse the delegate with it.`,
  OwnerIsTheSame: (owner: string) => `The delegate belongs to ${owner} already.`,
  NoSelfStake: (candidate: string) =>
    `The delegate ${candidate} has no self-stake, so there is nothing to leave.`,
  OwnerIsTaken: (owner: string) =>
    `${owner} owns a delegate already, or is the identity of one; one address has one delegate.`,
  NameIsTaken: (name: string) => `Another delegate has the name "${name}".`,
  OperatorIsTaken: (operator: string) => `Another delegate has the operator ${operator}.`,
  BadName: (name: string) =>
    `"${name}" cannot name a delegate; a name has 1 to 12 characters, a to z and 0 to 9.`,
  BadBlsKey: () => 'The BLS key is not a compressed point of BLS12-381 G1 of 48 bytes.',
  BadBlsProof: () => 'The proof of possession was not made with the secret key of this BLS key.',
  BadConsensusKey: () => 'The consensus key is not an ed25519 public key of 32 bytes.',
  BadConsensusProof: () =>
    'The proof was not made with this consensus key for this network and this delegate.',
  ConsensusKeyIsTaken: (candidate: string) =>
    `The delegate ${candidate} signs blocks with this key already.`,
  ExitRequested: (candidate: string) => `The delegate ${candidate} has asked to leave already.`,
  ExitNotRequested: (candidate: string) =>
    `The delegate ${candidate} has not asked to leave; that comes first.`,
  ExitNotScheduled: (candidate: string) =>
    `The delegate ${candidate} waits in the exit queue; one is admitted in each interval, at the start of an epoch.`,
  ExitTooEarly: (candidate: string, height: bigint) =>
    `The exit of the delegate ${candidate} can be confirmed from block ${height} on.`,
  ExitIsFinal: (candidate: string) =>
    `The request of the delegate ${candidate} to leave cannot be taken back.`,
  ProfileFieldTooLong: (field: string, length: number, most: number) =>
    `The ${field} of the profile has ${length}, and at most ${most} ${field === 'links' ? 'entries' : 'bytes'} are taken.`,
  CommissionTooHigh: (field: string, basisPoints: number) =>
    `The ${field} of ${basisPoints} is too high; 10,000 basis points are all of the reward.`,
} as const satisfies Readonly<Record<string, Sentence>>
