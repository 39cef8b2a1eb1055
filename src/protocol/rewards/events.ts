import { REWARDING_ADDRESS } from '../system-addresses.ts'
import { defineEvent } from '../event.ts'

export const RewardGranted = defineEvent(
  REWARDING_ADDRESS,
  'RewardGranted',
  [
    { type: 'uint64', name: 'epoch', indexed: true },
    { type: 'address', name: 'delegate', indexed: true },
    { type: 'address', name: 'reward', indexed: true },
    { type: 'uint8', name: 'kind' },
    { type: 'uint256', name: 'amountRau' },
    { type: 'uint256', name: 'owedRau' },
  ],
  'At an epoch’s last block, for each delegate and kind (0 block, 1 epoch, 2 foundation): the whole grant, and the part of it that the fund could not cover and owes.',
)

export const DebtPaid = defineEvent(
  REWARDING_ADDRESS,
  'DebtPaid',
  [
    { type: 'uint64', name: 'epoch', indexed: true },
    { type: 'address', name: 'delegate', indexed: true },
    { type: 'address', name: 'reward', indexed: true },
    { type: 'uint8', name: 'kind' },
    { type: 'uint256', name: 'amountRau' },
    { type: 'uint256', name: 'stillOwedRau' },
  ],
  'An owed grant of an earlier epoch was paid, in full or in part.',
)

export const EpochSettled = defineEvent(
  REWARDING_ADDRESS,
  'EpochSettled',
  [
    { type: 'uint64', name: 'epoch', indexed: true },
    { type: 'uint256', name: 'blockRau' },
    { type: 'uint256', name: 'epochRau' },
    { type: 'uint256', name: 'foundationRau' },
    { type: 'uint256', name: 'owedRau' },
    { type: 'uint256', name: 'debtsPaidRau' },
    { type: 'uint256', name: 'slashedRau' },
  ],
  'Totals of an epoch’s settlement.',
)

export const RewardClaimed = defineEvent(
  REWARDING_ADDRESS,
  'RewardClaimed',
  [
    { type: 'address', name: 'reward', indexed: true },
    { type: 'address', name: 'by', indexed: true },
    { type: 'uint256', name: 'amountRau' },
  ],
  'Granted coins went from the fund to the reward address; `by` sent the transaction.',
)

export const FundDeposited = defineEvent(
  REWARDING_ADDRESS,
  'FundDeposited',
  [
    { type: 'address', name: 'from', indexed: true },
    { type: 'uint256', name: 'amountRau' },
  ],
  'Somebody added coins to the reward fund.',
)

export const REWARDS_EVENTS = [RewardGranted, DebtPaid, EpochSettled, RewardClaimed, FundDeposited]
