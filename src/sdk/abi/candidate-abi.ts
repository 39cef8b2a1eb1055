import { parseAbi } from 'viem'

/** What a delegate (a *candidate* in IoTeX's ABI) does at the staking address: IoTeX's functions. */
export const candidateFunctionsAbi = parseAbi([
  'function candidateRegister(string name, address operatorAddress, address rewardAddress, address ownerAddress, uint256 amount, uint32 duration, bool autoStake, uint8[] data)',
  'function candidateRegisterWithBLS(string name, address operatorAddress, address rewardAddress, address ownerAddress, uint32 duration, bool autoStake, bytes blsPubKey, uint8[] data) payable',
  'function candidateUpdate(string name, address operatorAddress, address rewardAddress)',
  'function candidateUpdateWithBLS(string name, address operatorAddress, address rewardAddress, bytes blsPubKey)',
  'function candidateActivate(uint64 bucketIndex)',
  'function candidateTransferOwnership(address newOwner, uint8[] data)',
  'function requestCandidateDeactivation()',
  'function confirmCandidateDeactivation()',
  'function cancelCandidateDeactivation()',
])

export const candidateEventsAbi = parseAbi([
  'event CandidateRegistered(address indexed candidate, address indexed ownerAddress, address operatorAddress, string name, address rewardAddress, bytes blsPubKey)',
  'event CandidateUpdated(address indexed candidate, address indexed ownerAddress, address operatorAddress, string name, address rewardAddress, bytes blsPubKey)',
  'event CandidateActivated(address indexed candidate, uint64 bucketIndex)',
  'event CandidateOwnershipTransferred(address indexed candidate, address indexed from, address indexed to)',
  'event CandidateDeactivationRequested(address indexed candidate)',
  'event CandidateDeactivationScheduled(address indexed candidate, uint64 blockNumber)',
  'event CandidateDeactivated(address indexed candidate)',
])

/** Why an action of a delegate was refused, beside what staking refuses. */
export const delegatesErrorsAbi = parseAbi([
  'error NotDelegateOwner(address candidate, address owner)',
  'error BucketNotBacking(uint64 bucketIndex, address owner)',
  'error OwnerIsTheSame(address owner)',
  'error NoSelfStake(address candidate)',
  'error OwnerIsTaken(address owner)',
  'error NameIsTaken(string name)',
  'error OperatorIsTaken(address operator)',
  'error BadName(string name)',
  'error BadBlsKey()',
  'error BadBlsProof()',
  'error BadConsensusKey()',
  'error BadConsensusProof()',
  'error ConsensusKeyIsTaken(address candidate)',
  'error ExitRequested(address candidate)',
  'error ExitNotRequested(address candidate)',
  'error ExitNotScheduled(address candidate)',
  'error ExitTooEarly(address candidate, uint64 height)',
  'error ExitIsFinal(address candidate)',
  'error ProfileFieldTooLong(string field, uint32 length, uint32 most)',
  'error CommissionTooHigh(string field, uint16 basisPoints)',
])
