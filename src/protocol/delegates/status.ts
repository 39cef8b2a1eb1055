import type { Status } from '../outcome.ts'

/*
 * Codes 203 to 211 are iotex-core's receipt statuses, as in staking. Codes from 240 on are ours.
 */

export const NOT_DELEGATE_OWNER: Status = {
  code: 203,
  error: 'NotDelegateOwner(address,address)',
  meaning:
    'Only the owner of the delegate (second value) may do this; its operator may set keys and nothing else.',
}
export const BUCKET_NOT_BACKING: Status = {
  code: 203,
  error: 'BucketNotBacking(uint64,address)',
  meaning:
    'The bucket belongs to somebody else (second value), who has not endorsed the delegate with it or has announced an end that is reached.',
}
export const OWNER_IS_THE_SAME: Status = {
  code: 203,
  error: 'OwnerIsTheSame(address)',
  meaning: 'The new owner is the owner already.',
}
export const NO_SELF_STAKE: Status = {
  code: 202,
  error: 'NoSelfStake(address)',
  meaning: 'The delegate has no self-stake, so there is nothing to leave.',
}
export const OWNER_IS_TAKEN: Status = {
  code: 210,
  error: 'OwnerIsTaken(address)',
  meaning:
    'The address owns a delegate already, or is the identity of one; one address has one delegate.',
}
export const NAME_IS_TAKEN: Status = {
  code: 211,
  error: 'NameIsTaken(string)',
  meaning: 'Another delegate has this name.',
}
export const OPERATOR_IS_TAKEN: Status = {
  code: 211,
  error: 'OperatorIsTaken(address)',
  meaning: 'Another delegate has this operator.',
}
export const BAD_NAME: Status = {
  code: 240,
  error: 'BadName(string)',
  meaning: 'A name has 1 to 12 characters, a to z and 0 to 9.',
}
export const BAD_BLS_KEY: Status = {
  code: 241,
  error: 'BadBlsKey()',
  meaning: 'A BLS key is a compressed point of BLS12-381 G1, 48 bytes, not infinity.',
}
export const BAD_BLS_PROOF: Status = {
  code: 242,
  error: 'BadBlsProof()',
  meaning: 'The proof of possession is not a signature by the BLS key’s own secret key.',
}
export const BAD_CONSENSUS_KEY: Status = {
  code: 243,
  error: 'BadConsensusKey()',
  meaning: 'A consensus key is an ed25519 public key, 32 bytes.',
}
export const BAD_CONSENSUS_PROOF: Status = {
  code: 244,
  error: 'BadConsensusProof()',
  meaning:
    'The proof is not a signature by the consensus key over this network’s chain id, the delegate and the key.',
}
export const CONSENSUS_KEY_IS_TAKEN: Status = {
  code: 245,
  error: 'ConsensusKeyIsTaken(address)',
  meaning: 'Another delegate (the value) signs blocks with this key.',
}
export const EXIT_REQUESTED: Status = {
  code: 246,
  error: 'ExitRequested(address)',
  meaning: 'The delegate has asked to leave already.',
}
export const EXIT_NOT_REQUESTED: Status = {
  code: 247,
  error: 'ExitNotRequested(address)',
  meaning: 'The delegate has not asked to leave: requestCandidateDeactivation comes first.',
}
export const EXIT_NOT_SCHEDULED: Status = {
  code: 248,
  error: 'ExitNotScheduled(address)',
  meaning:
    'The exit waits in the queue: one is admitted in each interval, at the start of an epoch.',
}
export const EXIT_TOO_EARLY: Status = {
  code: 249,
  error: 'ExitTooEarly(address,uint64)',
  meaning: 'The exit can be confirmed from the height given on.',
}
export const EXIT_IS_FINAL: Status = {
  code: 250,
  error: 'ExitIsFinal(address)',
  meaning:
    'A request to leave cannot be taken back, as in IoTeX, so that nobody holds a place in the queue without leaving.',
}
export const PROFILE_FIELD_TOO_LONG: Status = {
  code: 251,
  error: 'ProfileFieldTooLong(string,uint32,uint32)',
  meaning:
    'A field of the profile has more bytes (links: more entries) than the last value allows.',
}
export const COMMISSION_TOO_HIGH: Status = {
  code: 252,
  error: 'CommissionTooHigh(string,uint16)',
  meaning: 'A commission is at most 10,000 basis points, which is all of the reward.',
}

/** All outcomes of this module, by code. The order in which each action checks them stands in the README, and a test holds both together. */
export const DELEGATES_STATUSES: readonly Status[] = [
  NO_SELF_STAKE,
  NOT_DELEGATE_OWNER,
  BUCKET_NOT_BACKING,
  OWNER_IS_THE_SAME,
  OWNER_IS_TAKEN,
  NAME_IS_TAKEN,
  OPERATOR_IS_TAKEN,
  BAD_NAME,
  BAD_BLS_KEY,
  BAD_BLS_PROOF,
  BAD_CONSENSUS_KEY,
  BAD_CONSENSUS_PROOF,
  CONSENSUS_KEY_IS_TAKEN,
  EXIT_REQUESTED,
  EXIT_NOT_REQUESTED,
  EXIT_NOT_SCHEDULED,
  EXIT_TOO_EARLY,
  EXIT_IS_FINAL,
  PROFILE_FIELD_TOO_LONG,
  COMMISSION_TOO_HIGH,
]
