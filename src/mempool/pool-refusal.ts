/** Why the pool does not take a transaction. The codes are stable words for programs. */
export type PoolRefusalCode =
  | 'already-known'
  | 'nonce-too-low'
  | 'nonce-too-high'
  | 'underpriced'
  | 'replacement-underpriced'
  | 'insufficient-funds'
  | 'pool-full'

export interface PoolRefusal {
  readonly code: PoolRefusalCode
  /** Begins with the text that Ethereum clients look for (go-ethereum `core/txpool/errors.go`), then says what would be right. */
  readonly message: string
}

export const POOL_REFUSALS = {
  alreadyKnown: (): PoolRefusal => ({ code: 'already-known', message: 'already known' }),
  nonceTooLow: (next: number, nonce: number): PoolRefusal => ({
    code: 'nonce-too-low',
    message: `nonce too low: next nonce ${next}, tx nonce ${nonce}`,
  }),
  nonceTooHigh: (next: number, nonce: number, ahead: number): PoolRefusal => ({
    code: 'nonce-too-high',
    message: `nonce too high: next nonce ${next}, tx nonce ${nonce}; at most ${next + ahead - 1} is taken`,
  }),
  underpriced: (capRau: bigint, baseRau: bigint): PoolRefusal => ({
    code: 'underpriced',
    message: `transaction underpriced: max fee per gas ${capRau} Rau, the base fee is ${baseRau} Rau`,
  }),
  replacementUnderpriced: (percent: number): PoolRefusal => ({
    code: 'replacement-underpriced',
    message: `replacement transaction underpriced: both fee caps must be at least ${percent} % higher`,
  }),
  insufficientFunds: (balanceRau: bigint, queuedRau: bigint, costRau: bigint): PoolRefusal => ({
    code: 'insufficient-funds',
    message:
      `insufficient funds for gas * price + value: balance ${balanceRau}, ` +
      `queued cost ${queuedRau}, tx cost ${costRau}`,
  }),
  poolFull: (): PoolRefusal => ({
    code: 'pool-full',
    message: 'txpool is full: offer a higher fee or try again later',
  }),
} as const
