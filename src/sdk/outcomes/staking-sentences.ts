import { coinsText, type Sentence, timeText } from './sentence.ts'

/** Height of an end that nobody announced. */
const NEVER = 2n ** 64n - 1n

/** Refusals of the staking address. */
export const STAKING_SENTENCES = {
  NotEnoughBalance: (amountRau: bigint, balanceRau: bigint) =>
    `${coinsText(amountRau)} are needed and the account has ${coinsText(balanceRau)} left after the fee.`,
  BucketNotFound: (index: bigint) =>
    `There is no bucket ${index}: it never existed or was withdrawn.`,
  NotBucketOwner: (index: bigint, owner: string) =>
    `Bucket ${index} belongs to ${owner}, and only its owner may do this.`,
  BucketIsUnstaked: (index: bigint) =>
    `Bucket ${index} is unstaked already: all it can do is to be withdrawn or transferred.`,
  BucketIsAutoStaked: (index: bigint) =>
    `Auto-stake is on for bucket ${index}, so its time does not run; restake it with auto-stake off first.`,
  BucketIsNotAutoStaked: (index: bigint) =>
    `Auto-stake is off for bucket ${index}; restake it with auto-stake on first.`,
  BucketIsSelfStake: (index: bigint, candidate: string) =>
    `Bucket ${index} is the self-stake of the delegate ${candidate} and is bound to it.`,
  BucketIsEndorsed: (index: bigint, endHeight: bigint) =>
    endHeight === NEVER
      ? `Bucket ${index} endorses a delegate; announce the end of the endorsement, wait and revoke it first.`
      : `Bucket ${index} endorses a delegate until block ${endHeight}; revoke the endorsement from then on.`,
  BucketIsNotEndorsed: (index: bigint) => `Bucket ${index} endorses nobody.`,
  EndorsementIsEnding: (index: bigint, endHeight: bigint) =>
    `The end of the endorsement by bucket ${index} is announced already, for block ${endHeight}.`,
  EndorsementStands: (index: bigint, endHeight: bigint) =>
    endHeight === NEVER
      ? `The endorsement by bucket ${index} stands; announce its end first.`
      : `The endorsement by bucket ${index} can be revoked from block ${endHeight} on.`,
  BucketHasThatOwner: (index: bigint, owner: string) =>
    `Bucket ${index} belongs to ${owner} already.`,
  BucketVotesForAnother: (index: bigint, candidate: string) =>
    `Bucket ${index} votes for another delegate, ${candidate}; move its vote first.`,
  CandidateNotFound: (name: string) => `No delegate has the name "${name}".`,
  NotACandidate: (account: string) => `No delegate belongs to ${account}.`,
  ReducedTooEarly: (index: bigint, seconds: bigint) =>
    `The duration of bucket ${index} cannot be shortened before it is over, at ${timeText(seconds)}.`,
  UnstakedTooEarly: (index: bigint, seconds: bigint) =>
    `The duration of bucket ${index} is over at ${timeText(seconds)}, and it cannot be unstaked before.`,
  SelfStakeIsBound: (index: bigint, candidate: string) =>
    `Bucket ${index} is the self-stake of the delegate ${candidate}; it is free once the delegate has left, or has another self-stake.`,
  NotUnstaked: (index: bigint) => `Bucket ${index} is staked; unstake it first.`,
  WithdrawnTooEarly: (index: bigint, seconds: bigint) =>
    `The wait after unstaking bucket ${index} is over at ${timeText(seconds)}.`,
  CandidateIsTheSame: (index: bigint, candidate: string) =>
    `Bucket ${index} votes for ${candidate} already.`,
  AmountTooSmall: (amountRau: bigint, leastRau: bigint) =>
    `${coinsText(amountRau)} are too little; at least ${coinsText(leastRau)} are needed.`,
  DurationTooLong: (days: number, mostDays: number) =>
    `${days} days are too long; at most ${mostDays} days are taken.`,
  ZeroAddress: () =>
    'An address is zero: nobody has its key, so what is given to it would be lost.',
  SystemAddress: (account: string) =>
    `${account} is a system address: nobody has its key, so what is given to it would be lost.`,
  NoStakingContract: (index: bigint) =>
    `There are no staking contracts here to migrate to; bucket ${index} stays what it is.`,
  CandidateIsRetired: (candidate: string) =>
    `The delegate ${candidate} has left for good; it can be neither voted for nor activated.`,
  PageTooLarge: (limit: number, most: number) =>
    `A page has at most ${most} rows and ${limit} were asked for; ask for less and move the offset on.`,
} as const satisfies Readonly<Record<string, Sentence>>
