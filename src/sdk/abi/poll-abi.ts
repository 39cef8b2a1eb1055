import { parseAbi } from 'viem'
import { epochErrorsAbi, machineErrorsAbi } from './network-abi.ts'

const own = parseAbi([
  'struct Candidate { address id; string name; address operatorAddress; address rewardAddress; bytes blsPubKey; uint256 votes; }',
  'struct ProbationInfo { address candidate; address operatorAddress; uint32 count; }',
  'struct ProbationList { ProbationInfo[] probationInfo; uint32 intensityRate; }',
  'function CandidatesByEpoch() view returns (Candidate[] candidates, uint256 height)',
  'function CandidatesByEpoch(uint256 epoch) view returns (Candidate[] candidates, uint256 height)',
  'function BlockProducersByEpoch() view returns (Candidate[] candidates, uint256 height)',
  'function BlockProducersByEpoch(uint256 epoch) view returns (Candidate[] candidates, uint256 height)',
  'function ActiveBlockProducersByEpoch() view returns (Candidate[] candidates, uint256 height)',
  'function ActiveBlockProducersByEpoch(uint256 epoch) view returns (Candidate[] candidates, uint256 height)',
  'function ProbationListByEpoch() view returns (ProbationList probation, uint256 height)',
  'function ProbationListByEpoch(uint256 epoch) view returns (ProbationList probation, uint256 height)',
])

/** The poll address: IoTeX's reads of who is ranked, elected, drawn and on probation in an epoch. */
export const pollAbi = [...own, ...epochErrorsAbi, ...machineErrorsAbi] as const
