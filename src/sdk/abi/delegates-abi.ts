import { parseAbi } from 'viem'
import { delegatesErrorsAbi } from './candidate-abi.ts'
import { machineErrorsAbi } from './network-abi.ts'
import { stakingErrorsAbi } from './staking-errors-abi.ts'

const functionsAndEvents = parseAbi([
  'struct Delegate { address id; uint64 registration; string name; address owner; address operator; address reward; uint64 selfStakeBucket; uint256 selfStakeRau; uint256 votesRau; bytes consensusKey; bytes blsKey; bool exitRequested; uint64 exitHeight; uint32 profileVersion; string inactive; }',
  'struct Profile { uint32 version; uint64 height; string displayName; string group; string website; string region; bytes32 logoHash; bytes32 textHash; string[] links; uint16 blockCommissionBps; uint16 epochCommissionBps; uint16 bonusCommissionBps; }',
  'function delegate(address id) view returns (Delegate)',
  'function delegateByName(string name) view returns (Delegate)',
  'function profile(address id) view returns (Profile)',
  'function setConsensusKey(bytes publicKey, bytes proof)',
  'function setBlsKey(bytes publicKey, bytes proof)',
  'function setProfile(string displayName, string group, string website, string region, bytes32 logoHash, bytes32 textHash, string[] links, uint16 blockCommissionBps, uint16 epochCommissionBps, uint16 bonusCommissionBps)',
  'event ConsensusKeySet(address indexed candidate, bytes publicKey)',
  'event BlsKeySet(address indexed candidate, bytes publicKey)',
  'event ProfileSet(address indexed candidate, uint32 indexed version, string displayName, string group, string website, string region, bytes32 logoHash, bytes32 textHash, string[] links, uint16 blockCommissionBps, uint16 epochCommissionBps, uint16 bonusCommissionBps)',
])

/** The delegates address: keys and profiles, which IoTeX's ABI does not have. */
export const delegatesAbi = [
  ...functionsAndEvents,
  ...stakingErrorsAbi,
  ...delegatesErrorsAbi,
  ...machineErrorsAbi,
] as const
