import type { ModuleInterface } from '../action.ts'
import { REWARDING_ADDRESS } from '../system-addresses.ts'
import { claim, claimFor } from './claim.ts'
import { deposit } from './deposit.ts'
import { getFund, getUnclaimedRau } from './fund.ts'

/** Rewarding as IoTeX's ABI has it, and what the fund owes. */
export const rewardsInterface: ModuleInterface = {
  address: REWARDING_ADDRESS,
  actions: [claim, claimFor, deposit],
  reads: [
    {
      signature: 'totalBalance()',
      returns: ['uint256'],
      read: ({ world }) => {
        const fund = getFund(world)
        return [fund.availableRau + fund.unclaimedRau]
      },
    },
    {
      signature: 'availableBalance()',
      returns: ['uint256'],
      read: ({ world }) => [getFund(world).availableRau],
    },
    {
      signature: 'unclaimedBalance(address)',
      returns: ['uint256'],
      read: ({ world }, reader) => [getUnclaimedRau(world, reader.address())],
    },
    {
      signature: 'owedBalance()',
      returns: ['uint256'],
      read: ({ world }) => [getFund(world).owedRau],
    },
  ],
}
