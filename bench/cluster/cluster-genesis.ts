import type { Address } from '#base/address.ts'
import { blsPublicKey } from '#base/bls.ts'
import { ed25519PublicKey } from '#base/ed25519.ts'
import type { Genesis } from '#params/genesis.ts'
import { makeLargeGenesis } from '../chain/large-network.ts'
import { blsSecretOf, consensusSecretOf } from './members.ts'

/** What a network of a benchmark looks like. All of its nodes, and who sends to them, make the same genesis from it. */
export interface NetworkShape {
  readonly nodes: number
  readonly intervalMs: number
  /** Transactions in a block at most. */
  readonly blockTransactions: number
  /** Accounts of who signs transactions. */
  readonly holders: readonly Address[]
  readonly accounts: number
  readonly buckets: number
  readonly genesisTimeMs: number
}

const GAS_PER_TRANSACTION = 10_000
/** Bounds of the rules. */
const MOST_BLOCK_BYTES = 16_777_216
const MOST_BLOCK_GAS = 10_000_000_000

/** As many delegates as nodes, with their keys, all of them elected and drawn. */
export function makeClusterGenesis(shape: NetworkShape): Genesis {
  const { nodes } = shape
  const base = makeLargeGenesis({
    accounts: shape.accounts,
    buckets: shape.buckets,
    delegates: nodes,
    holders: shape.holders.map((address) => ({ address })),
  })
  return {
    ...base,
    timeMs: shape.genesisTimeMs,
    rules: {
      ...base.rules,
      blockIntervalMs: shape.intervalMs,
      maxBlockBytes: MOST_BLOCK_BYTES,
      maxBlockGas: Math.min(MOST_BLOCK_GAS, shape.blockTransactions * GAS_PER_TRANSACTION),
      consensusKeyRequired: true,
      consensusDelegates: nodes,
      producers: nodes,
    },
    delegates: base.delegates.map((delegate, index) => ({
      ...delegate,
      consensusKey: ed25519PublicKey(consensusSecretOf(index)),
      blsKey: blsPublicKey(blsSecretOf(index)),
    })),
  }
}
