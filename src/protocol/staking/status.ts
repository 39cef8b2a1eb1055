import type { Status } from '../outcome.ts'

/*
 * Codes 201 to 212 are iotex-core's receipt statuses. Where it gives one number to several mistakes, each has an error of
 * its own here. Codes from 220 on are ours: iotex-core has no number, because it refuses such a transaction at submission
 * or takes it and drops it later.
 */

export const NOT_ENOUGH_BALANCE: Status = {
  code: 201,
  error: 'NotEnoughBalance(uint256,uint256)',
  meaning:
    'The amount, with the registration fee where there is one, is more than the sender has left after the fee of the transaction (second value).',
}
export const BUCKET_NOT_FOUND: Status = {
  code: 202,
  error: 'BucketNotFound(uint64)',
  meaning: 'There is no bucket with this index: it never existed or was withdrawn.',
}
export const NOT_BUCKET_OWNER: Status = {
  code: 203,
  error: 'NotBucketOwner(uint64,address)',
  meaning: 'Only the owner of the bucket (second value) may do this.',
}
export const BUCKET_IS_UNSTAKED: Status = {
  code: 204,
  error: 'BucketIsUnstaked(uint64)',
  meaning: 'The bucket is unstaked already: all it can do is to be withdrawn or transferred.',
}
export const BUCKET_IS_AUTO_STAKED: Status = {
  code: 204,
  error: 'BucketIsAutoStaked(uint64)',
  meaning: 'Auto-stake is on, so the time does not run: restake with auto-stake off first.',
}
export const BUCKET_IS_NOT_AUTO_STAKED: Status = {
  code: 204,
  error: 'BucketIsNotAutoStaked(uint64)',
  meaning: 'Auto-stake is off: restake with auto-stake on first.',
}
export const BUCKET_IS_SELF_STAKE: Status = {
  code: 204,
  error: 'BucketIsSelfStake(uint64,address)',
  meaning: 'The bucket is the self-stake of a delegate (second value) and is bound to it.',
}
export const BUCKET_IS_ENDORSED: Status = {
  code: 204,
  error: 'BucketIsEndorsed(uint64,uint64)',
  meaning:
    'The bucket endorses a delegate: announce the end, wait for the height (second value, 2^64 − 1 while nothing is announced) and revoke the endorsement first.',
}
export const BUCKET_IS_NOT_ENDORSED: Status = {
  code: 204,
  error: 'BucketIsNotEndorsed(uint64)',
  meaning: 'The bucket endorses nobody.',
}
export const ENDORSEMENT_IS_ENDING: Status = {
  code: 204,
  error: 'EndorsementIsEnding(uint64,uint64)',
  meaning: 'The end of this endorsement is announced already, for the height given.',
}
export const ENDORSEMENT_STANDS: Status = {
  code: 204,
  error: 'EndorsementStands(uint64,uint64)',
  meaning:
    'The endorsement can be revoked from the height given on (2^64 − 1: announce the end first).',
}
export const BUCKET_HAS_THAT_OWNER: Status = {
  code: 204,
  error: 'BucketHasThatOwner(uint64,address)',
  meaning: 'The new owner owns the bucket already.',
}
export const BUCKET_VOTES_FOR_ANOTHER: Status = {
  code: 204,
  error: 'BucketVotesForAnother(uint64,address)',
  meaning: 'The bucket votes for another delegate (second value): change its candidate first.',
}
export const CANDIDATE_NOT_FOUND: Status = {
  code: 205,
  error: 'CandidateNotFound(string)',
  meaning: 'No delegate has this name.',
}
export const NOT_A_CANDIDATE: Status = {
  code: 205,
  error: 'NotACandidate(address)',
  meaning: 'No delegate has this address as owner (or, where it says so, as identity or operator).',
}
export const REDUCED_TOO_EARLY: Status = {
  code: 206,
  error: 'ReducedTooEarly(uint64,uint64)',
  meaning: 'The duration cannot be shortened before it is over, at the Unix time given.',
}
export const UNSTAKED_TOO_EARLY: Status = {
  code: 207,
  error: 'UnstakedTooEarly(uint64,uint64)',
  meaning: 'The duration is not over; it is at the Unix time given.',
}
export const SELF_STAKE_IS_BOUND: Status = {
  code: 207,
  error: 'SelfStakeIsBound(uint64,address)',
  meaning:
    'The bucket is the self-stake of a delegate: it is free after requestCandidateDeactivation, the wait and confirmCandidateDeactivation, or when another bucket takes its place.',
}
export const NOT_UNSTAKED: Status = {
  code: 208,
  error: 'NotUnstaked(uint64)',
  meaning: 'The bucket is staked: unstake it first.',
}
export const WITHDRAWN_TOO_EARLY: Status = {
  code: 209,
  error: 'WithdrawnTooEarly(uint64,uint64)',
  meaning: 'The wait after unstaking is not over; it is at the Unix time given.',
}
export const CANDIDATE_IS_THE_SAME: Status = {
  code: 210,
  error: 'CandidateIsTheSame(uint64,address)',
  meaning: 'The bucket votes for this delegate already.',
}
export const AMOUNT_TOO_SMALL: Status = {
  code: 212,
  error: 'AmountTooSmall(uint256,uint256)',
  meaning: 'The amount is below the smallest that is taken (second value).',
}
export const DURATION_TOO_LONG: Status = {
  code: 220,
  error: 'DurationTooLong(uint32,uint32)',
  meaning: 'The duration is longer than the longest that is taken (second value), in days.',
}
export const ZERO_ADDRESS: Status = {
  code: 221,
  error: 'ZeroAddress()',
  meaning: 'An address is zero: nobody has its key, so what is given to it is lost.',
}
export const NO_STAKING_CONTRACT: Status = {
  code: 222,
  error: 'NoStakingContract(uint64)',
  meaning: 'There are no staking contracts here to migrate to: the bucket stays what it is.',
}
export const CANDIDATE_IS_RETIRED: Status = {
  code: 223,
  error: 'CandidateIsRetired(address)',
  meaning: 'The delegate has left for good: it can be neither voted for nor activated.',
}
export const PAGE_TOO_LARGE: Status = {
  code: 224,
  error: 'PageTooLarge(uint32,uint32)',
  meaning:
    'A page has at most as many rows as the second value says: ask for less and move the offset on.',
}
export const SYSTEM_ADDRESS: Status = {
  code: 225,
  error: 'SystemAddress(address)',
  meaning:
    'The address is one of the protocol itself: nobody has its key, so what is given to it is lost.',
}

/** All outcomes of this module, by code. The order in which each action checks them stands in the README, and a test holds both together. */
export const STAKING_STATUSES: readonly Status[] = [
  NOT_ENOUGH_BALANCE,
  BUCKET_NOT_FOUND,
  NOT_BUCKET_OWNER,
  BUCKET_IS_UNSTAKED,
  BUCKET_IS_AUTO_STAKED,
  BUCKET_IS_NOT_AUTO_STAKED,
  BUCKET_IS_SELF_STAKE,
  BUCKET_IS_ENDORSED,
  BUCKET_IS_NOT_ENDORSED,
  ENDORSEMENT_IS_ENDING,
  ENDORSEMENT_STANDS,
  BUCKET_HAS_THAT_OWNER,
  BUCKET_VOTES_FOR_ANOTHER,
  CANDIDATE_NOT_FOUND,
  NOT_A_CANDIDATE,
  REDUCED_TOO_EARLY,
  UNSTAKED_TOO_EARLY,
  SELF_STAKE_IS_BOUND,
  NOT_UNSTAKED,
  WITHDRAWN_TOO_EARLY,
  CANDIDATE_IS_THE_SAME,
  AMOUNT_TOO_SMALL,
  DURATION_TOO_LONG,
  ZERO_ADDRESS,
  NO_STAKING_CONTRACT,
  CANDIDATE_IS_RETIRED,
  PAGE_TOO_LARGE,
  SYSTEM_ADDRESS,
]
