/** The SDK of Boule: viem with this network's actions and reads. Runs in Node and in browsers. */

export { bouleAbi } from './abi/boule-abi.ts'
export { governanceAbi } from './abi/governance-abi.ts'
export { delegatesAbi } from './abi/delegates-abi.ts'
export { electionAbi, epochsAbi, livenessAbi, machineErrorsAbi } from './abi/network-abi.ts'
export { pollAbi } from './abi/poll-abi.ts'
export { rewardingAbi } from './abi/rewarding-abi.ts'
export { rollDposAbi } from './abi/rolldpos-abi.ts'
export { stakingAbi } from './abi/staking-abi.ts'
export { SYSTEM_ADDRESSES } from './addresses.ts'
export { bouleDevnet, defineBouleChain } from './chains.ts'
export {
  type BouleClient,
  type BouleClientParameters,
  closeBouleClient,
  createBouleClient,
} from './create-boule-client.ts'
export { type BouleEvent, decodeEvents } from './events/decode-events.ts'
export { describeEvent } from './events/describe-event.ts'
export type { EventNames } from './events/event-names.ts'
export { drawBoule } from '#formulas/draw-boule.ts'
export { drawIotex } from '#formulas/draw-iotex.ts'
export { computeVotes, MAX_STAKE_DURATION_DAYS } from '#formulas/vote-weight.ts'
export {
  PAYLOAD_KINDS,
  type PayloadKind,
  PROPOSAL_CLASSES,
  PROPOSAL_REASONS,
  PROPOSAL_STATES,
  type ProposalClass,
  type ProposalReason,
  type ProposalState,
} from './governance/names.ts'
export {
  type Artifact,
  decodePayload,
  encodePayload,
  type Payload,
  type Payment,
  type RuleSet,
} from './governance/payload.ts'
export {
  BALLOT_TYPES,
  type BallotChoice,
  ballotDomain,
  ballotTypedData,
  signBallot,
  type SignBallotParameters,
  type SignedBallot,
} from './governance/sign-ballot.ts'
export { plainLine, plainText } from './governance/plain-words.ts'
export { reasonWords, stateWords } from './governance/words.ts'
export { decodeRefusal, type Refusal } from './outcomes/decode-refusal.ts'
export { findRefusal } from './outcomes/find-refusal.ts'
export { OUTCOME_CODES } from './outcomes/outcome-codes.ts'
export { type Outcome } from './outcomes/wait-for-outcome.ts'
export {
  decodeAccountRecord,
  decodeBucketRecord,
  type ProvenAccount,
  type ProvenBucket,
} from './proofs/decode-record.ts'
export { type GetProofParameters } from './proofs/get-proof.ts'
export { type VerifiedRecord } from './proofs/get-verified-record.ts'
export { verifyProof, type VerifyProofParameters } from './proofs/verify-proof.ts'
export {
  type FixedAt,
  getGovernanceProof,
  getGovernanceRoots,
  type GovernanceProof,
  type GovernanceRoots,
} from './proofs/get-governance-proof.ts'
export {
  type ProvenRoots,
  type ProvenVote,
  verifyGovernanceProof,
  type VerifyGovernanceProofParameters,
  verifyGovernanceRoots,
} from './proofs/verify-governance-proof.ts'
export type {
  ProvenBallot,
  ProvenDelegation,
  ProvenPowerPoint,
  ProvenProposal,
  ProvenTally,
} from './proofs/decode-governance-record.ts'
export { publicActionsBoule } from './public-actions.ts'
export { collectPages, type Page, type PageParameters, type ReaderClient } from './reads/ask.ts'
export type {
  AccountState,
  ActivityCounts,
  ActivityRow,
  Bucket,
  Debt,
  Delegate,
  ElectedSet,
  Epoch,
  Fund,
  GenesisEntries,
  GenesisFacts,
  NetworkStatus,
  Profile,
  ProjectedSeat,
  ProjectedSet,
  Randomness,
  RankingEntry,
  Rewards,
  Rule,
  RuleText,
  ScheduledBlock,
  Seat,
  Settlement,
  VoteWeights,
} from './reads/records.ts'
export type {
  GovernancePower,
  NamedDelegate,
  Proposal,
  ProposalBallot,
  ProposalStep,
  ProposalStepName,
  ProposalSummary,
  ProposalSupport,
  ProposalSupportSum,
  ProposalVoteSum,
  SoftwareVersion,
  Treasury,
  TreasuryStream,
} from './reads/governance-records.ts'
export type {
  ImpactDelegate,
  ImpactEpoch,
  ImpactPair,
  ImpactPayment,
  ImpactRewards,
  ImpactSeat,
  ImpactSums,
  ImpactVote,
  ProposalImpact,
} from './reads/impact-records.ts'
export { SdkError, type SdkErrorCode } from './sdk-error.ts'
export { formatCoins } from './units/format-coins.ts'
export { parseCoins } from './units/parse-coins.ts'
export { walletActionsBoule } from './wallet-actions.ts'
export type { SenderClient, SenderParameters } from './actions/send-call.ts'
export { AddressError, parseAddress, toChecksumAddress, toIoAddress } from '#base/io-address.ts'
export type { CollectionProof, StateProof } from '#base/state-proof.ts'
export { activateDelegate, type ActivateDelegateParameters } from './actions/activate-delegate.ts'
export {
  announceEndorsementEnd,
  type AnnounceEndorsementEndParameters,
} from './actions/announce-endorsement-end.ts'
export { changeCandidate, type ChangeCandidateParameters } from './actions/change-candidate.ts'
export { claimFor, type ClaimForParameters } from './actions/claim-for.ts'
export { claim, type ClaimParameters } from './actions/claim.ts'
export { confirmExit } from './actions/confirm-exit.ts'
export { createStake, type CreateStakeParameters } from './actions/create-stake.ts'
export { depositToFund, type DepositToFundParameters } from './actions/deposit-to-fund.ts'
export { depositToStake, type DepositToStakeParameters } from './actions/deposit-to-stake.ts'
export { endorseCandidate, type EndorseCandidateParameters } from './actions/endorse-candidate.ts'
export { registerDelegate, type RegisterDelegateParameters } from './actions/register-delegate.ts'
export { requestExit } from './actions/request-exit.ts'
export { restake, type RestakeParameters } from './actions/restake.ts'
export {
  revokeEndorsement,
  type RevokeEndorsementParameters,
} from './actions/revoke-endorsement.ts'
export { sendCoins, type SendCoinsParameters } from './actions/send-coins.ts'
export { setBlsKey, type SetBlsKeyParameters } from './actions/set-bls-key.ts'
export { setConsensusKey, type SetConsensusKeyParameters } from './actions/set-consensus-key.ts'
export {
  setProfile,
  type ProfileContent,
  type SetProfileParameters,
} from './actions/set-profile.ts'
export { transferDelegate, type TransferDelegateParameters } from './actions/transfer-delegate.ts'
export { transferStake, type TransferStakeParameters } from './actions/transfer-stake.ts'
export { unstake, type UnstakeParameters } from './actions/unstake.ts'
export { updateDelegate, type UpdateDelegateParameters } from './actions/update-delegate.ts'
export { withdrawStake, type WithdrawStakeParameters } from './actions/withdraw-stake.ts'
export { getAccounts } from './reads/get-accounts.ts'
export { getBucket } from './reads/get-bucket.ts'
export { getBuckets, type GetBucketsParameters } from './reads/get-buckets.ts'
export { getDelegate } from './reads/get-delegate.ts'
export { getDelegates } from './reads/get-delegates.ts'
export { getEpoch } from './reads/get-epoch.ts'
export { getGenesis, getGenesisEntries } from './reads/get-genesis.ts'
export { getNextSet } from './reads/get-next-set.ts'
export { getProjectedSet } from './reads/get-projected-set.ts'
export { getRandomness } from './reads/get-randomness.ts'
export { getRanking } from './reads/get-ranking.ts'
export { getRewards } from './reads/get-rewards.ts'
export { getRules } from './reads/get-rules.ts'
export { getSchedule } from './reads/get-schedule.ts'
export { getSettlement } from './reads/get-settlement.ts'
export { getStatus } from './reads/get-status.ts'
export { getWeights } from './reads/get-weights.ts'
export { getProof } from './proofs/get-proof.ts'
export { getVerifiedRecord } from './proofs/get-verified-record.ts'
export { waitForOutcome } from './outcomes/wait-for-outcome.ts'
export { getOfflineDelegates } from './dev/get-offline-delegates.ts'
export { setOffline } from './dev/set-offline.ts'
export { attestPreflight, type AttestPreflightParameters } from './actions/attest-preflight.ts'
export { castBallot, type CastBallotParameters } from './actions/cast-ballot.ts'
export { delegatePower, type DelegatePowerParameters } from './actions/delegate-power.ts'
export {
  getDeposit,
  propose,
  proposeCall,
  type ProposalContent,
  type ProposeParameters,
} from './actions/propose.ts'
export { relayBallots, type RelayBallotsParameters } from './actions/relay-ballots.ts'
export { reportProgress, type ReportProgressParameters } from './actions/report-progress.ts'
export { reviewDirective, type ReviewDirectiveParameters } from './actions/review-directive.ts'
export { reviseProposal, type ReviseProposalParameters } from './actions/revise-proposal.ts'
export { signalReady, type SignalReadyParameters } from './actions/signal-ready.ts'
export { supportProposal, type SupportProposalParameters } from './actions/support-proposal.ts'
export { vetoProposal, type VetoProposalParameters } from './actions/veto-proposal.ts'
export { withdrawProposal, type WithdrawProposalParameters } from './actions/withdraw-proposal.ts'
export { withdrawSupport, type WithdrawSupportParameters } from './actions/withdraw-support.ts'
export { getGovernancePower } from './reads/get-governance-power.ts'
export { getProposalBallots } from './reads/get-proposal-ballots.ts'
export { getProposalImpact, type GetProposalImpactParameters } from './reads/get-proposal-impact.ts'
export { getProposalSupports } from './reads/get-proposal-supports.ts'
export { getProposal } from './reads/get-proposal.ts'
export { getProposals, type GetProposalsParameters } from './reads/get-proposals.ts'
export { getSoftwareVersion } from './reads/get-software-version.ts'
export { getTreasury } from './reads/get-treasury.ts'
