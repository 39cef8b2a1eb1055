import type { Hex } from '#base/hex.ts'
import { MACHINE_STATUSES } from '#protocol/status.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import type { ErrorTable } from './error-table.ts'
import { accountOf, callOf, type OutcomeNetwork, openNetwork } from './outcome-network.ts'
import { keysOf, notTaken } from './outcome-scenarios.ts'

const toStaking = (data: Hex) => notTaken({ to: STAKING_ADDRESS, data, valueRau: 0n })
/** The selector of `unstake(uint64,uint8[])` without arguments. */
const { data: unstake } = callOf('unstake', [0n, []])
const selector: Hex = `0x${unstake.slice(2, 10)}`

export const MACHINE_OUTCOME_TABLE: ErrorTable<OutcomeNetwork> = {
  heading: 'Outcomes of every module',
  codes: keysOf(MACHINE_STATUSES),
  start: openNetwork,
  scenarios: {
    '1 UnknownFunction(bytes4)': toStaking('0x12345678'),
    '2 BadArguments()': toStaking(selector),
    '3 NotPayable(uint256)': notTaken(callOf('unstake', [0n, []], 1n)),
    '5 NoCode(address)': notTaken({ to: accountOf('bob').address, data: '0x00', valueRau: 0n }),
    '6 NoPlainTransfer(address)': toStaking('0x'),
    '7 NoContractCreation()': notTaken({ to: undefined, data: '0x00', valueRau: 0n }),
  },
}
