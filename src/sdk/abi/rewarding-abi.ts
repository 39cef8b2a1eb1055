import { parseAbi } from 'viem'
import { machineErrorsAbi } from './network-abi.ts'

const own = parseAbi([
  'function claim(uint256 amount, uint8[] data)',
  'function claimFor(uint256 amount, string account, uint8[] data)',
  'function deposit(uint256 amount, uint8[] data)',
  'function totalBalance() view returns (uint256)',
  'function availableBalance() view returns (uint256)',
  'function unclaimedBalance(address account) view returns (uint256)',
  'function owedBalance() view returns (uint256)',
  'event RewardGranted(uint64 indexed epoch, address indexed delegate, address indexed reward, uint8 kind, uint256 amountRau, uint256 owedRau)',
  'event DebtPaid(uint64 indexed epoch, address indexed delegate, address indexed reward, uint8 kind, uint256 amountRau, uint256 stillOwedRau)',
  'event EpochSettled(uint64 indexed epoch, uint256 blockRau, uint256 epochRau, uint256 foundationRau, uint256 owedRau, uint256 debtsPaidRau, uint256 slashedRau)',
  'event RewardClaimed(address indexed reward, address indexed by, uint256 amountRau)',
  'event FundDeposited(address indexed from, uint256 amountRau)',
  'error NotEnoughBalance(uint256 amountRau, uint256 balanceRau)',
  'error ClaimTooLarge(uint256 amountRau, uint256 unclaimedRau)',
  'error BadClaimAddress(string text)',
])

/** The rewarding address: IoTeX's functions, what the fund owes, and an event for each grant and claim. */
export const rewardingAbi = [...own, ...machineErrorsAbi] as const
