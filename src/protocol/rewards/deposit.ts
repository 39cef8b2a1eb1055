import { getBalanceRau, moveCoins } from '../accounts/balance.ts'
import { defineAction, MAX_PAYLOAD_BYTES } from '../action.ts'
import { refuse } from '../outcome.ts'
import { REWARDING_ADDRESS } from '../system-addresses.ts'
import { FundDeposited } from './events.ts'
import { creditFund } from './fund.ts'
import { NOT_ENOUGH_BALANCE } from './status.ts'

/** Gives coins of the sender to the reward fund. Open debts are paid from it at the epoch's end. */
export const deposit = defineAction<{ amountRau: bigint; payload: Uint8Array }>({
  signature: 'deposit(uint256,uint8[])',
  payable: false,
  decode: (reader) => ({
    amountRau: reader.uint256(),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: (args) => args.payload.length,
  execute: (context, { amountRau }) => {
    const { world, sender } = context
    const balanceRau = getBalanceRau(world.accounts, sender)
    if (amountRau > balanceRau) return refuse(NOT_ENOUGH_BALANCE, amountRau, balanceRau)
    moveCoins(world.accounts, sender, REWARDING_ADDRESS, amountRau)
    creditFund(world, amountRau)
    context.emit(FundDeposited.log(sender, amountRau))
    return undefined
  },
})
