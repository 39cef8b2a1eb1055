import { ZERO_ADDRESS } from '#base/address.ts'
import type { ArgumentsOf, EventName } from './decode-event.ts'

/** Whom and what an event is about: the columns of `events` that histories are looked up by. */
export interface Subjects {
  readonly account?: string
  readonly otherAccount?: string
  readonly delegate?: string
  readonly otherDelegate?: string
  readonly bucket?: bigint
  readonly proposal?: bigint
}

type SubjectsOf = { readonly [N in EventName]: (args: ArgumentsOf<N>) => Subjects }

type BucketArguments = {
  readonly bucketIndex: bigint
  readonly owner: string
  readonly candidate: string
}
type ProposalArguments = { readonly proposal: bigint; readonly account: string }

const ofBucket = ({ bucketIndex, owner, candidate }: BucketArguments): Subjects => ({
  bucket: bucketIndex,
  account: owner,
  delegate: candidate,
})
const ofCandidate = ({ candidate }: { readonly candidate: string }): Subjects => ({
  delegate: candidate,
})
const ofDelegate = ({ delegate }: { readonly delegate: string }): Subjects => ({ delegate })
const ofProposal = ({ proposal }: { readonly proposal: bigint }): Subjects => ({ proposal })
const ofVoter = ({ proposal, account }: ProposalArguments): Subjects => ({ proposal, account })
const ofNobody = (): Subjects => ({})

const SUBJECTS: SubjectsOf = {
  BucketCreated: ofBucket,
  Staked: ({ bucketIndex, voter, candidate }) => ({
    bucket: bucketIndex,
    account: voter,
    delegate: candidate,
  }),
  BucketDeposited: (args) => ({
    ...ofBucket(args),
    ...(args.depositor === args.owner ? {} : { otherAccount: args.depositor }),
  }),
  BucketRestaked: ofBucket,
  BucketCandidateChanged: ({ bucketIndex, from, to }) => ({
    bucket: bucketIndex,
    delegate: from,
    otherDelegate: to,
  }),
  BucketTransferred: ({ bucketIndex, from, to }) => ({
    bucket: bucketIndex,
    account: from,
    otherAccount: to,
  }),
  BucketUnstaked: ofBucket,
  BucketWithdrawn: ({ bucketIndex, owner }) => ({ bucket: bucketIndex, account: owner }),
  BucketSlashed: ofBucket,
  BucketEndorsed: ofBucket,
  EndorsementEnding: ofBucket,
  EndorsementRevoked: ofBucket,
  SelfStakeReleased: ({ candidate, bucketIndex }) => ({ delegate: candidate, bucket: bucketIndex }),
  WeightsChanged: ofNobody,
  CandidateRegistered: ({ candidate, ownerAddress }) => ({
    delegate: candidate,
    account: ownerAddress,
  }),
  CandidateUpdated: ({ candidate, ownerAddress }) => ({
    delegate: candidate,
    account: ownerAddress,
  }),
  CandidateActivated: ({ candidate, bucketIndex }) => ({
    delegate: candidate,
    bucket: bucketIndex,
  }),
  CandidateOwnershipTransferred: ({ candidate, from, to }) => ({
    delegate: candidate,
    account: from,
    otherAccount: to,
  }),
  CandidateDeactivationRequested: ofCandidate,
  CandidateDeactivationScheduled: ofCandidate,
  CandidateDeactivated: ofCandidate,
  ConsensusKeySet: ofCandidate,
  BlsKeySet: ofCandidate,
  ProfileSet: ofCandidate,
  RewardGranted: ({ delegate, reward }) => ({ delegate, account: reward }),
  DebtPaid: ({ delegate, reward }) => ({ delegate, account: reward }),
  EpochSettled: ofNobody,
  RewardClaimed: ({ reward, by }) => ({
    account: reward,
    ...(by === reward ? {} : { otherAccount: by }),
  }),
  FundDeposited: ({ from }) => ({ account: from }),
  SetElected: ofNobody,
  EpochStarted: ofNobody,
  BlockMissed: ofDelegate,
  EpochActivity: ofDelegate,
  ProbationChanged: ofDelegate,
  DoubleSigned: ofDelegate,
  UnproductiveSlashed: ofDelegate,
  ProposalRevised: ({ proposal, proposer }) => ({ proposal, account: proposer }),
  ProposalChanged: ofProposal,
  ProposalSupported: ofVoter,
  SupportWithdrawn: ofVoter,
  ProposalQualified: ofProposal,
  BallotCast: ofVoter,
  BallotSkipped: ofVoter,
  PowerDelegated: ({ account, delegate }) => ({
    account,
    ...(delegate === ZERO_ADDRESS ? {} : { otherAccount: delegate }),
  }),
  VoteCounted: ofProposal,
  DepositSettled: ofVoter,
  RuleChanged: ofProposal,
  SunsetReached: ofProposal,
  TreasuryPaid: ofVoter,
  ProposalVetoed: ofVoter,
  DirectiveReported: ofVoter,
  DirectiveReviewed: ofVoter,
  DirectiveOverdue: ofProposal,
  PreflightAttested: ({ proposal, delegate }) => ({ proposal, delegate }),
  ReadinessSignalled: ({ proposal, delegate }) => ({ proposal, delegate }),
  VersionActivated: ofProposal,
  ScriptInstalled: ofProposal,
  ScriptFailed: ofProposal,
}

export function subjectsOf(name: EventName, args: Readonly<Record<string, unknown>>): Subjects {
  return (SUBJECTS[name] as (args: Readonly<Record<string, unknown>>) => Subjects)(args)
}
