import type { Status } from '../outcome.ts'

export const NOT_ENOUGH_BALANCE: Status = {
  code: 201,
  error: 'NotEnoughBalance(uint256,uint256)',
  meaning: 'The amount is more than the account has left after the fee.',
}
export const CLAIM_TOO_LARGE: Status = {
  code: 301,
  error: 'ClaimTooLarge(uint256,uint256)',
  meaning: 'The amount is more than the address has unclaimed; ask unclaimedBalance first.',
}
export const BAD_CLAIM_ADDRESS: Status = {
  code: 302,
  error: 'BadClaimAddress(string)',
  meaning: 'The address is neither an io1 address nor 0x and 40 hex digits.',
}

/** In order of precedence. */
export const REWARDS_STATUSES: readonly Status[] = [
  BAD_CLAIM_ADDRESS,
  NOT_ENOUGH_BALANCE,
  CLAIM_TOO_LARGE,
]
