import { encodeCall } from '#base/abi/abi-signature.ts'
import { coins } from '#base/integers.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import type { TransactionFields } from '#base/transaction.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { BENCH_CHAIN_ID, type Holder } from '../chain/large-network.ts'

/** A signed transaction and the place of its sender in the list of holders. */
export interface MixedTransaction {
  readonly raw: Uint8Array
  readonly holder: number
}

const CREATE = 'createStake(string,uint256,uint32,bool,uint8[])'
const DEPOSIT = 'depositToStake(uint64,uint256,uint8[])'

/**
 * Three new buckets, a deposit and a transfer of coins of five, from each holder in turn. All of them succeed in any order in which
 * those of one sender keep theirs.
 */
export function makeMixedTransactions(
  holders: readonly Holder[],
  count: number,
  network: { readonly delegates: number; readonly buckets: number; readonly firstNonce?: number },
): readonly MixedTransaction[] {
  return Array.from({ length: count }, (_, index) => {
    const holder = index % holders.length
    const { privateKey } = holders[holder] as Holder
    const nonce = (network.firstNonce ?? 0) + Math.floor(index / holders.length)
    const fields: TransactionFields = {
      type: 2,
      chainId: BENCH_CHAIN_ID,
      nonce,
      gasLimit: 10_000,
      maxFeePerGasRau: 1_000_000_000_000n,
      maxPriorityFeePerGasRau: 0n,
      ...chooseAction(holders, index, holder + nonce, network),
      accessList: [],
    }
    return { raw: signTransaction(fields, privateKey, signDigest), holder }
  })
}

function chooseAction(
  holders: readonly Holder[],
  index: number,
  turn: number,
  { delegates, buckets }: { readonly delegates: number; readonly buckets: number },
): Pick<TransactionFields, 'to' | 'valueRau' | 'data'> {
  if (turn % 5 === 4) {
    const { address } = holders[(index + 1) % holders.length] as Holder
    return { to: address, valueRau: coins(1), data: new Uint8Array(0) }
  }
  if (turn % 5 === 3) {
    // Those with an even index have auto-stake.
    const bucket = (index * 2) % (buckets - (buckets % 2))
    const data = encodeCall(DEPOSIT, [BigInt(bucket), coins(1 + (index % 50)), []])
    return { to: STAKING_ADDRESS, valueRau: 0n, data }
  }
  const data = encodeCall(CREATE, [
    `bench${index % delegates}`,
    coins(100 + (index % 50)),
    index % 1_051,
    index % 2 === 0,
    [],
  ])
  return { to: STAKING_ADDRESS, valueRau: 0n, data }
}
