import type { Address } from 'viem'

/** How addresses are called: delegates by their identity, and accounts. An address itself is good enough. */
export interface EventNames {
  readonly delegate: (identity: Address) => string
  readonly account: (address: Address) => string
}
