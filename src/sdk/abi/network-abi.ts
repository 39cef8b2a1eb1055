import { parseAbi } from 'viem'

/** Events of the protocol itself: elections, hand-overs, liveness. Nobody calls these modules. */
export const electionAbi = parseAbi([
  'event SetElected(uint64 indexed epoch, bool continued, bytes32 mix, address[] consensusDelegates, address[] producers)',
])

export const epochsAbi = parseAbi([
  'event EpochStarted(uint64 indexed epoch, uint64 startHeight, uint64 blocks, uint32 consensusDelegates, uint32 producers)',
])

export const livenessAbi = parseAbi([
  'event BlockMissed(uint64 indexed height, address indexed delegate, uint32 round)',
  'event EpochActivity(uint64 indexed epoch, address indexed delegate, uint32 produced, uint32 missed, uint32 signed, uint32 absent, bool unproductive)',
  'event ProbationChanged(address indexed delegate, uint32 unproductiveEpochs)',
  'event DoubleSigned(address indexed delegate, uint64 height, uint256 slashedRau)',
  'event UnproductiveSlashed(uint64 indexed epoch, address indexed delegate, uint32 missed, uint256 slashedRau)',
])

/** Refusals of reads that take an epoch or a height. */
export const epochErrorsAbi = parseAbi([
  'error EpochNotKept(uint256 epoch, uint64 first, uint64 last)',
  'error HeightNotKept(uint256 height, uint64 last)',
])

/** Refusals that belong to no module: any transaction or call may get them. */
export const machineErrorsAbi = parseAbi([
  'error UnknownFunction(bytes4 selector)',
  'error BadArguments()',
  'error NotPayable(uint256 valueRau)',
  'error NoCode(address to)',
  'error NoPlainTransfer(address to)',
  'error NoContractCreation()',
])
