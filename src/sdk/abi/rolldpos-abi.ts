import { parseAbi } from 'viem'
import { epochErrorsAbi, machineErrorsAbi } from './network-abi.ts'

const own = parseAbi([
  'function EpochNumber(uint256 blockHeight) view returns (uint256 epochNumber, uint256 height)',
  'function EpochHeight(uint256 epochNumber) view returns (uint256 epochHeight, uint256 height)',
  'function EpochLastHeight(uint256 epochNumber) view returns (uint256 epochLastHeight, uint256 height)',
  'function NumCandidateDelegates() view returns (uint256 numCandidateDelegates, uint256 height)',
  'function NumDelegates() view returns (uint256 numDelegates, uint256 height)',
  'function NumSubEpochs(uint256 blockHeight) view returns (uint256 numSubEpochs, uint256 height)',
  'function SubEpochNumber(uint256 blockHeight) view returns (uint256 subEpochNumber, uint256 height)',
])

/** The roll-DPoS address: IoTeX's reads of the bounds of epochs. */
export const rollDposAbi = [...own, ...epochErrorsAbi, ...machineErrorsAbi] as const
